import { defaulted, defineAction, lines, oneOf, optional, parsed, required, text } from '@bitvault/action-kit';
import {
  parseCommitOid,
  parseDigest,
  parseImageName,
  parseRepositoryName,
  parseSignerWorkflow,
} from '@bitvault/promotion';
import { cyclonedxPredicateType, spdxPredicateType, vulnerabilityPredicateType } from '@bitvault/signing';
import { dryRunInput, registryInputs, trustInputs } from '../input-groups.ts';

const acceptedForm = oneOf('legacy', 'provenance-only');

/** The kinds that build-sign-push attaches, by the names that they go by. */
const predicateTypes: ReadonlyMap<string, string> = new Map([
  ['spdx', spdxPredicateType],
  ['cyclonedx', cyclonedxPredicateType],
  ['vuln', vulnerabilityPredicateType],
]);

function parsePredicateType(raw: string): string {
  const known = predicateTypes.get(raw);
  if (known !== undefined) return known;
  if (/^https:\/\/[!-~]{1,300}$/.test(raw)) return raw;
  throw new TypeError(`${[...predicateTypes.keys()].join(', ')}, or a URI that begins with https://`);
}

/** As GitHub numbers repositories and accounts. */
function parseId(raw: string): string {
  if (/^[1-9][0-9]{0,18}$/.test(raw)) return raw;
  throw new TypeError('a number, as GitHub’s API gives it');
}

export const definition = defineAction({
  name: 'verify-image',
  title: 'BitVault: verify image',
  description: "Checks a digest's signature and provenance against exactly one identity.",
  icon: 'check-circle',
  inputs: {
    image: required(parsed(parseImageName), 'Image name with its registry, such as `ghcr.io/owner/name`.'),
    digest: required(parsed(parseDigest), 'Digest to verify.'),
    source: required(parsed(parseRepositoryName), 'Repository that must have built it, as `owner/name`.'),
    workflow: required(text, 'Workflow file that must have built it, such as `.github/workflows/release.yml`.'),
    'signer-workflow': optional(
      parsed(parseSignerWorkflow),
      'Reusable workflow that must have signed, where `workflow` calls one for it, with its ref: `owner/name/.github/workflows/build.yml@refs/tags/v2`. Default: `workflow` itself.',
    ),
    ref: defaulted(text, 'refs/heads/main', 'Git ref that must have been built.'),
    commit: optional(parsed(parseCommitOid), 'Commit that must have been built.'),
    'repository-id': optional(
      parsed(parseId),
      'Number of that repository: one that was made anew under the name is refused.',
    ),
    'owner-id': optional(
      parsed(parseId),
      'Number of its owner: an account that was made anew under the name is refused.',
    ),
    trigger: optional(text, 'Event that must have started the run, such as `push`.'),
    'runner-environment': optional(oneOf('github-hosted', 'self-hosted'), 'Kind of runner that must have built it.'),
    accept: optional(
      lines((raw) => acceptedForm.parse(raw)),
      "What suffices besides bundles of a signature and of provenance, one a line: `legacy`, cosign's tags of before bundles, where no bundle of the kind is attached; `provenance-only`, provenance where no signature is attached, as actions/attest leaves an image.",
    ),
    require: optional(
      lines(parsePredicateType),
      'Further attestations that must be there, each by the same identity, one a line: `spdx`, `cyclonedx`, `vuln`, or the URI of a predicate type.',
    ),
    ...registryInputs,
    ...trustInputs,
    ...dryRunInput,
  },
  outputs: {
    result: '`verified` or `refused`.',
    claims: 'The verified claims, as JSON.',
    reason: 'Why it was refused: `CODE: sentence. Next: …`.',
  },
});
