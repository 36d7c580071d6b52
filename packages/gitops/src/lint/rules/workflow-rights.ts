import type { WorkflowJob, Workflow } from '../../repository/workflow.ts';
import { expressionWith, isPinned, pullRequestCheckouts } from '../../repository/workflow-steps.ts';
import { isMapping, stringsIn } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';

/** A composite action has neither events nor permissions. */
const isAction = (workflow: Workflow): boolean => 'runs' in workflow.value;

export const workflowPermissions: Rule = {
  id: 'workflow-permissions',
  severity: 'warning',
  title: 'A workflow does not limit its token',
  why: "Without `permissions`, every job gets what the repository's setting gives, which may be the right to write everything: any action that it runs can then push to main and merge pull requests.",
  fix: 'Write `permissions: {}` at the top, and in each job what it needs.',
  *check({ workflows }) {
    for (const workflow of workflows) {
      if (isAction(workflow)) continue;
      const { document, value, jobs } = workflow;
      const lacking = jobs.filter((job) => !('permissions' in job.value));
      if (!('permissions' in value) && lacking.length > 0)
        yield {
          at: document.at(['jobs', lacking[0]?.id ?? ''], 'key'),
          message: `the workflow sets no permissions, and neither does job ${lacking.map(({ id }) => id).join(', ')}`,
        };
      if (value['permissions'] === 'write-all')
        yield { at: document.at(['permissions']), message: 'the workflow may write everything' };
      for (const job of jobs)
        if (job.value['permissions'] === 'write-all')
          yield { at: document.at([...job.path, 'permissions']), message: `job ${job.id} may write everything` };
    }
  },
};

export const actionNotPinned: Rule = {
  id: 'action-not-pinned',
  severity: 'warning',
  title: 'An action is not pinned to a commit',
  why: 'A tag of an action can be moved to other code, which then runs with the secrets and the token of the job. That has happened to widely used ones. A version of this suite is let pass only where a job has no keys: no secret, and a token that may write nothing.',
  fix: 'Write the full commit, and the version behind it as a comment; Dependabot and Renovate keep both up to date.',
  *check({ workflows }) {
    for (const workflow of workflows) {
      for (const job of workflow.jobs) {
        const keys = hasKeys(workflow, job);
        for (const { value, path } of [job, ...job.steps]) {
          const { uses } = value;
          if (typeof uses !== 'string' || isPinned(uses) || (isOwn(uses) && !keys)) continue;
          const why = isOwn(uses) ? `, and job ${job.id} has keys` : '';
          yield { at: workflow.document.at([...path, 'uses']), message: `${uses} is not pinned to a commit${why}` };
        }
      }
    }
  },
};

const isOwn = (uses: string): boolean => /^bitvault\/actions(?:\/[\w-]+)?@v\d/.test(uses);

/** Whether a job has a secret, or a token that may write. Where nothing is said of the token, the settings of the repository decide. */
function hasKeys({ value }: Workflow, job: WorkflowJob): boolean {
  const permissions = job.value['permissions'] ?? value['permissions'];
  const mayWrite = isMapping(permissions)
    ? Object.values(permissions).includes('write')
    : permissions !== 'read-all' && permissions !== null;
  const takes = [...stringsIn(job.value)].some(([, text]) => secret.test(text));
  return mayWrite || takes || job.value['secrets'] === 'inherit';
}

/** What whoever opens a pull request or an issue can write. */
const untrusted =
  /\bgithub\.(?:head_ref|event\.(?:pull_request\.(?:title|body|head\.(?:ref|label|repo\.[\w.]+))|issue\.(?:title|body)|comment\.body|review(?:_comment)?\.body|discussion\.(?:title|body)|head_commit\.(?:message|author\.[\w.]+)|commits\b|workflow_run\.(?:head_branch|display_title|head_commit\.[\w.]+)))/;

