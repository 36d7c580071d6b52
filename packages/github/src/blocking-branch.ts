import * as v from 'valibot';
import type { GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';
import { aliased, queryVariables, repositoryField, unaliased } from './query-variables.ts';

const named = v.nullable(v.object({ name: v.string() }));
const answer = v.object({
  repository: v.object({ below: v.nullable(v.object({ nodes: v.array(v.object({ name: v.string() })) })) }),
  above: v.record(v.string(), named),
});

/**
 * Why a branch cannot be made although it is not there: Git keeps branches as paths, so beside `promote` there is no room
 * for `promote/dev`, nor the other way round. Null where nothing is in its way.
 */
export async function blockage(connection: GitHubConnection, branch: string): Promise<GitHubError | null> {
  const parts = branch.split('/');
  const prefixes = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  const variables = queryVariables();
  const title = 'query BlockingBranch';
  const above = aliased('above', prefixes, (prefix) => {
    const name = variables.add('String!', `refs/heads/${prefix}`);
    return `ref(qualifiedName: ${name}) { name }`;
  });
  const folder = variables.add('String!', `refs/heads/${branch}/`);
  const below = `below: refs(refPrefix: ${folder}, first: 1) { nodes { name } }`;
  const repository = repositoryField(connection, variables);
  const text = `${variables.head(title)} { ${repository} { ${below} } above: ${repository} { ${above} } }`;
  const { data } = await connection.query({ title, text, variables: variables.values }, answer);
  const shorter = prefixes.filter(
    (_, index) => (unaliased('above', prefixes.length, data.above)[index] ?? null) !== null,
  );
  const longer = (data.repository.below?.nodes ?? []).map(({ name }) => name);
  const [blocking] = [...shorter, ...longer];
  if (blocking === undefined) return null;
  return new GitHubError('GITHUB_BRANCH_BLOCKED', `beside the branch ${blocking} there is no room for ${branch}`, {
    next: `Rename or delete the branch ${blocking}.`,
  });
}
