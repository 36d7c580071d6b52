import type { RepositorySafeguards } from '@bitvault/promotion';
import type { Finding } from '../finding.ts';
import { holdsRights, workflowsOf, type ReadWorkflow } from '../jobs.ts';
import type { Patient } from '../patient.ts';
import { isPinned, pullRequestCheckouts } from '../../repository/workflow-steps.ts';
import { unreviewedTrustIn } from '../../repository/unreviewed-trust.ts';
import { unreadFinding } from './unread.ts';

/** What the workflows of the branch hand to others, in every repository. */
export function* workflowFindings({ gitops, applications }: Patient): Iterable<Finding> {
  for (const safeguards of [gitops, ...applications]) {
    const { repository, branch, files } = safeguards;
    yield* unreadFinding('unread-files', repository, `the files of ${branch} in ${repository}`, files);
    const { workflows, problems } = workflowsOf(safeguards);
    for (const { at, says } of problems)
      yield { code: 'workflow-unreadable', repository, subject: at.file, says: `the file ${at.file} ${says}`, at };
    for (const workflow of workflows) {
      yield* pinFindings(safeguards, workflow);
      yield* checkoutFindings(safeguards, workflow);
      yield* trustFindings(safeguards, workflow);
    }
  }
}

function* pinFindings({ repository }: RepositorySafeguards, { path, workflow }: ReadWorkflow): Iterable<Finding> {
  for (const job of workflow.jobs) {
    for (const { value, path: at } of [job, ...job.steps]) {
      const { uses } = value;
      if (typeof uses !== 'string' || isPinned(uses)) continue;
      const rights = holdsRights(workflow, job);
      yield {
        code: 'action-not-pinned',
        repository,
        subject: path,
        says: `job ${job.id} of ${path} uses ${uses}${rights ? '' : ', though it holds nothing'}`,
        ...(rights ? {} : { severity: 'note' as const }),
        at: workflow.document.at([...at, 'uses']),
      };
    }
  }
}

function* checkoutFindings({ repository }: RepositorySafeguards, { path, workflow }: ReadWorkflow): Iterable<Finding> {
  for (const { event, step } of pullRequestCheckouts(workflow)) {
    const at = workflow.document.at([...step.path, step.uses === '' ? 'run' : 'uses'], 'key');
    const says = `a step of ${path}, which runs on ${event}, checks out a pull request`;
    yield { code: 'pull-request-checked-out', repository, subject: path, says, at };
  }
}

function* trustFindings({ repository }: RepositorySafeguards, { path, workflow }: ReadWorkflow): Iterable<Finding> {
  for (const { path: at, says } of unreviewedTrustIn(workflow)) {
    const where = workflow.document.at(at, 'key');
    yield { code: 'trust-from-variables', repository, subject: path, says: `${says}, in ${path}`, at: where };
  }
}
