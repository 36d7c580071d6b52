import type { Site } from './site.ts';

/** The selection of a folder's entries, `depth` folders deep. */
const entries = (depth: number): string =>
  depth === 0 ? '' : `... on Tree { entries { path mode object { ... on Blob { text } ${entries(depth - 1)} } } }`;

const selection = `
  main: ref(qualifiedName: "refs/heads/main") { target { ... on Commit {
    history(first: 50) { nodes {
      message
      author { name }
      committer { name }
      signature { isValid wasSignedByGitHub }
      status { contexts { context state creator { login } } }
    } }
  } } }
  files: object(expression: "main:") { ${entries(3)} }
  refs(refPrefix: "refs/heads/", first: 50) { nodes { name } }
  pullRequests(first: 50) { nodes {
    number state title body headRefName baseRefName isDraft
    author { login }
    mergedBy { login }
    commits(first: 50) { totalCount nodes { commit { message author { name } } } }
    reviews(first: 50) { nodes { author { login } state body } }
    comments(first: 50) { nodes { author { login } body } }
  } }
`;

/**
 * All that people and later runs can see of a GitOps repository: main's history and files, its statuses, branches, pull
 * requests with their reviews and comments, runs that were dispatched. What differs between two runs of the same thing is made alike: the
 * repository's name, ids of runs and commits, and times.
 */
export async function endState(site: Site): Promise<unknown> {
  const found = JSON.stringify([await site.query(selection), await site.dispatchedRuns()]);
  return JSON.parse(
    found
      .replaceAll(site.repository, 'the/repository')
      .replaceAll(/(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/g, 'a commit')
      .replaceAll(/actions\/runs\/\d+/g, 'actions/runs/N')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, 'a time'),
  );
}
