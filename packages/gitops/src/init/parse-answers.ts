import { limited, parseSignerWorkflow, planHas } from '@bitvault/promotion';
import { firstFaults } from '../first-faults.ts';
import {
  inCluster,
  layouts,
  privatePlans,
  sigstores,
  templatings,
  type Answers,
  type Cluster,
  type Environment,
  type Owner,
} from './answers.ts';
import { collisions } from './collisions.ts';
import {
  chainLength,
  isChain,
  nameFrom,
  parseCluster,
  parseCodeOwner,
  parseDatabaseHost,
  parseDomain,
  parseEnvironmentLabel,
  parseMigration,
  parseName,
  parseOperators,
  parseOwner,
  parseRegistry,
  parseRepository,
  parseSecretStore,
  parseServerUrl,
  parseService,
  parseSigningKey,
  parseSource,
  parseSuiteRelease,
  parseUrl,
  repeated,
} from './grammar.ts';
import { InitError, type InitErrorCode, type InitProblem } from './init-error.ts';
import { defaults, registryHost, splitNames, webFlowKey, type RawAnswers } from './raw-answers.ts';

/**
 * Judges all answers, fills in the defaults, and looks at what they would be to each other.
 *
 * @throws InitError with every problem, not only the first
 */
export function parseAnswers(raw: RawAnswers): Answers {
  const reading = new Reading();
  const answers = readAnswers(raw, reading);
  const problems = reading.problems.length > 0 ? reading.problems : collisions(answers);
  if (problems.length === 0) return answers;
  const told = problems.map(({ code, message }) => `${message} (${code})`);
  throw new InitError(
    'INIT_ANSWERS',
    ['these answers cannot be used:', ...firstFaults(told).map((line) => `  ${line}`)].join('\n'),
    'Give other answers; `bitvault-gitops init --help` says what each may be. Nothing was written.',
    problems,
  );
}

/** Collects what is wrong and goes on with a stand-in, so that one run tells everything. */
class Reading {
  readonly problems: InitProblem[] = [];

  note(code: InitErrorCode, message: string): void {
    this.problems.push({ code, message });
  }

  parse<T>(option: string, raw: string | undefined, parser: (raw: string) => T, standIn: T): T {
    if (raw === undefined || raw === '') {
      this.note('INIT_ANSWER_MISSING', `--${option} is missing, and has no default`);
      return standIn;
    }
    try {
      return parser(raw);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.note(
        'INIT_ANSWER_INVALID',
        `--${option} is ${JSON.stringify(limited(raw, 80))}, but must be ${error.message}`,
      );
      return standIn;
    }
  }

  /** Null where nothing was said, or what cannot be used. */
  optional<T>(option: string, raw: string | undefined, parser: (raw: string) => T): T | null {
    return raw === undefined || raw === '' ? null : this.parse<T | null>(option, raw, parser, null);
  }

  distinct(option: string, names: readonly string[]): void {
    for (const name of repeated(names))
      this.note('INIT_ANSWER_REPEATED', `--${option} has ${limited(name, 80)} more than once`);
  }
}

