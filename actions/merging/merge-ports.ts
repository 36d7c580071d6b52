import type { InputValues, Runtime } from '@bitvault/action-kit';
import {
  baseFileReader,
  deploymentGateReader,
  promotionStateReader,
  pullRequestMerger,
  workflowDispatcher,
  type GitHubConnection,
} from '@bitvault/github';
import { imageVerifier } from '../evidence.ts';
import type { gitOpsInputs, registryInputs, rollbackWorkflowInput, trustInputs } from '../input-groups.ts';
import { registryAccess } from '../registry-access.ts';
import { requestReader } from '../requests.ts';
import { withAuthors } from '../source-authors.ts';
import type { MergeOnePorts } from './merge-if-allowed.ts';
import { rollbackByWorkflow } from './undo.ts';

type Inputs = InputValues<
  typeof gitOpsInputs & typeof registryInputs & typeof trustInputs & typeof rollbackWorkflowInput
>;

/** What an action that merges with one token works with; how it decides is its own. */
export function mergePorts(
  connection: GitHubConnection,
  inputs: Inputs,
  runtime: Runtime,
): Pick<MergeOnePorts, 'reader' | 'merger' | 'verifier' | 'requests' | 'undo'> {
  const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
  const verifier = imageVerifier(
    {
      trustedRoot: inputs['trusted-root'],
      registry: registryAccess(inputs, runtime),
      files: baseFileReader(connection),
    },
    runtime,
  );
  return {
    reader: promotionStateReader(connection, base),
    merger: pullRequestMerger(connection),
    verifier: withAuthors(verifier, connection),
    requests: requestReader(deploymentGateReader(connection), runtime.env, connection.repository),
    undo: rollbackByWorkflow(workflowDispatcher(connection, base), inputs['rollback-workflow']),
  };
}
