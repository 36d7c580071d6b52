import type { RepositorySafeguards } from '@bitvault/promotion';
import { workflowOf, type Workflow, type WorkflowJob } from '../repository/workflow.ts';
import { mappingAt, stringsIn, textAt } from '../yaml/fields.ts';
import type { Location } from '../yaml/location.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';

export interface ReadWorkflow {
  readonly path: string;
  readonly workflow: Workflow;
}

/** The workflows of the branch that was looked at, and what of them cannot be read. */
export function workflowsOf({ files }: RepositorySafeguards): {
  readonly workflows: readonly ReadWorkflow[];
  readonly problems: readonly { readonly at: Location; readonly says: string }[];
} {
  const workflows: ReadWorkflow[] = [];
  const problems: { readonly at: Location; readonly says: string }[] = [];
  for (const { path, text } of files.kind === 'read' ? files.value.workflows : []) {
    const at = { file: path, line: 1, column: 1 };
    if (text === null) problems.push({ at, says: 'is too large, or no text' });
    else {
      const { documents, problem } = readYamlFile(path, text);
      if (problem !== undefined) problems.push({ at: problem.at, says: problem.says });
      const [document] = documents;
      const workflow = document === undefined ? undefined : workflowOf(document);
      if (workflow !== undefined) workflows.push({ path, workflow });
    }
  }
  return { workflows, problems };
}

/** `environment: production` and `environment: {name: production}` alike; empty where there is none. */
export const environmentOf = ({ value }: WorkflowJob): string =>
  textAt(value, ['environment']) ?? textAt(value, ['environment', 'name']) ?? '';

/** Names of the secrets that a job uses, apart from the token that every job has. */
export function secretsOf({ value }: WorkflowJob): ReadonlySet<string> {
  const texts = [...stringsIn(value)].map(([, text]) => text).join('\n');
  const names = [...texts.matchAll(/\bsecrets\s*(?:\.\s*(\w+)|\[\s*['"](\w+)['"]\s*\])/g)].map(([, dotted, quoted]) =>
    (dotted ?? quoted ?? '').toUpperCase(),
  );
  return new Set(names.filter((name) => name !== 'GITHUB_TOKEN'));
}

/** Whether whoever controls a step of the job has something: a key, an environment's secrets, or a token that writes. */
export function holdsRights(workflow: Workflow, job: WorkflowJob): boolean {
  if (secretsOf(job).size > 0 || environmentOf(job) !== '' || job.value['secrets'] === 'inherit') return true;
  const permissions = job.value['permissions'] ?? workflow.value['permissions'];
  if (permissions === undefined) return true;
  if (typeof permissions === 'string') return permissions === 'write-all';
  return Object.values(mappingAt({ permissions }, ['permissions']) ?? {}).includes('write');
}

const suite = /^bitvault\/actions(?:\/(?<name>[\w-]+))?@/;

/** Names of the suite's actions that the job uses. */
export const suiteActionsOf = ({ steps }: WorkflowJob): readonly string[] =>
  steps.flatMap(({ uses }) => {
    const found = suite.exec(uses);
    return found === null ? [] : [found.groups?.['name'] ?? 'promote'];
  });
