import { defaulted, defineAction, explicit, oneOf, optional, parsed, required } from '@bitvault/action-kit';
import { parseDigest, parseEnvironmentName, parseHoldText, parseServiceName } from '@bitvault/promotion';
import { dryRunInput, gitOpsInputs, registryInputs, trustInputs } from '../input-groups.ts';
import { proposalOutputs } from '../proposing.ts';

export const definition = defineAction({
  name: 'rollback',
  title: 'BitVault: roll back',
  description:
    'Opens a pull request that puts an earlier deployed digest back and holds the service there; with `command: resume`, one that lifts the hold.',
  icon: 'rotate-ccw',
  inputs: {
    ...gitOpsInputs,
    command: defaulted(oneOf('rollback', 'resume'), 'rollback', '`rollback` or `resume`.'),
    environment: required(parsed(parseEnvironmentName), 'Environment of promotion.yaml.'),
    service: required(parsed(parseServiceName), 'Service of promotion.yaml.'),
    to: explicit(
      parsed(parseDigest),
      'previous',
      'Digest to go back to. `previous` is the one that was deployed before.',
    ),
    from: explicit(
      parsed(parseDigest),
      'any',
      'Digest that is to be left. Where another one is deployed, or its rollback is proposed already, nothing is done. `any` is whatever is deployed.',
    ),
    reason: optional(parsed(parseHoldText), 'Why; required by `rollback`, shown wherever the hold is met.'),
    force: optional(
      parsed(parseHoldText),
      'With `to`: why the digest is to be put there although it is newer than what runs, was taken out by the rollback that stands, or was never reported healthy there. The pull request says so, and that it goes forward.',
    ),
    ...registryInputs,
    ...trustInputs,
    ...dryRunInput,
  },
  outputs: { ...proposalOutputs, digest: 'The digest that the rollback puts back.' },
});
