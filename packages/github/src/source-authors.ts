import type { Authors, SourceCommit } from '@bitvault/promotion';
import * as v from 'valibot';
import { account } from './answers.ts';
import { answerInvalid, type GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';
import { queryVariables, repositoryField } from './query-variables.ts';

const person = v.nullable(v.object({ login: v.string() }));
const verification = v.object({ verified: v.boolean() });
const commitAnswer = v.object({ author: person, committer: person, commit: v.object({ verification }) });

type Person = v.InferOutput<typeof person>;

const pull = v.object({ merged: v.boolean(), author: account, mergedBy: account });
const pulls = v.object({ totalCount: v.number(), nodes: v.array(pull) });
const pullsAnswer = v.object({ repository: v.object({ source: v.object({ associatedPullRequests: pulls }) }) });

/**
 * Accounts behind which may be anybody: GitHub commits as the first what it merges or edits for others, and any workflow
 * of any branch acts as the second.
 */
const nobodies: readonly string[] = ['web-flow', 'github-actions[bot]'];

/**
 * The accounts that stand for a commit of the connection's repository. Anybody may write any address into a commit, and a
 * signature vouches for its committer, or for whom GitHub committed; so whoever opened the pull request that brought it
 * counts as well, and where that tells nothing for sure, whoever merged that does.
 */
export async function readAuthors(connection: GitHubConnection, { commit }: SourceCommit): Promise<Authors> {
  const where = `${connection.repository}@${commit.slice(0, 12)}`;
  try {
    const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
    const [{ author, committer, commit: made }, merged] = await Promise.all([
      connection.rest('repeatable', route, { ref: commit }, commitAnswer),
      mergedPulls(connection, commit),
    ]);
    if (author === null || committer === null) {
      const role = author === null ? 'author' : 'committer';
      return {
        kind: 'unknown',
        detail: `GitHub knows no account for the ${role} of ${where}`,
        advice: 'Have the address of the commit verified at its account, or build from a commit by known accounts.',
      };
    }
    const wrote = loginsOf([author, committer, ...merged.map((each) => each.author)]);
    if (made.verification.verified && wrote.length > 0) return { kind: 'known', logins: wrote };
    const mergers = loginsOf(merged.map(({ mergedBy }) => mergedBy));
    if (mergers.length > 0) return { kind: 'known', logins: [...new Set([...wrote, ...mergers])] };
    return made.verification.verified ? impersonal(where) : unsigned(where);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return {
      kind: 'unknown',
      detail: `${error.code}: ${error.message}`,
      advice: `Set \`source-token\` to the token of a GitHub App that has \`contents: read\` and \`pull-requests: read\` on ${connection.repository}, or ${notApart}.`,
    };
  }
}

/** Where a gate is started by hand, authors are set apart without being named. */
const notApart =
  'leave `author` out of `separate` in promotion.yaml, which is `[reviewer, approver]` then where a gate is started by hand';

const impersonal = (where: string): Authors => ({
  kind: 'unknown',
  detail: `GitHub itself or a workflow wrote ${where}, and no pull request that somebody merged brought it`,
  advice: 'Build from a commit that names the people who wrote and committed it, or that a pull request brought.',
});

const unsigned = (where: string): Authors => ({
  kind: 'unknown',
  detail: `${where} is not signed and no pull request that somebody merged brought it, so that anybody may have written it in another’s name`,
  advice: `Build from a commit that a pull request brought or that its committer signed, and have a rule ask for that; or ${notApart}.`,
});

const loginsOf = (people: readonly Person[]): readonly string[] => [
  ...new Set(people.flatMap((each) => (each === null || nobodies.includes(each.login) ? [] : [each.login]))),
];

const title = 'query SourcePulls';
const pullsRead = 100;

/** GitHub has those of a commit that brought it to the default branch, and open ones where it is not there. */
async function mergedPulls(
  connection: GitHubConnection,
  commit: string,
): Promise<readonly v.InferOutput<typeof pull>[]> {
  const variables = queryVariables();
  const people = 'author { __typename login } mergedBy { __typename login }';
  const associated = `associatedPullRequests(first: ${variables.add('Int!', pullsRead)}) { totalCount nodes { merged ${people} } }`;
  const at = `object(oid: ${variables.add('GitObjectID!', commit)})`;
  const field = `${repositoryField(connection, variables)} { source: ${at} { ... on Commit { ${associated} } } }`;
  const document = { title, text: `${variables.head(title)} { ${field} }`, variables: variables.values };
  const { totalCount, nodes } = (await connection.query(document, pullsAnswer)).data.repository.source
    .associatedPullRequests;
  if (nodes.length < totalCount) throw answerInvalid(title, 'pull requests are missing from it');
  return nodes.filter(({ merged }) => merged);
}
