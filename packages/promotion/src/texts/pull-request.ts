import type { Agreement } from '../agreement.ts';
import type { Hold } from '../hold.ts';
import type { Digest, EnvironmentName, ServiceName } from '../names.ts';
import type { Bump, NonEmpty, PullRequest } from '../state.ts';
import { explain } from '../reasons.ts';
import type { Reason } from '../reason.ts';
import { goesForward } from '../target.ts';
import { renderApprovalTrailers, renderBumpTrailers } from '../trailers.ts';
import { capped, literal, table } from './markdown.ts';

/** What a pull request of this suite is about. `run` is the URL of the workflow run that wrote it. */
export type Described =
  | {
      readonly kind: 'promotion';
      readonly environment: EnvironmentName;
      /** What the environment follows. */
      readonly upstream: EnvironmentName | 'build';
      readonly bumps: NonEmpty<Bump>;
      readonly run: string | null;
    }
  | {
      readonly kind: 'rollback';
      readonly environment: EnvironmentName;
      readonly bumps: NonEmpty<Bump>;
      readonly hold: Hold;
      /** What is overridden. */
      readonly against: readonly Reason[];
      readonly run: string | null;
    }
  | {
      readonly kind: 'resume';
      readonly environment: EnvironmentName;
      readonly service: ServiceName;
      /** Null where its file cannot be read. */
      readonly hold: Hold | null;
      readonly run: string | null;
    };

/** GitHub refuses bodies over 65,536 characters. */
const bodyLimit = 60_000;

const short = (digest: Digest | null) => (digest === null ? 'nothing' : `\`${digest.slice(7, 19)}\``);

function serviceList(bumps: NonEmpty<Bump>): string {
  return bumps.length > 3 ? `${bumps.length} services` : bumps.map((bump) => bump.service).join(', ');
}

export function pullTitle(described: Described): string {
  switch (described.kind) {
    case 'promotion':
      return `Promote ${serviceList(described.bumps)} to ${described.environment}`;
    case 'rollback':
      return rollbackTitle(described);
    case 'resume':
      return `Resume promotion of ${described.service} to ${described.environment}`;
  }
}

function rollbackTitle({ bumps, environment, hold }: Extract<Described, { kind: 'rollback' }>): string {
  if (hold.forced === undefined) return `Roll back ${serviceList(bumps)} in ${environment}`;
  return goesForward(hold)
    ? `Force ${serviceList(bumps)} forward in ${environment}`
    : `Roll back ${serviceList(bumps)} in ${environment} by force`;
}

/** Markdown for people; no gate reads it. */
export function pullBody(described: Described): string {
  const origin = described.run === null ? '' : `\n\nWritten by [this run](${described.run}).`;
  return capped(`${explanation(described)}${origin}`, bodyLimit);
}

function explanation(described: Described): string {
  switch (described.kind) {
    case 'promotion':
      return [
        bumpTable(described.bumps),
        `This pull request is written by promote and changes nothing but these digests in ${described.environment}. A merge gate derives them again from the base, byte for byte: any other commit on this branch makes it refuse. ${howToStop(described.upstream)}`,
      ].join('\n\n');
    case 'rollback':
      return [
        bumpTable(described.bumps),
        `Reason: ${literal(described.hold.reason)}`,
        ...forcedWords(described),
        `Merging it also holds ${described.hold.service} in ${described.environment}: promote leaves it alone until rollback runs with \`command: resume\`.`,
      ].join('\n\n');
    case 'resume':
      return `Lifts the hold on ${described.service} in ${described.environment} (${holdWords(described.hold)}). promote goes forward again once this is merged.`;
  }
}

function forcedWords({ hold, against }: Extract<Described, { kind: 'rollback' }>): readonly string[] {
  if (hold.forced === undefined) return [];
  const direction = goesForward(hold) ? '**This goes forward, not back.** ' : '';
  const overridden = against.map((reason) => `- **${reason.code}** ${literal(explain(reason).sentence)}`).join('\n');
  return [`${direction}It overrides, because ${literal(hold.forced.why)}:\n\n${overridden}`];
}

const holdWords = (hold: Hold | null): string =>
  hold === null
    ? 'its file cannot be read, so nobody can tell who held it and why'
    : `held by ${literal(hold.by)} since ${hold.since}: ${literal(hold.reason)}`;

function howToStop(upstream: EnvironmentName | 'build'): string {
  if (upstream === 'build') return 'To stop it, close it.';
  return `To stop it, roll the service back in ${upstream}: as long as ${upstream} runs these digests, promote proposes them again.`;
}

function bumpTable(bumps: NonEmpty<Bump>): string {
  const rows = bumps.map((bump) => [
    bump.service,
    short(bump.from),
    `\`${bump.to}\``,
    bump.source === null ? '' : `\`${bump.source.repository}@${bump.source.commit.slice(0, 12)}\``,
  ]);
  return table(['service', 'from', 'to', 'source'], rows);
}

/** Title, blank line, trailers (DESIGN.md, "Trailers of a bump commit"). */
export function commitMessage(described: Described): string {
  const title = pullTitle(described);
  if (described.kind === 'resume')
    return `${title}\n\nPromotion-Service: ${described.service}\nPromotion-Environment: ${described.environment}\n`;
  const upstream = described.kind === 'promotion' ? described.upstream : null;
  return `${title}\n\n${renderBumpTrailers(described.bumps, described.run, upstream)}\n`;
}

/**
 * The squash commit: the bot's own message, which carries the trailers, with who approved the pull request and, at a gate,
 * who approved the environment.
 */
export function mergeCommitText(
  pull: PullRequest,
  { reviewers, approvers }: Pick<Agreement, 'reviewers' | 'approvers'>,
): { readonly title: string; readonly message: string } {
  const head = pull.commits.items.find((commit) => commit.oid === pull.head);
  const [title = '', , ...lines] = (head?.message ?? '').trimEnd().split('\n');
  const approvals = renderApprovalTrailers({ reviewers, gate: approvers });
  return { title: `${title} (#${pull.number})`, message: [...lines, ...approvals].join('\n') };
}