const secret = /\bsecrets\s*(?:\.|\[)/;

export const workflowScriptInjection: Rule = {
  id: 'workflow-script-injection',
  severity: 'error',
  title: 'A script is put together from what others write',
  why: 'GitHub fills an expression in before the shell reads the script. A title or a branch with a quote and a semicolon in it becomes a command, run with the secrets of the job.',
  fix: 'Hand the value over in `env`, and use the variable in the script.',
  *check({ workflows }) {
    for (const { document, jobs } of workflows) {
      for (const { run, path, with: inputs } of jobs.flatMap(({ steps }) => steps)) {
        const script = inputs['script'];
        const places = [
          { text: run, at: [...path, 'run'] },
          { text: typeof script === 'string' ? script : '', at: [...path, 'with', 'script'] },
        ];
        for (const { text, at } of places) {
          const expression = expressionWith(untrusted, text);
          if (expression !== undefined)
            yield { at: document.at(at, 'key'), message: `${expression} is filled into a script` };
        }
      }
    }
  },
};

export const workflowSecretInScript: Rule = {
  id: 'workflow-secret-in-script',
  severity: 'warning',
  title: 'A secret is written into a script',
  why: 'The secret becomes part of the command: it stands in the list of processes and in whatever prints the script, and a quote or a dollar sign in it breaks out of the string.',
  fix: 'Hand it over in `env`, and use the variable in the script.',
  *check({ workflows }) {
    for (const { document, jobs } of workflows) {
      for (const { run, path } of jobs.flatMap(({ steps }) => steps)) {
        const expression = expressionWith(secret, run);
        if (expression !== undefined)
          yield { at: document.at([...path, 'run'], 'key'), message: `${expression} is filled into a script` };
      }
    }
  },
};

export const workflowRunsPullRequest: Rule = {
  id: 'workflow-runs-pull-request',
  severity: 'error',
  title: 'A workflow with secrets checks out a pull request',
  why: '`pull_request_target` and `workflow_run` run with the secrets of the repository, for pull requests by anybody. What is checked out from one can run there: a build script, a hook, a chart that is rendered.',
  fix: 'Read the pull request as data through the API, as `auto-merge-dev` does, or use `pull_request`, which has no secrets.',
  *check({ workflows }) {
    for (const workflow of workflows) {
      for (const { event, step } of pullRequestCheckouts(workflow)) {
        const { uses, path } = step;
        const at = workflow.document.at([...path, uses === '' ? 'run' : 'uses'], 'key');
        yield { at, message: `the step checks out a pull request in a workflow on ${event}` };
      }
    }
  },
};

const pushes =
  /\bgit\s+(?:-[cC]\s+\S+\s+)*push\b(?:\s+-\S+)*\s+\S+\s+(?:-\S+\s+)*\+?(?:[^\s:]+:)?(?:refs\/heads\/)?(?:main|master|\$\{\{\s*github\.event\.repository\.default_branch\s*\}\})(?=\s|$|['";&|)])/m;

export const workflowPushesMain: Rule = {
  id: 'workflow-pushes-main',
  severity: 'error',
  title: 'A workflow pushes to the default branch',
  why: 'What it pushes is deployed without a review, past the rules of promotion and past the evidence that a merge asks for.',
  fix: 'Open a pull request, as `open-gitops-pr` and `promote` do.',
  *check({ workflows }) {
    for (const { document, jobs } of workflows) {
      for (const { run, path } of jobs.flatMap(({ steps }) => steps)) {
        const [command] = pushes.exec(run.replaceAll(/^\s*#.*$/gm, '')) ?? [];
        if (command === undefined) continue;
        yield {
          at: document.at([...path, 'run'], 'key'),
          message: `the step pushes to the default branch with ${command.trim()}`,
        };
      }
    }
  },
};

/** Whether anything of the job's steps, or of the job itself, uses the action of this suite. */
export const usesAction = ({ steps }: WorkflowJob, name: string): boolean =>
  steps.some(({ uses }) => new RegExp(`^bitvault/actions/${name}@`).test(uses));