function readAnswers(raw: RawAnswers, reading: Reading): Answers {
  const owner = reading.parse('owner', raw.owner, parseOwner, 'owner');
  const source = reading.parse('source', raw.source, parseSource, { owner: 'owner', name: 'source' });
  const serverUrl = reading.parse(
    'server-url',
    raw['server-url'] ?? defaults['server-url'],
    parseServerUrl,
    defaults['server-url'],
  );
  const domain = reading.parse('domain', raw.domain, parseDomain, 'example.com');
  const services = readServices(raw, reading);
  return {
    name: reading.parse('name', raw.name ?? nameFrom(source.name), parseName, 'name'),
    owner,
    privateOn: readPrivate(raw, reading),
    repository: reading.parse('repository', raw.repository ?? defaults.repository, parseRepository, 'gitops'),
    source,
    registry: reading.parse(
      'registry',
      raw.registry ?? `${registryHost(serverUrl)}/${owner.toLowerCase()}`,
      parseRegistry,
      'ghcr.io/owner',
    ),
    services,
    environments: readEnvironments(raw, reading),
    layout: reading.parse('layout', raw.layout ?? defaults.layout, oneOf(layouts), 'environment'),
    templating: reading.parse('templating', raw.templating ?? defaults.templating, oneOf(templatings), 'helm'),
    serverUrl,
    argocdUrl: reading.parse('argocd-url', raw['argocd-url'] ?? `https://argocd.${domain}`, parseUrl, 'https://a.b'),
    domain,
    databaseHost: reading.parse(
      'database-host',
      raw['database-host'] ?? `postgres.{env}.internal.${domain}`,
      parseDatabaseHost,
      '',
    ),
    previews: raw.previews ?? defaults.previews,
    releasers: readOwners('releasers', raw.releasers ?? `@${owner}/releasers`, reading),
    ruleKeepers: readOwners('rule-keepers', raw['rule-keepers'] ?? `@${owner}/rule-keepers`, reading),
    migration: readMigration(raw, services, reading),
    operators: readOperators(raw.operators ?? defaults.operators, reading),
    secretStore: readSecretStore(raw, services, reading),
    signingKeys: readSigningKeys(raw, serverUrl, reading),
    sigstore: readSigstore(raw, serverUrl, reading),
    signerWorkflow: reading.optional('signer-workflow', raw['signer-workflow'], parseSignerWorkflow),
    actions: readActions(raw, reading),
  };
}

function readActions({ actions }: RawAnswers, reading: Reading): Answers['actions'] {
  const standIn = { commit: '0'.repeat(40), version: 'v0.0.0' };
  if (actions !== undefined) return reading.parse('actions', actions, parseSuiteRelease, standIn);
  reading.note('INIT_ANSWER_MISSING', '--actions is missing: init runs from no checkout that would tell the commit');
  return standIn;
}

function oneOf<Choice extends string>(choices: readonly Choice[]): (raw: string) => Choice {
  return (raw) => {
    const found = choices.find((choice) => choice === raw);
    if (found === undefined) throw new TypeError(choices.join(' or '));
    return found;
  };
}

function readServices(raw: RawAnswers, reading: Reading): Answers['services'] {
  const given = [...splitNames(raw.services ?? ''), ...(raw.service ?? [])];
  const standIn = { name: 'service', host: null, database: false, keda: false };
  const services = given.map((text) => reading.parse('service', text, parseService, standIn));
  const [first, ...others] = services;
  if (first === undefined) {
    reading.note('INIT_ANSWER_MISSING', 'neither --service nor --services names a service');
    return [standIn];
  }
  reading.distinct(
    'service',
    services.filter((service) => service !== standIn).map(({ name }) => name),
  );
  reading.distinct(
    'service',
    services.flatMap(({ host }) => (host === null ? [] : [`host=${host}`])),
  );
  return [first, ...others];
}

function readEnvironments(raw: RawAnswers, reading: Reading): readonly Environment[] {
  const names = splitNames(raw.environments ?? defaults.environments);
  for (const name of names) reading.parse('environments', name, parseEnvironmentLabel, name);
  reading.distinct('environments', names);
  if (!isChain(names))
    reading.note('INIT_ANSWER_INVALID', `--environments has ${names.length}, but must have ${chainLength}`);
  const clusters = readClusters(raw.cluster ?? [], names, reading);
  return names.map((name) => ({ name, cluster: clusters.get(name) ?? inCluster }));
}

