import { defaulted, defineAction, optional, parsed, required, text } from '@bitvault/action-kit';
import { parseCommitOid, parseDigest, parseImageName, parseRepositoryName } from '@bitvault/promotion';
import { dryRunInput, registryInputs, trustInputs } from '../input-groups.ts';

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
    ref: defaulted(text, 'refs/heads/main', 'Git ref that must have been built.'),
    commit: optional(parsed(parseCommitOid), 'Commit that must have been built.'),
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
