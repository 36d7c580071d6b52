import type { Conclusion, GitHubEvent } from '../github/workflow-host.ts';
import type { Connection } from './connection-trace.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** As GitHub shows it: masked. */
  readonly message: string;
  /** `title`, `file`, `line` … as the step gave them. */
  readonly properties: Readonly<Record<string, string>>;
}

/** What is known of a step, filled in while it runs. */
export interface StepRecord {
  readonly id: string;
  readonly name: string;
  /** The action of a step that uses one; of its main phase only. */
  readonly uses?: string;
  status: 'queued' | 'in_progress' | 'completed';
  /** Before `continue-on-error` is applied. */
  outcome?: Conclusion;
  conclusion?: Conclusion;
  /** Of the main process, where one ran. */
  exitCode?: number;
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
  /** What it wrote to GITHUB_ENV and GITHUB_PATH. */
  readonly env: Record<string, string>;
  readonly paths: string[];
  readonly annotations: Annotation[];
  summary: string;
  /** As GitHub shows it: masked, commands carried out. */
  log: string;
  /** Every line that its processes printed, as they were printed. */
  rawLog: string;
  /** The values that it asked to be hidden. */
  readonly masks: string[];
  /** Of an action's process, where the runner was asked to trace them. */
  readonly connections: Connection[];
}

export interface JobRecord {
  /** Its key in the workflow file. */
  readonly id: string;
  readonly name: string;
  status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  conclusion?: Conclusion;
  /** By the lab's clock; a job's time of waiting is before its start. */
  startedAt?: Date;
  finishedAt?: Date;
  environment?: string;
  environmentUrl?: string;
  /** What it waits for: `environment production`, `concurrency group deploy`. */
  waitingFor?: string;
  outputs: Readonly<Record<string, string>>;
  readonly steps: StepRecord[];
  /** Why it failed, where no step says it. */
  message?: string;
}

export interface RunRecord {
  readonly id: number;
  readonly number: number;
  readonly repository: string;
  readonly workflow: { readonly path: string; readonly name: string };
  displayTitle: string;
  readonly startedAt: Date;
  finishedAt?: Date;
  readonly event: GitHubEvent;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion?: Conclusion;
  /** What the run as a whole waits for: `concurrency group deploy`. Its jobs say what they wait for. */
  waitingFor?: string;
  readonly jobs: JobRecord[];
  /** Why it failed before any job could run: a workflow file that is invalid or not supported. */
  message?: string;
}

/** What the runner tells while it works. */
export type RunnerReport =
  | { readonly kind: 'run-started' | 'run-waiting' | 'run-finished'; readonly run: RunRecord }
  | {
      readonly kind: 'job-started' | 'job-waiting' | 'job-finished';
      readonly run: RunRecord;
      readonly job: JobRecord;
    }
  | {
      readonly kind: 'step-started' | 'step-finished';
      readonly run: RunRecord;
      readonly job: JobRecord;
      readonly step: StepRecord;
    };

export type Report = (report: RunnerReport) => void;

export function newStepRecord(id: string, name: string, uses?: string): StepRecord {
  return {
    id,
    name,
    ...(uses !== undefined && { uses }),
    status: 'queued',
    outputs: {},
    state: {},
    env: {},
    paths: [],
    annotations: [],
    summary: '',
    log: '',
    rawLog: '',
    masks: [],
    connections: [],
  };
}
