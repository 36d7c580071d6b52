import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conclusion, JobGrant } from '../github/workflow-host.ts';
import type { ProcessGroups } from './child-process.ts';
import { githubContext, runnerContext, startedJobContext, type JobPlaces } from './contexts.ts';
import type { Scope, StatusFunctions } from './expressions.ts';
import type { JobPlan, Machine } from './machine.ts';
import { Masks } from './masks.ts';
import { evaluateToTexts } from './template.ts';
import { isForkPullRequest } from './permissions.ts';

/** An entry of the `steps` context. */
interface StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
}

/** What the steps of a running job share and change. */
export interface JobState {
  readonly machine: Machine;
  readonly plan: JobPlan;
  readonly grant: JobGrant;
  readonly places: JobPlaces;
  readonly processes: ProcessGroups;
  readonly masks: Masks;
  readonly token: string;
  readonly github: Readonly<Record<string, unknown>>;
  /** The `env` context, which GITHUB_ENV adds to. */
  readonly env: Record<string, string>;
  readonly addedPaths: string[];
  readonly steps: Record<string, StepResult>;
  status: 'success' | 'failure' | 'cancelled';
}

export async function createJobState(
  machine: Machine,
  plan: JobPlan,
  grant: JobGrant,
  processes: ProcessGroups,
): Promise<JobState> {
  const places = await createPlaces(machine, plan);
  const token = plan.token ?? grant.token;
  const masks = new Masks();
  const hidden = [token, grant.oidc?.requestToken ?? '', ...Object.values(grant.secrets)];
  for (const secret of hidden.filter((value) => value.trim() !== '')) masks.add(secret);
  const github = {
    ...githubContext(machine.host, plan.facts),
    ...startedJobContext(plan.job.id, token, places),
  };
  const state: JobState = {
    machine,
    plan,
    grant,
    places,
    processes,
    masks,
    token,
    github,
    env: {},
    addedPaths: [],
    steps: {},
    status: 'success',
  };
  for (const [template, what] of [
    [plan.workflowEnv, 'env'],
    [plan.job.env, `jobs.${plan.job.id}.env`],
  ] as const) {
    if (template !== undefined) Object.assign(state.env, evaluateToTexts(template, jobScope(state), what));
  }
  return state;
}

/** What an expression of a step sees; `env` is the step's own, where it has one. */
export function jobScope(state: JobState, env: Readonly<Record<string, string>> = state.env): Scope {
  const { plan, grant, places } = state;
  const secrets = isForkPullRequest(plan.facts.event) ? {} : grant.secrets;
  return {
    contexts: {
      github: state.github,
      env,
      vars: grant.variables,
      secrets: { ...secrets, GITHUB_TOKEN: state.token },
      needs: plan.needs,
      steps: state.steps,
      job: { status: state.status, check_run_id: grant.checkRunId },
      runner: runnerContext(places),
      matrix: plan.matrix,
      strategy: plan.strategy,
      inputs: plan.facts.inputs,
    },
    status: stepStatus(state),
  };
}

const stepStatus = (state: JobState): StatusFunctions => ({
  success: () => state.status === 'success',
  failure: () => state.status === 'failure',
  cancelled: () => state.status === 'cancelled',
});

async function createPlaces(machine: Machine, plan: JobPlan): Promise<JobPlaces> {
  const name = plan.facts.event.repository.split('/')[1] ?? 'work';
  const root = join(machine.directory, `run-${plan.facts.run.id}-${randomUUID().slice(0, 8)}`);
  const places: JobPlaces = {
    workspace: join(root, 'work', name, name),
    temporary: join(root, 'work', '_temp'),
    toolCache: join(machine.directory, 'tool-cache'),
    home: join(root, 'home'),
    eventPath: join(root, 'work', '_temp', '_github_workflow', 'event.json'),
  };
  await mkdir(join(places.temporary, '_github_workflow'), { recursive: true });
  await Promise.all(
    [places.workspace, places.toolCache, places.home].map((place) => mkdir(place, { recursive: true })),
  );
  await writeFile(places.eventPath, JSON.stringify(plan.facts.event.payload, undefined, 2));
  return places;
}
