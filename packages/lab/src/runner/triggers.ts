import type { GitHubEvent } from '../github/workflow-host.ts';
import { matchesPatterns } from './name-patterns.ts';
import { RunnerError } from './runner-error.ts';
import type { Trigger, Workflow } from './workflow.ts';

/** The activity types that start a workflow which names none; other events take every type. */
const defaultTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
};

/**
 * Whether an event starts a workflow.
 *
 * @throws RunnerError `WORKFLOW_UNSUPPORTED` when that depends on something that the event does not tell
 */
export function triggers(workflow: Workflow, event: GitHubEvent): boolean {
  const trigger = workflow.triggers.get(event.name);
  if (trigger === undefined) return false;
  switch (event.name) {
    case 'push':
      return matchesRef(trigger, event.ref) && matchesPaths(trigger, event);
    case 'pull_request':
    case 'pull_request_target':
      return (
        matchesType(trigger, event) &&
        matchesNames(trigger.branches, trigger.branchesIgnore, baseBranch(event)) &&
        matchesPaths(trigger, event)
      );
    case 'schedule':
      return trigger.crons?.includes(String(event.payload['schedule'])) ?? false;
    case 'pull_request_review':
    case 'repository_dispatch':
      return matchesType(trigger, event);
    case 'workflow_dispatch':
      return event.payload['workflow'] === workflow.path;
    case 'workflow_run':
      return matchesType(trigger, event) && matchesRun(trigger, event);
    case 'status':
      return true;
    default:
      return event.name satisfies never;
  }
}

/** By the name of the workflow that ran, and the branch that it ran for. */
function matchesRun(trigger: Trigger, { payload }: GitHubEvent): boolean {
  const run = payload['workflow_run'] as { readonly name: string; readonly head_branch: string | null };
  return (
    (trigger.workflows?.includes(run.name) ?? false) &&
    matchesNames(trigger.branches, trigger.branchesIgnore, run.head_branch ?? '')
  );
}

function matchesType(trigger: Trigger, event: GitHubEvent): boolean {
  const types = trigger.types ?? defaultTypes[event.name];
  return types === undefined || (event.action !== undefined && types.includes(event.action));
}

/** A filter for branches alone keeps tags out, and the other way round. */
function matchesRef(trigger: Trigger, ref: string): boolean {
  const branches = trigger.branches ?? trigger.branchesIgnore;
  const tags = trigger.tags ?? trigger.tagsIgnore;
  if (branches === undefined && tags === undefined) return true;
  if (ref.startsWith('refs/tags/')) {
    return tags !== undefined && matchesNames(trigger.tags, trigger.tagsIgnore, ref.slice('refs/tags/'.length));
  }
  return (
    branches !== undefined && matchesNames(trigger.branches, trigger.branchesIgnore, ref.replace(/^refs\/heads\//, ''))
  );
}

function matchesNames(
  wanted: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
  name: string,
): boolean {
  if (wanted !== undefined) return matchesPatterns(wanted, name);
  return ignored === undefined || !matchesPatterns(ignored, name);
}

function matchesPaths(trigger: Trigger, event: GitHubEvent): boolean {
  if (trigger.paths === undefined && trigger.pathsIgnore === undefined) return true;
  if (event.ref.startsWith('refs/tags/')) return true;
  return changedPaths(event).some((path) => matchesNames(trigger.paths, trigger.pathsIgnore, path));
}

function changedPaths(event: GitHubEvent): readonly string[] {
  const commits = event.payload['commits'];
  if (event.name !== 'push' || !Array.isArray(commits)) {
    throw new RunnerError(
      'WORKFLOW_UNSUPPORTED',
      `a filter by paths for ${event.name} is not available in the lab: the event does not tell its files`,
      'Filter in the job instead.',
    );
  }
  return commits.flatMap((commit: Readonly<Record<string, unknown>>) =>
    ['added', 'modified', 'removed'].flatMap((key) => (Array.isArray(commit[key]) ? (commit[key] as string[]) : [])),
  );
}

function baseBranch(event: GitHubEvent): string {
  const pull = event.payload['pull_request'] as { readonly base?: { readonly ref?: string } } | undefined;
  return pull?.base?.ref ?? '';
}
