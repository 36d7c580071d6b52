import type { Right, RightSets } from './rights.ts';

const read = (permission: string): Right => ({ permission, level: 'read' });
const write = (permission: string): Right => ({ permission, level: 'write' });

/**
 * What the fields that this package asks for need. GraphQL names the field that it refuses, and never the permission; these
 * are those of the REST requests for the same (docs.github.com, "Permissions required for GitHub Apps").
 */
const rightOfField: Readonly<Record<string, Right>> = {
  defaultBranchRef: read('contents'),
  ref: read('contents'),
  refs: read('contents'),
  object: read('contents'),
  file: read('contents'),
  history: read('contents'),
  compare: read('contents'),
  associatedPullRequests: read('pull_requests'),
  pullRequest: read('pull_requests'),
  pullRequests: read('pull_requests'),
  status: read('statuses'),
  statusCheckRollup: read('statuses'),
  checkSuites: read('checks'),
  issues: read('issues'),
  updateRefs: write('contents'),
  createPullRequest: write('pull_requests'),
  updatePullRequest: write('pull_requests'),
  closePullRequest: write('pull_requests'),
  addComment: write('pull_requests'),
};

/** `moved: updateRefs(…` and `base: object(…`: what a name in an answer stands for; arguments are not followed by a bracket. */
function fieldsByAlias(query: string): ReadonlyMap<string, string> {
  return new Map(
    [...query.matchAll(/\b(\w+)\s*:\s*([a-z]\w*)\s*[({]/g)].map(([, alias = '', field = '']) => [alias, field]),
  );
}

/** What whoever was refused these places of an answer lacks: all of it. */
export function rightsAt(paths: readonly (readonly (string | number)[])[], query: string): RightSets {
  const fields = fieldsByAlias(query);
  const needed = paths.flatMap((path) => {
    const names = path.map((name) => fields.get(String(name)) ?? String(name));
    return names.map((name) => rightOfField[name]).findLast((right) => right !== undefined) ?? [];
  });
  return needed.length === 0 ? [] : [[...new Map(needed.map((right) => [right.permission, right])).values()]];
}
