import type { Readable, Writable } from 'node:stream';
import { templatings, layouts } from './answers.ts';
import {
  parseDomain,
  parseEnvironmentLabel,
  parseMigration,
  parseOwner,
  parseService,
  parseSource,
} from './grammar.ts';
import { InitError } from './init-error.ts';
import { defaults, splitNames, type RawAnswers } from './raw-answers.ts';

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a prompt says of an answer: true, or why not. */
type Judge = (raw: string) => true | string;

const each =
  (parser: (raw: string) => unknown, split: (raw: string) => readonly string[] = (raw) => [raw]): Judge =>
  (raw) => {
    try {
      for (const part of split(raw)) parser(part);
      return split(raw).length > 0 ? true : 'Must be there.';
    } catch (error) {
      if (error instanceof TypeError) return `Must be ${error.message}.`;
      throw error;
    }
  };

const splitServices = (raw: string): readonly string[] => raw.split(/\s+/).filter((part) => part !== '');

/**
 * Asks for what has no default or shapes everything, as far as it was not given.
 *
 * @throws InitError INIT_CANCELLED
 */
export async function askForMissing(given: RawAnswers, terminal: Terminal): Promise<RawAnswers> {
  try {
    return await ask(given, terminal);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExitPromptError')) throw error;
    throw new InitError(
      'INIT_CANCELLED',
      'the questions were broken off',
      'Run it again, perhaps with options in place of answers: --help tells them. Nothing was written.',
      [],
      { cause: error },
    );
  }
}

async function ask(given: RawAnswers, terminal: Terminal): Promise<RawAnswers> {
  const [{ default: input }, { default: select }, { default: confirm }] = await Promise.all([
    import('@inquirer/input'),
    import('@inquirer/select'),
    import('@inquirer/confirm'),
  ]);
  const text = (message: string, validate: Judge, standard?: string): Promise<string> =>
    input({ message, validate, ...(standard === undefined ? {} : { default: standard }) }, terminal);
  const choice = <Value extends string>(message: string, values: readonly Value[]): Promise<Value> =>
    select({ message, choices: values.map((value) => ({ value })) }, terminal);

  const owner = given.owner ?? (await text('Owner of the GitOps repository', each(parseOwner)));
  const source =
    given.source ?? (await text('Application repository that builds the images', each(parseSource), `${owner}/app`));
  const named = given.services !== undefined || given.service !== undefined;
  const service = named
    ? given.service
    : splitServices(
        await text(
          'Services, such as: api,host=api,database worker,database web,host=@',
          each(parseService, splitServices),
        ),
      );
  const environments =
    given.environments ??
    (await text(
      'Environments in the order of promotion',
      each(parseEnvironmentLabel, splitNames),
      defaults.environments,
    ));
  return {
    ...given,
    owner,
    source,
    service,
    environments,
    domain: given.domain ?? (await text('Domain of the last environment', each(parseDomain))),
    layout: given.layout ?? (await choice('One Application for each', layouts)),
    templating: given.templating ?? (await choice('Manifests by', templatings)),
    migration:
      given.migration ??
      (await text(
        'Service and arguments of the migration, empty for none',
        (raw) => raw === '' || each(parseMigration)(raw),
      )),
    previews: given.previews ?? (await confirm({ message: 'Previews of labelled pull requests' }, terminal)),
  };
}
