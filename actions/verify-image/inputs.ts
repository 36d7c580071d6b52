import { defineAction, explicit, lines, oneOf, optional, parsed, required, text } from '@bitvault/action-kit';
import {
  parseCommitOid,
  parseDigest,
  parseImageName,
  parseIssuer,
  parseRepositoryName,
  parseSignerWorkflow,
} from '@bitvault/promotion';
import { dryRunInput, registryInputs } from '../input-groups.ts';
import { predicateTypeOf } from '../predicate-types.ts';

const acceptedForm = oneOf('legacy', 'provenance-only');

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
    'signer-workflow': explicit(
      parsed(parseSignerWorkflow),
      'workflow',
      'Reusable workflow that must have signed, where `workflow` calls one for it, with its ref: `owner/name/.github/workflows/build.yml@refs/tags/v2`. `workflow` is the input of this name.',
    ),
    ref: explicit(text, 'refs/heads/main', 'Git ref that must have been built.'),
    commit: explicit(parsed(parseCommitOid), 'any', 'Commit that must have been built.'),
    'repository-id': explicit(
      parsed(parseId),
      'any',
      'Number of that repository: one that was created again under the name is refused.',
    ),
    'owner-id': explicit(
      parsed(parseId),
      'any',
      'Number of its owner: an account that was created again under the name is refused.',
    ),
    issuer: explicit(
      parsed(parseIssuer),
      'server',
      "Issuer of the build's OpenID Connect token, exactly: of an enterprise with an issuer of its own, `https://token.actions.githubusercontent.com/` and its slug. `server` is that of this server.",
    ),
    trigger: explicit(
      lines(String),
      'any',
      'Event that must have started the run, such as `push`; where it may be one of several, one per line.',
    ),
    'runner-environment': explicit(
      oneOf('github-hosted', 'self-hosted'),
      'any',
      'Kind of runner that must have built it.',
    ),
    accept: optional(
      lines((raw) => acceptedForm.parse(raw)),
      "What suffices besides bundles of a signature and of provenance, one per line: `legacy`, cosign's tags of before bundles, where no bundle of the kind is attached; `provenance-only`, provenance where no signature is attached, as actions/attest leaves an image.",
    ),
    require: explicit(
      lines(predicateTypeOf),
      'none',
      'Further attestations that must be there, each by the same identity, one per line: `spdx`, `cyclonedx`, `vuln`, or the URI of a predicate type.',
    ),
    ...registryInputs,
    'trusted-root': explicit(
      text,
      'none',
      "Sigstore trusted root, as a path or as inline JSON; several, one per line, as `gh attestation trusted-root` prints them. `none` takes those of the public good instance and of GitHub's own Sigstore, over TUF.",
    ),
    ...dryRunInput,
  },
  outputs: {
    result: '`verified` or `refused`.',
    claims: 'The verified claims, as JSON.',
    reason: 'Why it was refused: `CODE: sentence. Next: …`.',
  },
});
