import type { LabClock } from '../clock.ts';
import type { Conclusion, GitHubEvent, Permissions, WorkflowHost, WorkflowRun } from '../github/workflow-host.ts';
import type { Activity } from './activity.ts';
import type { ConcurrencyGroups } from './concurrency.ts';
import type { Combination } from './matrix.ts';
import type { JobRecord, Report, RunRecord } from './records.ts';
import type { Template } from './template.ts';
import type { RunDefaults, WorkflowJob } from './workflow.ts';

/** What all runs share. */
export interface Machine {
  readonly host: WorkflowHost;
  readonly clock: LabClock;
  readonly suiteRoot: string;
  /** The Node 24 that JavaScript actions run with. */
  readonly node: string;
  /** Whether the records of steps tell what actions connected to. */
  readonly traceConnections: boolean;
  /** Where workspaces and temporary files go. */
  readonly directory: string;
  /** PATH of every step, before what steps add. */
  readonly path: string;
  /** Where Node keeps what it compiled, from one step to the next; the same for all of a run of tests. */
  readonly compileCache: string | undefined;
  readonly activity: Activity;
  readonly groups: ConcurrencyGroups;
  readonly report: Report;
  /** Aborted when the runner closes: kills every process. */
  readonly closing: AbortSignal;
}

/** What is the same for every job of a run. */
export interface RunFacts {
  readonly run: WorkflowRun;
  readonly event: GitHubEvent;
  readonly workflow: { readonly path: string; readonly name: string };
  /** The `inputs` context. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** One job to carry out: of a matrix, one combination. */
export interface JobPlan {
  readonly facts: RunFacts;
  readonly runRecord: RunRecord;
  readonly record: JobRecord;
  readonly job: WorkflowJob;
  readonly workflowEnv?: Template;
  readonly workflowDefaults: RunDefaults;
  readonly permissions: Permissions;
  readonly needs: Readonly<Record<string, NeededJob>>;
  readonly matrix: Combination;
  readonly strategy: Readonly<Record<string, unknown>>;
  /** Asks the job to stop; steps with `always()` still run. */
  readonly cancel: AbortSignal;
  /** Kills what runs, at once, and runs nothing more. */
  readonly kill?: AbortSignal;
  /** Used as the job's token in place of the one that the host gives. */
  readonly token?: string;
}

/** An entry of the `needs` context. */
export interface NeededJob {
  readonly result: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
}
