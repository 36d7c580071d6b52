import type { Workflow, WorkflowJob } from '../../repository/workflow.ts';
import { listAt, textAt } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { usesAction } from './workflow-rights.ts';

/** `environment: production` and `environment: {name: production}` alike. */
const environmentOf = ({ value }: WorkflowJob): string =>
  textAt(value, ['environment']) ?? textAt(value, ['environment', 'name']) ?? '';

export const gateEnvironment: Rule = {
  id: 'gate-environment',
  severity: 'error',
  title: 'The gate to production waits for nobody',
  why: 'A job without `environment` starts at once: nobody is asked. With the name of another environment than the policy has, the gate refuses every approval, and nothing gets to production.',
  fix: "Give the job that runs `prod-manual-gate` the `environment` that promotion.yaml names, and that environment required reviewers in the repository's settings.",
  *check({ workflows, policy: reading }) {
    const wanted =
      reading.kind === 'policy' ? reading.policy.environments.flatMap(({ environment }) => environment ?? []) : [];
    for (const { document, jobs } of workflows) {
      for (const job of jobs.filter((each) => usesAction(each, 'prod-manual-gate'))) {
        const name = environmentOf(job);
        if (name === '') {
          yield {
            at: document.at(job.path, 'key'),
            message: `job ${job.id} has no environment, so that nobody is asked`,
          };
        } else if (wanted.length > 0 && !name.includes('${{') && !wanted.includes(name)) {
          const message = `job ${job.id} waits for ${name}, and promotion.yaml has ${wanted.join(', ')}`;
          yield { at: document.at([...job.path, 'environment']), message };
        }
      }
    }
  },
};

const choices = ['environment', 'service'] as const;

export const rollbackChoices: Rule = {
  id: 'rollback-choices',
  severity: 'warning',
  title: 'The rollback workflow offers other names than the policy has',
  why: 'Whoever rolls back does it in a hurry. A service that is not in the list cannot be chosen then, and one that the policy does not have is refused.',
  fix: 'List the environments and services of promotion.yaml under `options`.',
  *check({ workflows, policy: reading }) {
    if (reading.kind !== 'policy') return;
    const { policy } = reading;
    const known = {
      environment: policy.environments.map(({ name }) => String(name)),
      service: [...policy.services.keys()].map(String),
    };
    for (const workflow of workflows) {
      if (!workflow.jobs.some((job) => usesAction(job, 'rollback'))) continue;
      for (const choice of choices) {
        const { path, options } = optionsOf(workflow, choice);
        if (options.length === 0) continue;
        const missing = known[choice].filter((name) => !options.includes(name));
        const strange = options.filter((name) => !known[choice].includes(name));
        const says = [
          ...(missing.length === 0 ? [] : [`lacks ${missing.join(', ')}`]),
          ...(strange.length === 0 ? [] : [`has ${strange.join(', ')}, which promotion.yaml does not have`]),
        ].join(' and ');
        if (says !== '')
          yield { at: workflow.document.at(path, 'key'), message: `the list of ${choice}s to roll back ${says}` };
      }
    }
  },
};

function optionsOf({ value }: Workflow, input: string) {
  const path = ['on', 'workflow_dispatch', 'inputs', input, 'options'];
  return { path, options: listAt(value, path).map(String) };
}
