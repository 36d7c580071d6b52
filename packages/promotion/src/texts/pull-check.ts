import type { NonEmpty } from '../state.ts';
import type { Reason } from '../reason.ts';
import { explain, refuses } from '../reasons.ts';
import { capped } from './markdown.ts';
import type { Met } from '../met.ts';
import { metList } from './met.ts';
import { reasonList } from './summary.ts';

/** A check run on the head of a pull request: what is there and what is missing, in one place. */
export interface PullCheck {
  /** `waiting` is no failure: it goes on by itself, or when somebody acts. */
  readonly state: 'waiting' | 'refused' | 'merged';
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  /** Where people act next, such as the run that waits for an approval, or the workflow where that is found or started by hand; null where there is no such place. */
  readonly url: string | null;
}

/** GitHub shows about so much of a title, and takes no more than 65,535 characters of a summary. */
const titleLimit = 120;
const summaryLimit = 60_000;

const runPage = /\/actions\/runs\/\d+$/;

/** What a pull request has of what it needs and why it is not merged yet, on itself. `url` is the run to be approved, or the workflow where it is found or started, where there is one. */
export function pullCheck(reasons: NonEmpty<Reason>, url: string | null = null, met: readonly Met[] = []): PullCheck {
  const refused = reasons.filter(refuses);
  const [first] = refused.length > 0 ? refused : reasons;
  const more = (refused.length > 0 ? refused : reasons).length - 1;
  const title = `${explain(first ?? reasons[0]).sentence}${more > 0 ? `, and ${more} more` : ''}`;
  const link =
    url === null ? '' : `\n\n[Go to ${runPage.test(url) ? 'the run that waits' : "the gate's workflow"}](${url})`;
  // Last, since it is the longest where many services are promoted, and what comes last is cut.
  const there = met.length === 0 ? '' : `\n\n**There already:**\n\n${metList(met)}`;
  return {
    state: refused.length > 0 ? 'refused' : 'waiting',
    title: title.length > titleLimit ? `${title.slice(0, titleLimit - 1)}…`.toWellFormed() : title,
    summary: capped(`${reasonList(reasons)}${link}${there}`, summaryLimit),
    url,
  };
}

/** Who let it through. */
export function mergedCheck(
  commit: string,
  { reviewers, approvers }: { readonly reviewers: readonly string[]; readonly approvers: readonly string[] },
): PullCheck {
  const by = [
    ...(reviewers.length === 0 ? [] : [`Reviewed by ${reviewers.join(', ')}.`]),
    ...(approvers.length === 0 ? [] : [`Let through the gate by ${approvers.join(', ')}.`]),
  ];
  return {
    state: 'merged',
    title: 'Merged as the policy allows',
    summary: [`As \`${commit}\`.`, ...by].join(' '),
    url: null,
  };
}
