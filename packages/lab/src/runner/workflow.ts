import type { Template } from './template.ts';

/** A workflow file as the runner works with it. */
export interface Workflow {
  /** `.github/workflows/promote.yml` */
  readonly path: string;
  /** Its `name`, or else its path. */
  readonly name: string;
  readonly runName?: Template;
  readonly triggers: ReadonlyMap<string, Trigger>;
  readonly inputs: readonly DispatchInput[];
  readonly env?: Template;
  readonly permissions?: Template;
  readonly defaults: RunDefaults;
  readonly concurrency?: Concurrency;
  readonly jobs: readonly WorkflowJob[];
  /** What the file uses that the lab does not do; a run of it fails and names each. */
  readonly unsupported: readonly string[];
}

export interface Trigger {
  readonly branches?: readonly string[];
  readonly branchesIgnore?: readonly string[];
  readonly tags?: readonly string[];
  readonly tagsIgnore?: readonly string[];
  readonly paths?: readonly string[];
  readonly pathsIgnore?: readonly string[];
  readonly types?: readonly string[];
  /** Names of workflows, of `workflow_run`. */
  readonly workflows?: readonly string[];
  /** Of `schedule`. */
  readonly crons?: readonly string[];
}

/** An input of `workflow_dispatch`. */
export interface DispatchInput {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default?: string | number | boolean;
  /** Of type `choice`. */
  readonly options?: readonly string[];
}

export interface RunDefaults {
  readonly shell?: Template;
  readonly workingDirectory?: Template;
}

export interface Concurrency {
  readonly group: Template;
  readonly cancelInProgress?: Template;
}

export interface WorkflowJob {
  readonly id: string;
  readonly name?: Template;
  readonly needs: readonly string[];
  /** Always has a status function in it. */
  readonly condition: string;
  readonly runsOn?: Template;
  readonly env?: Template;
  readonly environment?: { readonly name: Template; readonly url?: Template };
  readonly permissions?: Template;
  readonly outputs?: Template;
  readonly strategy?: Strategy;
  readonly concurrency?: Concurrency;
  readonly defaults: RunDefaults;
  readonly timeoutMinutes?: Template;
  readonly continueOnError?: Template;
  readonly steps: readonly WorkflowStep[];
}

export interface Strategy {
  readonly matrix?: Template;
  readonly failFast?: Template;
  readonly maxParallel?: Template;
}

interface StepBase {
  readonly id: string;
  /** Whether `id` was written in the file; only then is the step in the `steps` context. */
  readonly named: boolean;
  readonly name?: Template;
  readonly condition: string;
  readonly env?: Template;
  readonly continueOnError?: Template;
  readonly timeoutMinutes?: Template;
}

export interface RunStep extends StepBase {
  readonly kind: 'run';
  readonly run: Template;
  readonly shell?: Template;
  readonly workingDirectory?: Template;
}

export interface UsesStep extends StepBase {
  readonly kind: 'uses';
  readonly uses: string;
  readonly with?: Template;
}

export type WorkflowStep = RunStep | UsesStep;
