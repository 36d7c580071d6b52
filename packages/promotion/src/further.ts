import type { Reason } from './reason.ts';
import type { Further, Slot, Wanted } from './state.ts';

/** Where nothing beyond the first look was read. */
export const nothingFurther: Further = { logs: new Map(), branch: null, pasts: new Map(), spans: [] };

export const nothingWanted: Wanted = { contexts: [], logs: [], branch: [], pasts: [], spans: [] };

/**
 * What has to be read so that decisions can be made that turn on nothing else; null where there are none. Each group is
 * the reasons of one decision: where another one stands as well, reading more would change nothing.
 */
export function wantedBy(groups: readonly (readonly Reason[])[]): Wanted | null {
  const wanted = groups.flatMap((reasons) => {
    const unread = reasons.flatMap((reason) => (reason.code === 'EVIDENCE_UNREAD' ? [reason.wanted] : []));
    return unread.length === reasons.length ? unread : [];
  });
  const { contexts, ...facts } = joinWanted(wanted);
  return Object.values(facts).every((items) => items.length === 0) ? null : { contexts, ...facts };
}

function joinWanted(parts: readonly Wanted[]): Wanted {
  return {
    contexts: distinct(parts.flatMap(({ contexts }) => contexts)),
    logs: distinct(parts.flatMap(({ logs }) => logs)),
    branch: distinct(parts.flatMap(({ branch }) => branch)),
    pasts: distinctBy(
      parts.flatMap(({ pasts }) => pasts),
      ({ slot, depth }) => `${pastKey(slot)} ${depth}`,
    ),
    spans: distinctBy(
      parts.flatMap(({ spans }) => spans),
      ({ since, until }) => `${since.getTime()} ${until.getTime()}`,
    ),
  };
}

/** Where `Further` has the past of a slot. */
export const pastKey = ({ environment, service }: Slot): string => `${environment}/${service}`;

const distinctBy = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

const distinct = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

/** What was read before, and what was read now. */
export const joinFurther = (before: Further, now: Further): Further => ({
  logs: new Map([...before.logs, ...now.logs]),
  branch: now.branch ?? before.branch,
  pasts: new Map([...before.pasts, ...now.pasts]),
  spans: [...before.spans, ...now.spans],
});
