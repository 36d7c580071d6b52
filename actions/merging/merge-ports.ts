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
import type {
  gitOpsInputs,
  registryInputs,
  rollbackWorkflowInput,
  sourceInputs,
  trustInputs,
} from '../input-groups.ts';
import { registryAccess } from '../registry-access.ts';
import { requestReader } from '../requests.ts';
import { sourceConnection, withAuthors } from '../source-authors.ts';
import type { MergeOnePorts } from './merge-if-allowed.ts';
import { rollbackByWorkflow } from './undo.ts';

type Inputs = InputValues<
  typeof gitOpsInputs & typeof registryInputs & typeof trustInputs & typeof rollbackWorkflowInput
> &
  Partial<InputValues<typeof sourceInputs>>;

/**
 * What an action that merges with one token works with; how it decides is its own.
 *
 * @param atGate whether this is the job that the manual approval guards
 */
export function mergePorts(
  connection: GitHubConnection,
  inputs: Inputs,
  runtime: Runtime,
  atGate: boolean,
): Pick<MergeOnePorts, 'reader' | 'merger' | 'verifier' | 'requests' | 'undo' | 'atGate'> {
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
    atGate,
    reader: promotionStateReader(connection, base),
    merger: pullRequestMerger(connection),
    verifier: withAuthors(verifier, sourceConnection(inputs, runtime, connection), atGate),
    requests: requestReader(deploymentGateReader(connection), runtime.env, connection.repository),
    undo: rollbackByWorkflow(workflowDispatcher(connection, base), inputs['rollback-workflow']),
  };
}
