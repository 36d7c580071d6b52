import {
  defaulted,
  defineAction,
  explicit,
  optional,
  parsed,
  secretText,
  text,
  type InputValues,
} from '@bitvault/action-kit';
import { parseDigest, parseEnvironmentName, parseImageName, parseServiceName } from '@bitvault/promotion';
import {
  dryRunInput,
  gitOpsInputs,
  registryInputs,
  rollbackWorkflowInput,
  sourceInputs,
  trustInputs,
} from '../input-groups.ts';

export const definition = defineAction({
  name: 'promote',
  title: 'BitVault: promote',
  description:
    'With a digest (in CI): verifies the image and proposes it to the first environment. Without (in the GitOps repository): takes every environment as far as the policy lets it.',
  icon: 'trending-up',
  inputs: {
    ...gitOpsInputs,
    image: optional(parsed(parseImageName), 'With `digest`: name of the image, such as `ghcr.io/owner/name`.'),
    digest: explicit(parsed(parseDigest), 'none', 'Digest that CI has just pushed. `none` in the GitOps repository.'),
    service: optional(
      parsed(parseServiceName),
      'With `digest`: service of promotion.yaml. Default: the one with this image.',
    ),
    environment: optional(
      parsed(parseEnvironmentName),
      'With `digest`: the environment to propose it to. Default: the only one with `from: build`.',
    ),
    'merge-token': explicit(
      secretText,
      'token',
      'Token that approves and merges: of another App than `token`, which may not approve its own pull requests. `token` is the input of this name.',
    ),
    'gate-workflow': defaulted(
      text,
      'prod-gate.yml',
      'Workflow that is dispatched, with inputs `pull-request` and `head`, when only the manual approval of an environment is missing.',
    ),
    ...rollbackWorkflowInput,
    ...sourceInputs,
    ...registryInputs,
    ...trustInputs,
    ...dryRunInput,
  },
  outputs: {
    number: 'With `digest`: number of the pull request.',
    url: 'With `digest`: address of the pull request.',
    'head-sha': 'With `digest`: head commit of the pull request.',
    result:
      'With `digest`: `opened`, `updated`, `unchanged`, `planned` or `refused`. Without: `done`, `waiting`, `planned` or `refused`.',
    reason: 'Every reason why something was not done: `CODE: sentence. Next: …`, one per line.',
    plan: 'Without `digest`: the steps that were decided on, as JSON.',
    results: 'Without `digest`: what came of each step, as JSON.',
  },
});

export type PromoteInputs = InputValues<typeof definition.inputs>;
export type PromoteOutput = keyof typeof definition.outputs;
