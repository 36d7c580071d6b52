import type { Authors, SourceCommit } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';

const person = v.nullable(v.object({ login: v.string() }));
const verification = v.object({ verified: v.boolean() });
const answer = v.object({ author: person, committer: person, commit: v.object({ verification }) });

/** GitHub itself commits as this account what it merges or edits for others, and signs it; anybody may write its address. */
const webFlow = 'web-flow';

/**
 * The accounts that wrote and committed a commit of the connection's repository
 * (docs.github.com, "REST API endpoints for commits": `author` and `committer` are null without an account).
 */
export async function readAuthors(connection: GitHubConnection, { commit }: SourceCommit): Promise<Authors> {
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}';
  try {
    const { author, committer, commit: made } = await connection.rest('repeatable', route, { ref: commit }, answer);
    if (author !== null && committer !== null) return authorsOf([author, committer], made.verification.verified);
    const role = author === null ? 'author' : 'committer';
    return {
      kind: 'unknown',
      detail: `GitHub knows no account for the ${role} of ${connection.repository}@${commit.slice(0, 12)}`,
      advice: 'Have the address of the commit verified at its account, or build from a commit by known accounts.',
    };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return {
      kind: 'unknown',
      detail: `${error.code}: ${error.message}`,
      advice: `Give the App that merges \`contents: read\` on ${connection.repository}, or take \`author\` out of \`separate\` in promotion.yaml.`,
    };
  }
}

function authorsOf(people: readonly { readonly login: string }[], verified: boolean): Authors {
  const logins = loginsOf(people);
  const isGitHub = people.some(({ login }) => login === webFlow);
  if (logins.length > 0 && (verified || !isGitHub)) return { kind: 'known', logins };
  return {
    kind: 'unknown',
    detail: verified ? 'GitHub itself wrote the commit' : 'the commit names GitHub itself, which has not signed it',
    advice: 'Build from a commit that names the people who wrote and committed it.',
  };
}

const loginsOf = (people: readonly { readonly login: string }[]): readonly string[] => [
  ...new Set(people.map(({ login }) => login).filter((login) => login !== webFlow)),
];
