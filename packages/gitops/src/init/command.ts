import { resolve } from 'node:path';
import { askForMissing, type Terminal } from './ask.ts';
import { InitError } from './init-error.ts';
import { help, parseOptions } from './options.ts';
import { parseAnswers } from './parse-answers.ts';
import { repositoryFiles, settingsText } from './repository.ts';
import templates from './templates.json' with { type: 'json' };
import { surveyDirectory, writeFileOf } from './write-repository.ts';

/** What a command is given of its process. */
export interface InitStreams {
  readonly input: Terminal['input'] & { readonly isTTY?: boolean };
  readonly output: Terminal['output'];
  readonly errors: Terminal['output'];
}

/**
 * `bitvault-gitops init`.
 *
 * @param args what follows `init` on the command line
 * @returns the exit code: 0, or 2 where something was refused and said to `errors`
 */
export async function init(args: readonly string[], streams: InitStreams): Promise<number> {
  try {
    await run(args, streams);
    return 0;
  } catch (error) {
    if (!(error instanceof InitError)) throw error;
    const message = error.code === 'INIT_ANSWERS' ? error.message : `${error.code}: ${error.message}`;
    streams.errors.write(`${message}\nNext: ${error.next}\n`);
    return 2;
  }
}

async function run(args: readonly string[], streams: InitStreams): Promise<void> {
  const say = (line: string): unknown => streams.output.write(`${line}\n`);
  const options = parseOptions(args);
  if (options.help) {
    say(help.trimEnd());
    return;
  }
  const asks = streams.input.isTTY === true && !options.yes;
  const answers = parseAnswers(asks ? await askForMissing(options.answers, streams) : options.answers);
  const files = repositoryFiles(answers, templates);
  const directory = resolve(options.directory);
  const states = await surveyDirectory(directory, files);
  for (const [path, state] of states) {
    if (!options.dryRun) await writeFileOf(directory, path, files.get(path) ?? '', state);
    say(`${state === 'unchanged' ? 'unchanged' : options.dryRun ? 'would write' : 'wrote'} ${path}`);
  }
  say(`\n${settingsText(answers, templates)}`);
}
