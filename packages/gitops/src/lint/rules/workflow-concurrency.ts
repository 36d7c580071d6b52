import type { Workflow, WorkflowJob } from '../../repository/workflow.ts';
import type { Rule } from '../rule.ts';
import { usesAction } from './workflow-rights.ts';

const promotes = (job: WorkflowJob): boolean =>
  usesAction(job, 'promote') || job.steps.some(({ uses }) => uses.startsWith('bitvault/actions@'));

const usesSuite = ({ steps }: WorkflowJob): boolean => steps.some(({ uses }) => /^bitvault\/actions[/@]/.test(uses));

/** GitHub enters the group of a workflow before it asks any job whether it is to run. */
const entersBeforeItAsks = ({ value, jobs }: Workflow): boolean =>
  'concurrency' in value && jobs.some((job) => 'if' in job.value);

export const promoteWithoutConcurrency: Rule = {
  id: 'promote-without-concurrency',
  severity: 'warning',
  title: 'Promotions run beside each other, or give way to what does not run',
  why: 'Every push and status starts one. Each looks at everything, so that those that run at the same time ask GitHub for the same things and lose to each other with what they write. With `concurrency` at the top of a workflow whose jobs have conditions, it is worse: a run enters the group before it is asked whether it is to run, so that a status of no interest takes the place of the run that waits, and is then passed over. The review or the report that the other one was to see is seen by the schedule at best.',
  fix: 'Write `concurrency: {group: promote}` at the job, where it is entered only once the job’s `if` holds: of those that wait, GitHub keeps the newest, which is enough.',
  *check({ workflows }) {
    for (const workflow of workflows) {
      const { document, value, jobs } = workflow;
      for (const job of jobs.filter((each) => promotes(each) && !('concurrency' in each.value))) {
        if (!('concurrency' in value)) {
          yield { at: document.at(job.path, 'key'), message: `job ${job.id} promotes without concurrency` };
        } else if (entersBeforeItAsks(workflow)) {
          const message = `what waits for job ${job.id} gives way to runs that are then skipped: the group is the whole workflow's`;
          yield { at: document.at(['concurrency'], 'key'), message };
        }
      }
    }
  },
};

export const concurrencyBeforeCondition: Rule = {
  id: 'concurrency-before-condition',
  severity: 'warning',
  title: 'A run that is skipped takes the place of one that waits',
  why: 'GitHub enters the `concurrency` group of a workflow before it asks any job for its `if`, and keeps one waiting run. An event of no interest so replaces the run that waits, or ends the one that runs if `cancel-in-progress` is set, and is then passed over. This is looked for in workflows that use this suite.',
  fix: 'Write `concurrency` at the job, where it is entered only once the job’s `if` holds.',
  *check({ workflows }) {
    for (const workflow of workflows) {
      const { document, jobs } = workflow;
      if (!jobs.some(usesSuite) || jobs.some(promotes) || !entersBeforeItAsks(workflow)) continue;
      const message = 'the group is entered before any job is asked for its condition';
      yield { at: document.at(['concurrency'], 'key'), message };
    }
  },
};
