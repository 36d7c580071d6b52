import { resolve } from 'node:path';
import type { Command, CommandContext } from '../command/command.ts';
import type { RawAnswers } from './raw-answers.ts';
import { help, parseOptions, type Options } from './options.ts';
import { parseAnswers } from './parse-answers.ts';
import { repositoryFiles, settingsText } from './repository.ts';
import templates from './templates.json' with { type: 'json' };
import { surveyDirectory, writeFileOf, type FileState } from './write-repository.ts';

export const initCommand: Command = {
  about: 'Write a GitOps repository that works',
  async run(args, context) {
    const options = parseOptions(args);
    if (options.help) context.out(help);
    else await init(options, context);
    return 0;
  },
};

async function init(options: Options, { cwd, out, interactive }: CommandContext): Promise<void> {
  const asks = process.stdin.isTTY && interactive.out && !options.yes;
  const answers = parseAnswers(asks ? await asked(options.answers) : options.answers);
  const files = repositoryFiles(answers, templates);
  const directory = resolve(cwd, options.directory);
  for (const [path, state] of await surveyDirectory(directory, files)) {
    if (!options.dryRun) await writeFileOf(directory, path, files.get(path) ?? '', state);
    out(`${said(state, options)} ${path}\n`);
  }
  out(`\n${settingsText(answers, templates)}`);
}

/** The prompts are loaded only where somebody can answer. */
async function asked(given: RawAnswers): Promise<RawAnswers> {
  const { askForMissing } = await import('./ask.ts');
  return askForMissing(given, { input: process.stdin, output: process.stdout });
}

function said(state: FileState, { dryRun }: Options): string {
  if (state === 'unchanged') return 'unchanged';
  return dryRun ? 'would write' : 'wrote';
}
