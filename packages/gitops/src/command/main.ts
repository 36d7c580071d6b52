import { LintError } from '../lint/lint-error.ts';
import type { Command, CommandContext, OpenGitHub } from './command.ts';

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
  doctor: {
    about: 'Look whether the gates of a GitOps repository can be walked round',
    load: async () => (await import('./doctor.ts')).doctorCommand,
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
  const [name, ...rest] = helpLast(args);
  if (name === '--help' || name === '-h') {
    context.out(usage);
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    context.complain(`${unknown(name)}.\n\n${usage}`);
    return failed;
  }
  try {
    return await (await command.load()).run(rest, context);
  } catch (error) {
    context.complain(`${isCoded(error) ? refusal(error) : defect(error)}\n`);
    return failed;
  }
}

/** `help init` is `init --help`. */
const helpLast = ([first, ...rest]: readonly string[]): readonly string[] =>
  first === 'help' ? [...rest.slice(0, 1), '--help'] : [...(first === undefined ? [] : [first]), ...rest];

function unknown(name: string | undefined): string {
  if (name === undefined) return 'No command given';
  return name.startsWith('-') ? `There is no option ${name} before a command` : `There is no command ${name}`;
}

/** Where the message is a list, what to do stands below it and not behind its last item. */
function refusal({ code, message, next }: LintError): string {
  return message.includes('\n') ? `${code}: ${message}\nNext: ${next}` : `${code}: ${message}. Next: ${next}`;
}

/** Not 1, which says that something was looked at and found wanting. */
const defect = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const isCoded = (error: unknown): error is LintError =>
  error instanceof Error && 'code' in error && 'next' in error && typeof error.next === 'string';

/** As the process has it. */
export function processContext(openGitHub: OpenGitHub): CommandContext {
  // Whoever reads along may stop, as `head` does.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    env: process.env,
    cwd: process.cwd(),
    openGitHub,
    program: process.argv[1] ?? '',
    out: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
    interactive: { out: process.stdout.isTTY, complain: process.stderr.isTTY },
  };
}
