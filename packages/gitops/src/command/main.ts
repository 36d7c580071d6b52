import { LintError } from '../lint/lint-error.ts';
import type { Command, CommandContext } from './command.ts';

/** Every command by its name, each loaded only when asked for. */
const commands: Readonly<Record<string, { readonly about: string; readonly load: () => Promise<Command> }>> = {
  init: {
    about: 'Write a GitOps repository that works',
    load: async () => (await import('../init/command.ts')).initCommand,
  },
  lint: {
    about: 'Check a GitOps repository for what Argo CD would stumble over',
    load: async () => (await import('./lint.ts')).lintCommand,
  },
};

const usage = `Usage: bitvault-gitops COMMAND [OPTION …]

${Object.entries(commands)
  .map(([name, { about }]) => `  ${name.padEnd(6)} ${about}`)
  .join('\n')}

bitvault-gitops COMMAND --help tells the options of each.
`;

/** Could not be carried out, as opposed to an answer that is no. */
const failed = 2;

/** Runs `bitvault-gitops` with its arguments; returns the exit code. */
export async function runCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    context.out(usage);
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    context.complain(`${name === undefined ? 'No command given' : `There is no command ${name}`}.\n\n${usage}`);
    return failed;
  }
  try {
    return await (await command.load()).run(rest, context);
  } catch (error) {
    if (!isCoded(error)) throw error;
    context.complain(`${error.code}: ${error.message}. Next: ${error.next}\n`);
    return failed;
  }
}

const isCoded = (error: unknown): error is LintError =>
  error instanceof Error && 'code' in error && 'next' in error && typeof error.next === 'string';

/** As the process has it. */
export const processContext = (): CommandContext => ({
  env: process.env,
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  interactive: { out: process.stdout.isTTY, complain: process.stderr.isTTY },
});
