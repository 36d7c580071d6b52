import { isMapping, stringsIn } from '../yaml/fields.ts';
import type { Workflow, WorkflowStep } from './workflow.ts';

/** `on: push`, `on: [push]` and `on: {push: …}` alike; YAML 1.1 would read `on` as true. */
function eventsOf({ value }: Workflow): ReadonlySet<string> {
  const on = value['on'] ?? value['true'];
  if (typeof on === 'string') return new Set([on]);
  if (Array.isArray(on)) return new Set(on.map(String));
  return new Set(isMapping(on) ? Object.keys(on) : []);
}

/** Whether what a step or job uses is code that nobody can exchange: of a commit, of a digest, or of the repository itself. */
export function isPinned(uses: string): boolean {
  if (uses === '' || uses.startsWith('./')) return true;
  return uses.startsWith('docker://') ? /@sha256:[0-9a-f]{64}$/.test(uses) : /@[0-9a-f]{40}$/.test(uses);
}

/** The first `${{ … }}` with the pattern in it. */
export const expressionWith = (pattern: RegExp, text: string): string | undefined =>
  [...text.matchAll(/\$\{\{.*?\}\}/gs)]
    .map(([expression]) => expression)
    .find((expression) => pattern.test(expression));

const headOf =
  /\bgithub\.(?:head_ref|event\.(?:pull_request\.(?:head\.(?:sha|ref)|merge_commit_sha)|workflow_run\.(?:head_sha|head_branch)))\b/;

const takesHead = (text: string): boolean => /refs\/pull\//.test(text) || expressionWith(headOf, text) !== undefined;

/** The steps that check out somebody's pull request where the workflow runs with the secrets of the repository. */
export function pullRequestCheckouts(
  workflow: Workflow,
): readonly { readonly event: string; readonly step: WorkflowStep }[] {
  const events = eventsOf(workflow);
  const event = ['pull_request_target', 'workflow_run'].find((name) => events.has(name));
  if (event === undefined) return [];
  return workflow.jobs
    .flatMap(({ steps }) => steps)
    .filter(({ uses, run, with: inputs }) =>
      uses.startsWith('actions/checkout@')
        ? takesHead([...stringsIn(inputs)].map(([, text]) => text).join('\n'))
        : /\bgh\s+pr\s+checkout\b/.test(run) || (/\bgit\s+(?:fetch|checkout|pull)\b/.test(run) && takesHead(run)),
    )
    .map((step) => ({ event, step }));
}
