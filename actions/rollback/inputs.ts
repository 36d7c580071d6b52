import { defaulted, defineAction, explicit, oneOf, optional, parsed, required, text } from '@bitvault/action-kit';
import { parseDigest, parseEnvironmentName, parseServiceName } from '@bitvault/promotion';
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
    reason: optional(text, 'Why; required by `rollback`, shown wherever the hold is met.'),
    ...registryInputs,
    ...trustInputs,
    ...dryRunInput,
  },
  outputs: { ...proposalOutputs, digest: 'The digest that the rollback puts back.' },
});
