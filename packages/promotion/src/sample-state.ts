import { textFile } from './blob.ts';
import { setDigests } from './digest-edit.ts';
import { nothingFurther, pastKey } from './further.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import { evidenceKey, type Evidence } from './evidence.ts';
import {
  parseCommitOid,
  parseDigest,
  parseEnvironmentName,
  parseRepositoryName,
  parseServiceName,
  type CommitOid,
  type Digest,
} from './names.ts';
import { digestPath, parsePolicy } from './policy.ts';
import { composePromotion } from './proposal.ts';
import type {
  Bump,
  CommitFacts,
  Further,
  NonEmpty,
  Past,
  PullRequest,
  ReportedCommit,
  Review,
  Slot,
  State,
  TreeFile,
} from './state.ts';

/** Values that the tests of decisions are built from: one policy, and states of its repository. */
export const policyText = `version: 1
bot: bitvault-promoter[bot]
argocd: bitvault-argocd[bot]
services:
  api: {image: ghcr.io/bitvault/api, source: bitvault/bitvault, workflow: .github/workflows/release.yml}
  web: {image: ghcr.io/bitvault/web, source: bitvault/bitvault, workflow: .github/workflows/release.yml}
digests:
  file: envs/{env}/values.{env}.yaml
  path: services.{service}.image.digest
environments:
  dev: {from: build, merge: auto}
  staging: {from: dev, merge: review, approvals: 1, healthy: [argocd/bitvault-dev]}
  prod:
    from: staging
    merge: gate
    approvals: 1
    environment: production
    healthy: [argocd/bitvault-staging]
    soak: 30m
    freeze: [{cron: "0 16 * * 5", duration: 64h, timezone: Europe/Berlin, reason: weekend}]
`;
export const policy = parsePolicy(policyText);

export const api = parseServiceName('api');
export const web = parseServiceName('web');
export const dev = parseEnvironmentName('dev');
export const staging = parseEnvironmentName('staging');
export const prod = parseEnvironmentName('prod');

export const digest = (n: number): Digest => parseDigest(`sha256:${n.toString(16).padStart(64, '0')}`);
export const oid = (n: number): CommitOid => parseCommitOid(n.toString(16).padStart(40, '0'));
/** Minutes after a Tuesday morning. */
export const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 24, 9, minutes));

export type Deployed = Readonly<Record<string, Readonly<Record<string, Digest | null>>>>;

function valuesFile(environment: string, digests: Readonly<Record<string, Digest | null>>): TreeFile {
  const services = Object.entries(digests).map(
    ([name, value]) =>
      `  ${name}:\n    image:\n      repository: ghcr.io/bitvault/${name}\n      digest: "${value ?? ''}"\n`,
  );
  return textFile(`# ${environment}\nservices:\n${services.join('')}`);
}

const filePath = (environment: string) => `envs/${environment}/values.${environment}.yaml`;

/** A repository in which `deployed` runs since `since`, and Argo CD has said so where `reports` lets it. */
export function stateOf(
  deployed: Deployed,
  given: {
    readonly now?: Date;
    readonly commits?: readonly ReportedCommit[];
    readonly holds?: readonly Hold[];
    readonly pulls?: readonly PullRequest[];
  } = {},
): State {
  const files = new Map(Object.entries(deployed).map(([name, digests]) => [filePath(name), valuesFile(name, digests)]));
  const versions = new Map(
    [...files].map(([path, file]) => [path, [{ commit: oid(1), committedAt: at(0), file, statuses: [] }]]),
  );
  const holds = new Map(
    (given.holds ?? []).map((hold) => [holdPath(hold.environment, hold.service), textFile(renderHold(hold))]),
  );
  const base = {
    now: given.now ?? at(60),
    host: 'github.com',
    repositoryId: 'R_1',
    branch: 'main',
    oid: oid(1),
    tree: oid(2),
    policyText,
    files,
    holds,
  };
  return {
    base,
    pulls: given.pulls ?? [],
    commits: given.commits ?? [healthyCommit(oid(1), 1)],
    versions,
    further: nothingFurther,
  };
}

