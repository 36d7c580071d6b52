import type { Readable, Writable } from 'node:stream';
import { planNames } from '@bitvault/promotion';
import {
  layouts,
  privatePlans,
  sigstores,
  templatings,
  type Layout,
  type PrivatePlan,
  type Sigstore,
} from './answers.ts';
import { mostStatuses } from './collisions.ts';
import {
  chainLength,
  isChain,
  nameFrom,
  parseDomain,
  parseEnvironmentLabel,
  parseMigration,
  parseName,
  parseOwner,
  parseService,
  parseSource,
  repeated,
} from './grammar.ts';
import { InitError } from './init-error.ts';
import { defaults, splitNames, type RawAnswers } from './raw-answers.ts';

export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/** What a prompt says of an answer: true, or why not. */
type Judge = (raw: string) => true | string;

const judged =
  (parser: (raw: string) => unknown): Judge =>
  (raw) => {
    try {
      parser(raw);
      return true;
    } catch (error) {
      if (error instanceof TypeError) return `Must be ${error.message}.`;
      throw error;
    }
  };

function distinct(names: readonly string[]): void {
  const [name] = repeated(names);
  if (name !== undefined) throw new TypeError(`names of which each is given once; ${name} comes twice`);
}

/**
 * Asks for what has no default or shapes everything, as far as it was not given.
 *
 * @throws InitError INIT_CANCELLED
 */
export const askForMissing = (given: RawAnswers, terminal: Terminal): Promise<RawAnswers> =>
  uncancelled(() => ask(given, terminal));

/**
 * Asks whether to go on.
 *
 * @throws InitError INIT_CANCELLED where the answer is no
 */
export async function askWhether(message: string, terminal: Terminal): Promise<void> {
  const { default: confirm } = await import('@inquirer/confirm');
  if (!(await uncancelled(() => confirm({ message }, terminal)))) throw cancelled();
}

async function uncancelled<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ExitPromptError')) throw error;
    throw cancelled(error);
  }
}

const cancelled = (cause?: Error): InitError =>
  new InitError(
    'INIT_CANCELLED',
    'the questions were broken off, and nothing was written',
    'Run it again, perhaps with options in place of answers: --help tells them.',
    [],
    { cause },
  );

