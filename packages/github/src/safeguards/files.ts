import type { FileFacts, LookedAtFile, Reading } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from '../answers.ts';
import type { GitHubConnection } from '../connection.ts';
import { GitHubError } from '../github-error.ts';
import { queryVariables, repositoryField } from '../query-variables.ts';

/** GitHub takes the first that there is ("About code owners"). */
const ownersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'] as const;
const workflowsFolder = '.github/workflows';

const blob = v.object({
  byteSize: v.number(),
  isBinary: v.nullable(v.boolean()),
  isTruncated: v.boolean(),
  text: v.nullable(v.string()),
});
const blobFields = '... on Blob { byteSize isBinary isTruncated text }';

type Blob = v.InferOutput<typeof blob>;

/** What is no blob comes as an empty selection. */
const blobOrNone = v.nullable(
  v.pipe(
    v.union([blob, v.strictObject({})]),
    v.transform((found): Blob | null => ('byteSize' in found ? found : null)),
  ),
);
const tip = v.object({ repository: v.object({ ref: v.nullable(v.object({ target: v.object({ oid: commitOid }) })) }) });
const files = v.object({
  repository: v.object({
    policy: blobOrNone,
    owners0: blobOrNone,
    owners1: blobOrNone,
    owners2: blobOrNone,
    workflows: v.nullable(
      v.object({ entries: v.optional(v.nullable(v.array(v.object({ name: v.string(), object: blobOrNone }))), null) }),
    ),
  }),
});

/** The files of a branch that say who decides, all of one commit: two requests. */
export async function readFiles(connection: GitHubConnection, branch: string): Promise<Reading<FileFacts>> {
  const needs = 'contents: read';
  try {
    const oid = await tipOf(connection, branch);
    if (oid === null) return { kind: 'unread', because: `there is no branch ${branch}`, needs };
    const { repository } = await filesAt(connection, oid);
    const owners = [repository.owners0, repository.owners1, repository.owners2]
      .map((found, index) => fileOf(ownersPlaces[index] ?? '', found))
      .find((file) => file !== null);
    return {
      kind: 'read',
      value: {
        oid,
        policy: fileOf('promotion.yaml', repository.policy),
        owners: owners ?? null,
        workflows: (repository.workflows?.entries ?? [])
          .filter(({ name }) => /\.ya?ml$/.test(name))
          .map(({ name, object }) => fileOf(`${workflowsFolder}/${name}`, object))
          .filter((file) => file !== null),
      },
    };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (error.code !== 'GITHUB_DENIED' && error.code !== 'GITHUB_NOT_FOUND') throw error;
    if (error.status === 401) throw error;
    return { kind: 'unread', because: error.message, needs };
  }
}

async function tipOf(connection: GitHubConnection, branch: string) {
  const variables = queryVariables();
  const ref = variables.add('String!', `refs/heads/${branch}`);
  const title = 'query BranchTip';
  const text = `${repositoryField(connection, variables)} { ref(qualifiedName: ${ref}) { target { oid } } }`;
  const document = { title, text: `${variables.head(title)} { ${text} }`, variables: variables.values };
  return (await connection.query(document, tip)).data.repository.ref?.target.oid ?? null;
}

async function filesAt(connection: GitHubConnection, oid: string) {
  const variables = queryVariables();
  const object = (path: string, fields: string): string =>
    `object(expression: ${variables.add('String!', `${oid}:${path}`)}) { ${fields} }`;
  const fields = [
    `policy: ${object('promotion.yaml', blobFields)}`,
    ...ownersPlaces.map((path, index) => `owners${index}: ${object(path, blobFields)}`),
    `workflows: ${object(workflowsFolder, `... on Tree { entries { name object { ${blobFields} } } }`)}`,
  ].join(' ');
  const title = 'query SafeguardFiles';
  const text = `${repositoryField(connection, variables)} { ${fields} }`;
  const document = { title, text: `${variables.head(title)} { ${text} }`, variables: variables.values };
  return (await connection.query(document, files)).data;
}

function fileOf(path: string, found: Blob | null): LookedAtFile | null {
  if (found === null) return null;
  const { text, byteSize, isBinary, isTruncated } = found;
  const whole = text !== null && !isTruncated && isBinary === false && Buffer.byteLength(text) === byteSize;
  return { path, text: whole ? text : null };
}
