import type { CommitOid } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { aliased, queryVariables, repositoryField, unaliased } from './query-variables.ts';

const comparison = v.nullable(
  v.object({
    status: v.picklist(['AHEAD', 'BEHIND', 'DIVERGED', 'IDENTICAL']),
    headTarget: v.object({ oid: commitOid }),
  }),
);
const answer = v.object({ repository: v.object({ branch: v.nullable(v.looseObject({ name: v.string() })) }) });

const title = 'query BranchCommits';

/**
 * Those of the commits that a branch has in its history. Of a workflow's run GitHub tells the name of a branch or a tag,
 * and not which of them it is: a commit on the branch has a workflow that was let onto it, whatever started it.
 */
export async function commitsOn(
  connection: GitHubConnection,
  branch: string,
  commits: readonly CommitOid[],
): Promise<ReadonlySet<CommitOid>> {
  if (commits.length === 0) return new Set();
  const variables = queryVariables();
  const comparisons = aliased(
    'commit',
    commits,
    (oid) => `compare(headRef: ${variables.add('String!', oid)}) { status headTarget { oid } }`,
  );
  const ref = `ref(qualifiedName: ${variables.add('String!', `refs/heads/${branch}`)})`;
  const field = `${repositoryField(connection, variables)} { branch: ${ref} { name ${comparisons} } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const found = (await connection.query(document, answer)).data.repository.branch;
  if (found === null) return new Set();
  const compared = unaliased('commit', commits.length, found).map((each) => v.safeParse(comparison, each));
  return new Set(
    commits.filter((oid, index) => {
      const each = compared[index];
      if (each?.success !== true) throw answerInvalid(title, `what became of commit ${oid} is missing from it`);
      const isBehind = each.output?.status === 'BEHIND' || each.output?.status === 'IDENTICAL';
      return isBehind && each.output.headTarget.oid === oid;
    }),
  );
}