/** Asks one after another, since a question can depend on the answers before it. */
async function ask(given: RawAnswers, terminal: Terminal): Promise<RawAnswers> {
  const [{ default: input }, { default: select }, { default: confirm }] = await Promise.all([
    import('@inquirer/input'),
    import('@inquirer/select'),
    import('@inquirer/confirm'),
  ]);
  const text = (message: string, validate: Judge, standard = ''): Promise<string> =>
    input({ message, validate, ...(standard === '' ? {} : { default: standard }) }, terminal);

  const owner = given.owner ?? (await text('Owner of the GitOps repository on GitHub', judged(parseOwner)));
  const hidden =
    given.private ??
    // Another GitHub is an Enterprise Server or has data residency, which have everything.
    (given['server-url'] === undefined
      ? await select(
          {
            message: 'The GitOps repository is',
            choices: [
              { name: 'public', value: '', description: 'Every plan has what the gates stand on.' },
              ...privatePlans.map((value) => ({
                name: `private, on the plan ${planNames[value]}`,
                value,
                description: plansExplained[value],
              })),
            ],
          },
          terminal,
        )
      : undefined);
  const source =
    given.source ??
    (await text(
      'Application repository, whose workflow builds the images',
      judged((raw) => parseOther(raw, `${owner}/${given.repository ?? defaults.repository}`)),
      `${owner}/app`,
    ));
  const name =
    given.name ??
    (await text(
      'Prefix of Applications, namespaces and GitHub Apps',
      judged(parseName),
      nameFrom(source.split('/')[1] ?? ''),
    ));
  const named = given.services !== undefined || given.service !== undefined;
  if (!named) terminal.output.write(servicesExplained);
  const service = named ? given.service : splitServices(await text('Services', judged(parseServices)));
  const services = [...splitNames(given.services ?? ''), ...(service ?? [])].map(nameOf);
  const environments =
    given.environments ??
    (await text(
      'Environments in the order of promotion',
      judged((raw) => {
        const names = splitNames(raw);
        for (const each of names) parseEnvironmentLabel(each);
        distinct(names);
        if (!isChain(names)) throw new TypeError(chainLength);
      }),
      defaults.environments,
    ));
  const last = splitNames(environments).at(-1) ?? 'the last environment';
  const domain =
    given.domain ?? (await text(`Domain of ${last}, the other environments are below it`, judged(parseDomain)));
  const possible = layouts.filter((layout) => layout === 'environment' || services.length <= mostStatuses);
  return {
    ...given,
    owner,
    private: hidden,
    source,
    name,
    service,
    environments,
    domain,
    layout:
      given.layout ??
      (await select(
        {
          message: 'One Application for each',
          choices: possible.map((value) => ({ value, description: layoutsExplained[value] })),
        },
        terminal,
      )),
    templating:
      given.templating ??
      (await select({ message: 'Manifests by', choices: templatings.map((value) => ({ value })) }, terminal)),
    migration:
      given.migration ??
      (await text(
        'Migration, as SERVICE ARGUMENT …, empty for none',
        (raw) => raw === '' || judged((answer) => parseMigrationOf(answer, services))(raw),
      )),
    previews: given.previews ?? (await confirm({ message: 'Previews of labelled pull requests' }, terminal)),
    sigstore:
      given.sigstore ??
      // Of another GitHub, neither of them knows the jobs.
      (given['server-url'] === undefined
        ? await select(
            {
              message: 'Images are signed by',
              choices: sigstores.map((value) => ({ value, description: sigstoresExplained[value] })),
            },
            terminal,
          )
        : undefined),
  };
}

const noReviewers = 'It has no required reviewers: a member of a team starts the gate by hand.';

const plansExplained: Readonly<Record<PrivatePlan, string>> = {
  pro: noReviewers,
  team: noReviewers,
  enterprise: 'It has what the gates stand on.',
};

const layoutsExplained: Readonly<Record<Layout, string>> = {
  environment: 'All services of an environment are synced together.',
  service: `Each service of an environment is synced by itself; for at most ${mostStatuses} services.`,
};

const sigstoresExplained: Readonly<Record<Sigstore, string>> = {
  'public-good': 'Sigstore’s public instance: where the application repository is public.',
  github: 'GitHub’s own: where the application repository is private or internal.',
};

const servicesExplained = `Services have spaces between them, and behind commas what each needs:
  host=LABEL  to be reached from outside, at LABEL below the domain; host=@ for the domain itself
  database    the address of the database and what to show it
  keda        scaling by what waits for it, in place of a host
such as: api,host=api,database worker,keda web,host=@
`;

const splitServices = (raw: string): readonly string[] => raw.split(/\s+/).filter((part) => part !== '');
const nameOf = (service: string): string => service.split(',')[0] ?? '';

function parseServices(raw: string): void {
  const services = splitServices(raw);
  if (services.length === 0) throw new TypeError('at least one service');
  const parsed = services.map((service) => {
    if (!/^[^,]*(?:,(?:host=[^,]*|database|keda))*$/.test(service))
      throw new TypeError(`services with spaces between them, and no options but host=LABEL, database and keda`);
    return parseService(service);
  });
  distinct(parsed.map(({ name }) => name));
  distinct(parsed.flatMap(({ host }) => (host === null ? [] : [`host=${host}`])));
}

function parseOther(raw: string, gitops: string): void {
  parseSource(raw);
  if (raw.toLowerCase() === gitops.toLowerCase())
    throw new TypeError(`another repository than ${gitops}, which is to hold what is written`);
}

function parseMigrationOf(raw: string, services: readonly string[]): void {
  const { service } = parseMigration(raw);
  if (!services.includes(service)) throw new TypeError(`of one of the services, ${services.join(', ')}`);
}
