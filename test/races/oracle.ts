import type { Repository } from '@bitvault/lab';
import { parse } from 'yaml';
import { trustedRootPath } from '../attacks/layout.ts';
import type { Instant, PullAt, ReviewAt } from './instant.ts';
import { differences, mergedTree, textAt, versionsOf, type Difference } from './trees.ts';

/** What merges: each may take only what the policy leaves to it. */
export type Merger = 'auto-merge-dev' | 'prod-manual-gate' | 'promote';

const modes: Readonly<Record<Merger, readonly string[]>> = {
  'auto-merge-dev': ['auto'],
  'prod-manual-gate': ['gate'],
  promote: ['auto', 'review'],
};

interface Rules {
  readonly bot: string;
  readonly argocd: string;
  readonly services: Readonly<Record<string, unknown>>;
  readonly environments: Readonly<Record<string, EnvironmentRules | undefined>>;
}

interface EnvironmentRules {
  readonly from: string;
  readonly merge: string;
  readonly approvals?: number;
  readonly environment?: string;
  readonly gate?: { readonly dispatch: string };
  readonly healthy?: readonly string[];
  readonly freeze?: readonly unknown[];
}

interface Bump {
  readonly service: string;
  readonly from: string | null;
  readonly to: string;
}

type Values = { readonly services?: Readonly<Record<string, { readonly image: { readonly digest: string | null } }>> };

/**
 * Why the policy would not have allowed this move of `main`, by all that stood in that moment; empty where it would have.
 * Written for the repositories of these tests and apart from the product: it knows one layout, and nothing of how the
 * actions judge.
 *
 * @param signed whether an image is one that the release workflow signed, with the Sigstore that has `trustedRoot`
 */
export async function objections(
  instant: Instant,
  by: Merger,
  {
    signed,
    trustedRoot,
  }: { readonly signed: (service: string, digest: string) => boolean; readonly trustedRoot: string },
): Promise<readonly string[]> {
  const { repository, before, after, branch } = instant;
  if (branch !== 'main') return [`it went into ${branch}`];
  if (before === null || after === null) return ['main was made or deleted'];
  const rules = parse((await textAt(repository, before, 'promotion.yaml')) ?? '{}') as Rules;
  const changed = await differences(repository, before, after);
  const places = changed.map(({ path }) => placeOf(path));
  const [environment, ...others] = new Set(places.map((place) => place?.environment));
  if (environment === undefined || others.length > 0) return [`it changes ${changed.map(({ path }) => path).join()}`];
  const its = rules.environments[environment];
  if (its === undefined) return [`the policy has no environment ${environment}`];
  const pull = await pullBehind(instant);
  if (pull === undefined) return ['no open pull request says this'];
  const bumps = changed.flatMap((difference) => bumpsOf(difference));
  const lifted = changed.some(({ path, after: text }) => path.startsWith('holds/') && text === null);
  const rollback = changed.some(({ path, after: text }) => path.startsWith('holds/') && text !== null);
  return [
    ...(modes[by].includes(its.merge) ? [] : [`${environment} is merged by ${its.merge}`]),
    ...pullObjections(pull, rules),
    ...(await commitObjections(instant, pull, rules)),
    ...changed.flatMap(byteObjections),
    ...(await agreementObjections(instant, pull, its)),
    ...(lifted
      ? []
      : await Promise.all(bumps.map((bump) => bumpObjections(instant, rules, environment, bump, rollback)))
    ).flat(),
    ...bumps.filter(({ service, to }) => !signed(service, to)).map(({ to }) => `${to} is not signed`),
    ...(bumps.length === 0 || (await textAt(repository, before, trustedRootPath)) === trustedRoot
      ? []
      : ['main trusts another Sigstore']),
    ...(bumps.length === 0 && !lifted ? ['it moves no digest'] : []),
  ];
}

const placeOf = (path: string) =>
  /^(?:envs\/(?<environment>[^/]+)\/values\.\k<environment>\.yaml|holds\/(?<held>[^/]+)\/(?<service>[^/]+)\.yaml)$/.exec(
    path,
  )?.groups && {
    environment: path.split('/')[1] ?? '',
  };

/** The open pull request of which merging makes what main has been given. */
async function pullBehind({ pulls, repository, before, after }: Instant): Promise<PullAt | undefined> {
  const { tree } = await repository.git.mustCommit(after ?? '');
  for (const pull of pulls.filter(({ state }) => state === 'OPEN'))
    if ((await mergedTree(repository, before ?? '', pull.head)) === tree) return pull;
  return undefined;
}

function pullObjections(pull: PullAt, { bot }: Rules): readonly string[] {
  return [
    ...(pull.draft ? ['it is a draft'] : []),
    ...(pull.base === 'main' ? [] : [`it goes to ${pull.base}`]),
    ...(pull.ownHead ? [] : ['it comes from a fork']),
    ...(pull.rewritten ? ['it was rewritten'] : []),
    ...(pull.author === bot ? [] : [`it is ${pull.author}'s`]),
  ];
}

/** Each commit since main must be the bot's, and signed. */
async function commitObjections(
  { repository, before }: Instant,
  pull: PullAt,
  { bot }: Rules,
): Promise<readonly string[]> {
  const known = new Set((await versionsOf(repository, before ?? '')).map(({ oid }) => oid));
  const own = (await versionsOf(repository, pull.head)).filter(({ oid }) => !known.has(oid));
  return own.flatMap(({ oid, author, signature }) =>
    signature !== null && author.email.includes(`+${bot}@`) ? [] : [`commit ${oid} is ${author.name}'s`],
  );
}

