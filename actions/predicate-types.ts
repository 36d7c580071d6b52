import { cyclonedxPredicateType, spdxPredicateType, vulnerabilityPredicateType } from '@bitvault/signing';

/** The kinds that build-sign-push attaches, by the names that they go by. */
const named: ReadonlyMap<string, string> = new Map([
  ['spdx', spdxPredicateType],
  ['cyclonedx', cyclonedxPredicateType],
  ['vuln', vulnerabilityPredicateType],
]);

/** The predicate type that a name, or the URI itself, stands for. Throws a `TypeError` whose message completes "must be …". */
export function predicateTypeOf(raw: string): string {
  const known = named.get(raw);
  if (known !== undefined) return known;
  if (/^https:\/\/[!-~]{1,300}$/.test(raw)) return raw;
  throw new TypeError(`${[...named.keys()].join(', ')}, or a URI that begins with https://`);
}