/** What was read of the past of a slot. */
export function furtherOf(slot: Slot, past: Partial<Past>, spans: Further['spans'] = []): Further {
  const whole: Past = { versions: [], complete: true, holds: [], ...past };
  return { ...nothingFurther, pasts: new Map([[pastKey(slot), whole]]), spans };
}

/** A commit of the base branch on which every application was reported healthy. */
export function healthyCommit(commit: CommitOid, minute: number): ReportedCommit {
  return reportedCommit(commit, minute, { 'argocd/bitvault-dev': 'SUCCESS', 'argocd/bitvault-staging': 'SUCCESS' });
}

export function reportedCommit(
  commit: CommitOid,
  minute: number,
  states: Readonly<Record<string, 'SUCCESS' | 'PENDING' | 'FAILURE'>>,
  creator = 'bitvault-argocd[bot]',
): ReportedCommit {
  const statuses = Object.entries(states).map(([context, state]) => ({
    context,
    state,
    createdAt: at(minute),
    creator: { login: creator, kind: 'Bot' as const },
  }));
  return { oid: commit, committedAt: at(minute), statuses };
}

export const source = {
  repository: parseRepositoryName('bitvault/bitvault'),
  commit: oid(77),
};

/** Evidence that these digests verified for both services. */
export function verified(...digests: readonly Digest[]): Evidence {
  const run = 'https://github.com/bitvault/bitvault/actions/runs/1';
  return new Map(
    digests.flatMap((value) =>
      [api, web].map((service) => [evidenceKey(service, value), { kind: 'verified', source, run }] as const),
    ),
  );
}

export function botCommit(commit: CommitOid, message: string, minute = 10): CommitFacts {
  return {
    oid: commit,
    message,
    parents: [oid(1)],
    committedAt: at(minute),
    authorName: 'bitvault-promoter[bot]',
    authorEmail: '41+bitvault-promoter[bot]@users.noreply.github.com',
    signedByGitHub: true,
  };
}

export function approval(by: string, head: CommitOid, minute = 20): Review {
  return {
    author: { login: by, kind: 'User' },
    state: 'APPROVED',
    commit: head,
    submittedAt: at(minute),
    authorCanPush: true,
  };
}

/** The pull request that the bot itself would write for `bumps` on `state`. */
export function pullFor(state: State, bumps: NonEmpty<Bump>, changes: Partial<PullRequest> = {}): PullRequest {
  const [{ environment }] = bumps;
  const proposal = composePromotion(state.base, policy, environment, bumps, null);
  const head = oid(500);
  const paths = [...proposal.files.keys()];
  const headFiles = new Map(
    [...proposal.files].flatMap(([path, file]) =>
      file === null ? [] : [[path, textFile(file.text, file.mode)] as const],
    ),
  );
  return {
    id: 'PR_1',
    number: 7,
    url: 'https://github.com/bitvault/gitops/pull/7',
    state: 'OPEN',
    isDraft: false,
    author: { login: 'bitvault-promoter[bot]', kind: 'Bot' },
    isCrossRepository: false,
    headRepository: 'bitvault/gitops',
    headBranch: proposal.branch,
    baseBranch: 'main',
    head,
    mergeable: 'MERGEABLE',
    mergeCommit: null,
    mergedAt: null,
    rewrites: [],
    commits: { total: 1, items: [botCommit(head, proposal.message)] },
    files: { total: paths.length, items: paths.map((path) => ({ path, change: 'MODIFIED' as const })) },
    reviews: { total: 0, items: [] },
    reviewDecision: null,
    headFiles,
    ...changes,
  };
}

/** `file` with a digest set, as a head may hold it. */
export function withDigest(file: TreeFile, environment: typeof dev, service: typeof api, value: Digest): TreeFile {
  const { text } = setDigests(file.text ?? '', [{ path: digestPath(policy, environment, service), digest: value }]);
  return textFile(text, file.mode);
}
