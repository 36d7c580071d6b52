import type { Reason } from './reason.ts';
import type { Further, Wanted } from './state.ts';

/** Where nothing beyond the first look was read. */
export const nothingFurther: Further = { logs: new Map(), branch: null };

export const nothingWanted: Wanted = { contexts: [], logs: [], branch: [] };

/**
 * What has to be read so that decisions can be made that turn on nothing else; null where there are none. Each group is
 * the reasons of one decision: where another one stands as well, reading more would change nothing.
 */
export function wantedBy(groups: readonly (readonly Reason[])[]): Wanted | null {
  const wanted = groups.flatMap((reasons) => {
    const unread = reasons.flatMap((reason) => (reason.code === 'EVIDENCE_UNREAD' ? [reason.wanted] : []));
    return unread.length === reasons.length ? unread : [];
  });
  const all = joinWanted(wanted);
  return all.logs.length + all.branch.length === 0 ? null : all;
}

export function joinWanted(parts: readonly Wanted[]): Wanted {
  return {
    contexts: distinct(parts.flatMap(({ contexts }) => contexts)),
    logs: distinct(parts.flatMap(({ logs }) => logs)),
    branch: distinct(parts.flatMap(({ branch }) => branch)),
  };
}

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** What was read before, and what was read now. */
export const joinFurther = (before: Further, now: Further): Further => ({
  logs: new Map([...before.logs, ...now.logs]),
  branch: now.branch ?? before.branch,
});
