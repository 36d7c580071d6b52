import { defaulted, explicit, flag, optional, parsed, required, secretText, text } from '@bitvault/action-kit';
import { parseRepositoryName } from '@bitvault/promotion';

/** Inputs that every action which talks to the GitOps repository takes. */
export const gitOpsInputs = {
  token: required(secretText, 'Token of a GitHub App that is installed on the GitOps repository.'),
  repository: optional(
    parsed(parseRepositoryName),
    'GitOps repository as `owner/name`. Default: the one that the workflow runs in.',
  ),
  branch: optional(text, 'Base branch of the GitOps repository. Default: its default branch.'),
};

/** Of the actions that judge who agreed. */
export const sourceInputs = {
  'source-token': explicit(
    secretText,
    'token',
    'Token that reads who wrote what is promoted, where the policy sets authors apart: `contents: read` and `pull-requests: read` on the repositories that the images are built from, and no other right. `token` is the input of this name.',
  ),
};

export const registryInputs = {
  'registry-username': optional(
    text,
    'User name for the registry. Default: what an earlier step logged in with, from the `config.json` of Docker with its credential helpers, or the `auth.json` of podman and buildah.',
  ),
  'registry-password': optional(secretText, 'Password or token for the registry. It is sent to that registry only.'),
  'registry-ca': optional(
    text,
    "Certificate of the private authority that the registry's certificate is from, as a path or as PEM. It is trusted besides the public ones, for registries alone.",
  ),
};

/** Of the actions that follow promotion.yaml. */
export const trustInputs = {
  'trusted-root': optional(
    text,
    'Decides nothing: `trust` in promotion.yaml of the base branch says whom to trust. Where it is set, as a path or as inline JSON, it has to be the trusted root that is named there, or nothing verifies.',
  ),
};

export const dryRunInput = {
  'dry-run': defaulted(flag, 'false', 'Decide and report, but change nothing.'),
};

export const rollbackWorkflowInput = {
  'rollback-workflow': defaulted(
    text,
    'rollback.yml',
    'Workflow that is dispatched to take back a merge that the policy turned out to forbid, because something moved in that very moment.',
  ),
};
