import type { GitHubContext } from '../context.ts';
import type { WorkflowRunRecord } from '../model/actions.ts';
import { nodeId } from '../node-ids.ts';
import { runShape, workflowShape } from '../shapes/actions-shapes.ts';
import { emitOnDefaultBranch } from './dispatch.ts';

/** Tells that a run has ended; workflows of the default branch may start, whoever's run it was. */
export async function emitFinished(context: GitHubContext, run: WorkflowRunRecord): Promise<void> {
  if (!context.events.wants(null, 'workflow_run')) return;
  const { id, repository, workflow, actor } = run;
  const suite = { check_suite_id: id, check_suite_node_id: nodeId('CheckRun', `suite:${id}`) };
  emitOnDefaultBranch(context, repository, {
    name: 'workflow_run',
    sender: actor,
    by: null,
    payload: {
      action: 'completed',
      workflow: workflowShape(context, repository, workflow),
      workflow_run: { ...(await runShape(context, run)), ...suite },
    },
  });
}