function readClusters(
  given: readonly string[],
  environments: readonly string[],
  reading: Reading,
): ReadonlyMap<string, Cluster> {
  const clusters = new Map<string, Cluster>();
  for (const text of given) {
    const [, environment = '', address = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
    if (!environments.includes(environment)) {
      const known = environments.join(', ');
      reading.note(
        'INIT_ANSWER_UNKNOWN',
        `--cluster ${JSON.stringify(limited(text, 80))} must begin with one of ${known}, and =`,
      );
      continue;
    }
    if (clusters.has(environment)) reading.distinct('cluster', [environment, environment]);
    clusters.set(environment, reading.parse(`cluster ${environment}=`, address, parseCluster, inCluster));
  }
  return clusters;
}

function readOwners(option: string, raw: string, reading: Reading): readonly Owner[] {
  const names = splitNames(raw);
  reading.distinct(option, names);
  if (names.length === 0) reading.note('INIT_ANSWER_MISSING', `--${option} names nobody`);
  return names.map((name) => reading.parse(option, name, parseCodeOwner, { kind: 'user', login: 'owner' }));
}

function readOperators(raw: string, reading: Reading): Answers['operators'] {
  reading.distinct('operators', splitNames(raw));
  return raw === '' ? [] : reading.parse('operators', raw, parseOperators, []);
}

function readSecretStore(raw: RawAnswers, services: Answers['services'], reading: Reading): Answers['secretStore'] {
  const given = raw['secret-store'];
  if ((given ?? '') !== '' && (raw.migration ?? '') === '' && !services.some(({ database }) => database))
    reading.note('INIT_ANSWER_UNKNOWN', `--secret-store is for the password of a database, but no service has one`);
  return reading.optional('secret-store', given, parseSecretStore);
}

function readSigningKeys(raw: RawAnswers, serverUrl: string, reading: Reading): Answers['signingKeys'] {
  if (!(raw['require-signed-commits'] ?? defaults['require-signed-commits'])) {
    if (raw['signing-keys'] !== undefined)
      reading.note('INIT_ANSWER_INVALID', '--signing-keys is given, but not --require-signed-commits, which it is for');
    return [];
  }
  const standard = serverUrl === defaults['server-url'] ? webFlowKey : undefined;
  const keys = splitNames(raw['signing-keys'] ?? standard ?? '');
  reading.distinct('signing-keys', keys);
  if (keys.length === 0)
    reading.note('INIT_ANSWER_MISSING', `--signing-keys is missing, and has no default for ${serverUrl}`);
  return keys.map((key) => reading.parse('signing-keys', key, parseSigningKey, webFlowKey));
}

function readSigstore(raw: RawAnswers, serverUrl: string, reading: Reading): Answers['sigstore'] {
  const sigstore = reading.parse('sigstore', raw.sigstore ?? defaults.sigstore, oneOf(sigstores), defaults.sigstore);
  if (sigstore === 'github' && serverUrl !== defaults['server-url'])
    reading.note('INIT_ANSWER_INVALID', `--sigstore github signs for ${defaults['server-url']}, not for ${serverUrl}`);
  return sigstore;
}

/** On a plan without required reviewers, the gate is started by a member of a team. */
function readPrivate(raw: RawAnswers, reading: Reading): Answers['privateOn'] {
  if (raw.private === 'free')
    reading.note(
      'INIT_ANSWER_INVALID',
      '--private is "free", but on that plan private repositories have neither rulesets nor environments, so that no gate holds: take another plan, or make the repository public',
    );
  const plan = raw.private === 'free' ? null : reading.optional('private', raw.private, oneOf(privatePlans));
  if (plan === null || planHas('required-reviewers', plan, 'private')) return plan;
  const releasers = splitNames(raw.releasers ?? `@${raw.owner ?? ''}/releasers`);
  if (!releasers.some((name) => name.includes('/')))
    reading.note(
      'INIT_ANSWER_INVALID',
      `--releasers names no team, but with --private ${plan} a member of one has to start the gate`,
    );
  return plan;
}

function readMigration(raw: RawAnswers, services: Answers['services'], reading: Reading): Answers['migration'] {
  const migration = reading.optional('migration', raw.migration, parseMigration);
  if (migration !== null && !services.some(({ name }) => name === migration.service)) {
    const known = services.map(({ name }) => name).join(', ');
    reading.note('INIT_ANSWER_UNKNOWN', `--migration is of ${migration.service}, but must be of one of ${known}`);
  }
  return migration;
}
