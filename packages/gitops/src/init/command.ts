import { resolve } from 'node:path';
import type { Command, CommandContext } from '../command/command.ts';
import type { RawAnswers } from './raw-answers.ts';
import { assumedText } from './assumed.ts';
import { help } from './help.ts';
import { suiteOf } from '../command/suite.ts';
import { commandLine, parseOptions, type Options } from './options.ts';
import { parseAnswers } from './parse-answers.ts';
import { repositoryFiles, settingsText } from './repository.ts';
import templates from './templates.json' with { type: 'json' };
import { refuseUnfit, surveyDirectory, writeFileOf, type FileState } from './write-repository.ts';

export const initCommand: Command = {
  about: 'Write a GitOps repository that works',
  async run(args, context) {
    const options = parseOptions(args);
    if (options.help) context.out(help);
    else await init(options, context);
    return 0;
  },
};

async function init(options: Options, { cwd, program, out, interactive }: CommandContext): Promise<void> {
  const directory = resolve(cwd, options.directory);
  // Before anybody takes the trouble to answer.
  await refuseUnfit(directory);
  const asks = process.stdin.isTTY && interactive.out && !options.yes;
  const raw = asks ? await asked(options.answers) : options.answers;
  const instead = commandLine(raw, options.directory);
  const wasAsked = instead !== commandLine(options.answers, options.directory);
  // What was answered is not lost, whatever comes next.
  if (wasAsked) out(`\nThe same without questions:\n  ${instead}\n\n`);
  const here = await suiteOf(program);
  const answers = parseAnswers({ ...(here !== null && { actions: `${here.version}@${here.commit}` }), ...raw });
  const files = repositoryFiles(answers, templates);
  const survey = await surveyDirectory(directory, files);
  if (wasAsked && !options.dryRun) {
    out(`${assumedText(answers)}\n`);
    await agreed(`Write ${files.size} files to ${directory}`);
  }
  for (const [path, state] of survey) {
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

async function agreed(question: string): Promise<void> {
  const { askWhether } = await import('./ask.ts');
  await askWhether(question, { input: process.stdin, output: process.stdout });
}

function said(state: FileState, { dryRun }: Options): string {
  if (state === 'unchanged') return 'unchanged';
  return dryRun ? 'would write' : 'wrote';
}