/** Line by line, nothing but digests may differ. */
function byteObjections({ path, before, after }: Difference): readonly string[] {
  if (path.startsWith('holds/')) return [];
  if (before === null || after === null) return [`${path} came or went`];
  const blank = (text: string) => text.replaceAll(/sha256:[0-9a-f]{64}|(?<=digest: )""/g, '…');
  return blank(before) === blank(after) ? [] : [`${path} differs in more than digests`];
}

function bumpsOf({ path, before, after }: Difference): readonly Bump[] {
  if (path.startsWith('holds/') || before === null || after === null) return [];
  const [old, now] = [before, after].map((text) => (parse(text) as Values).services ?? {});
  return Object.entries(now ?? {}).flatMap(([service, { image }]) => {
    const from = old?.[service]?.image.digest ?? null;
    return image.digest === null || image.digest === from ? [] : [{ service, from, to: image.digest }];
  });
}

async function bumpObjections(
  { repository, before, statuses }: Instant,
  rules: Rules,
  environment: string,
  { service, to }: Bump,
  rollback: boolean,
): Promise<readonly string[]> {
  const base = before ?? '';
  const its = rules.environments[environment];
  const unknown = service in rules.services ? [] : [`the policy has no service ${service}`];
  if (rollback) {
    const ran = await Promise.all(
      (await versionsOf(repository, base)).map(({ oid }) => deployedAt(repository, oid, environment, service)),
    );
    return ran.slice(1).includes(to) ? unknown : [...unknown, `${to} never ran in ${environment}`];
  }
  const upstream = its?.from === 'build' ? null : (its?.from ?? null);
  const held = [environment, ...(upstream === null ? [] : [upstream])].map(async (name) =>
    (await textAt(repository, base, `holds/${name}/${service}.yaml`)) === null ? [] : [`${service} is held in ${name}`],
  );
  const runs = upstream === null ? to : await deployedAt(repository, base, upstream, service);
  return [
    ...unknown,
    ...(await Promise.all(held)).flat(),
    ...(its?.freeze?.length ? [`${environment} is frozen`] : []),
    ...(runs === to ? [] : [`${upstream} runs ${runs}`]),
    ...(its?.healthy ?? []).flatMap((context) => {
      const latest = statuses.filter((status) => status.context === context && status.creator === rules.argocd).at(-1);
      return latest?.state === 'success' ? [] : [`${context} is ${latest?.state ?? 'silent'}`];
    }),
  ];
}

async function deployedAt(repository: Readonly<Repository>, commit: string, environment: string, service: string) {
  const text = await textAt(repository, commit, `envs/${environment}/values.${environment}.yaml`);
  return text === null ? null : ((parse(text) as Values).services?.[service]?.image.digest ?? null);
}

/** Reviews, and the environment's approval where its gate merges. */
async function agreementObjections(instant: Instant, pull: PullAt, its: EnvironmentRules): Promise<readonly string[]> {
  if (its.merge === 'auto') return [];
  const { repository, environments, runs } = instant;
  const made = (await repository.git.mustCommit(pull.head)).committer.date;
  const last = new Map<string, ReviewAt>();
  for (const review of pull.reviews.filter(({ state }) => state !== 'COMMENTED')) last.set(review.by, review);
  const opinions = [...last.values()].filter(({ kind }) => kind === 'User');
  const approvers = opinions
    .filter(({ state, commit, at }) => state === 'APPROVED' && commit === pull.head && at !== null && at >= made)
    .map(({ by }) => by);
  const reviews = [
    ...opinions.filter(({ state }) => state === 'CHANGES_REQUESTED').map(({ by }) => `${by} wants changes`),
    ...(approvers.length >= (its.approvals ?? 1) ? [] : [`only ${approvers.length} approve`]),
  ];
  if (its.merge !== 'gate') return reviews;
  if (its.gate !== undefined) return [...reviews, ...startObjections(instant, approvers)];
  const environment = environments.find(({ name }) => name === its.environment);
  if (environment === undefined) return [...reviews, `there is no environment ${its.environment}`];
  const agreed = runs.some(({ attempt, actor, approvals }) =>
    approvals.some(
      ({ state, by, environments: names }) =>
        attempt === 1 &&
        state === 'approved' &&
        names.includes(environment.name) &&
        environment.reviewers.includes(by) &&
        ![actor, pull.author, ...approvers].includes(by),
    ),
  );
  return [
    ...reviews,
    ...(environment.reviewers.length > 0 ? [] : ['the environment has no reviewers']),
    ...(environment.bypassable ? ['the environment can be bypassed'] : []),
    ...(environment.anyBranch ? ['any branch may use the environment'] : []),
    ...(agreed ? [] : ['nobody who may has approved the environment']),
  ];
}

/** A run that a member of the team started by hand, on main, stands for the approval. */
function startObjections({ runs, releaseManagers }: Instant, reviewers: readonly string[]): readonly string[] {
  const started = runs.some(
    ({ event, ref, attempt, actor }) =>
      event === 'workflow_dispatch' &&
      ref === 'refs/heads/main' &&
      attempt === 1 &&
      releaseManagers.includes(actor) &&
      !reviewers.includes(actor),
  );
  return started ? [] : ['nobody who may has started the gate'];
}
