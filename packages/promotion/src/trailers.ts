import {
  parseCommitOid,
  parseDigest,
  parseEnvironmentName,
  parseRepositoryName,
  parseServiceName,
  type Digest,
  type EnvironmentName,
} from './names.ts';
import type { Bump, SourceCommit } from './state.ts';

/** A bump as a commit message tells it. For people and figures: no gate trusts it. */
export interface TrailedBump extends Bump {
  /** Where the digest came from: an environment, or `build`. */
  readonly upstream: EnvironmentName | 'build' | null;
  readonly run: string | null;
}

/** Nothing that could end a line, or hide in one. */
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

const trailer = (name: string, value: string): string =>
  `Promotion-${name}: ${value.toWellFormed().replaceAll(unprintable, (character) => encodeURIComponent(character))}`;

/**
 * The trailers of a commit that carries `bumps`: one block for each, opened by `Promotion-Service`, without blank lines
 * between them, so that git takes all of them for trailers (git-interpret-trailers(1)).
 */
export function renderBumpTrailers(
  bumps: readonly Bump[],
  run: string | null,
  upstream: EnvironmentName | 'build' | null = null,
): string {
  return bumps
    .flatMap(({ service, environment, from, to, source }) => [
      trailer('Service', service),
      trailer('Environment', environment),
      ...(upstream === null ? [] : [trailer('From', upstream)]),
      trailer('Digest', to),
      ...(from === null ? [] : [trailer('Previous', from)]),
      ...(source === null ? [] : [trailer('Source', `${source.repository}@${source.commit}`)]),
      ...(run === null ? [] : [trailer('Run', run)]),
    ])
    .join('\n');
}

/** The bumps that a commit message tells of. Blocks without a service, an environment and a digest are passed over. */
export function parseBumpTrailers(message: string): readonly TrailedBump[] {
  const blocks: Map<string, string>[] = [];
  for (const line of message.split(/\r?\n/)) {
    const [, name, value] = /^Promotion-([A-Z][a-z]{2,20}): (.*\S)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    if (name === 'Service') blocks.push(new Map());
    const block = blocks.at(-1);
    if (block !== undefined && !block.has(name)) block.set(name, value);
  }
  return blocks.flatMap((block) => bumpOf(block) ?? []);
}

/** Who a commit message says let it be merged. For people: no gate trusts it. */
export interface TrailedApprovals {
  /** Of the pull request. */
  readonly reviewers: readonly string[];
  /** Of the GitHub environment. */
  readonly gate: readonly string[];
}

export function renderApprovalTrailers({ reviewers, gate }: TrailedApprovals): readonly string[] {
  return [
    ...reviewers.map((login) => trailer('Approved-By', login)),
    ...gate.map((login) => trailer('Gate-Approved-By', login)),
  ];
}

export function parseApprovalTrailers(message: string): TrailedApprovals {
  const named = (name: string) =>
    [...message.matchAll(new RegExp(`^Promotion-${name}: (\\S+)\\s*$`, 'gm'))].map(([, login = '']) => login);
  return { reviewers: named('Approved-By'), gate: named('Gate-Approved-By') };
}

function bumpOf(block: ReadonlyMap<string, string>): TrailedBump | undefined {
  const service = parsed(block.get('Service'), parseServiceName);
  const environment = parsed(block.get('Environment'), parseEnvironmentName);
  const to = parsed(block.get('Digest'), parseDigest);
  if (service === undefined || environment === undefined || to === undefined) return undefined;
  const from: Digest | null = parsed(block.get('Previous'), parseDigest) ?? null;
  const upstream = parsed(block.get('From'), (raw) => (raw === 'build' ? raw : parseEnvironmentName(raw))) ?? null;
  const source = parsed(block.get('Source'), parseSource) ?? null;
  return { service, environment, from, to, source, upstream, run: block.get('Run') ?? null };
}

function parseSource(raw: string): SourceCommit {
  const at = raw.lastIndexOf('@');
  return { repository: parseRepositoryName(raw.slice(0, Math.max(at, 0))), commit: parseCommitOid(raw.slice(at + 1)) };
}

/** Undefined where the value is absent or not what it should be: messages may be written by anyone. */
function parsed<T>(raw: string | undefined, parse: (raw: string) => T): T | undefined {
  if (raw === undefined) return undefined;
  try {
    return parse(raw);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
