import { LintError } from '@bitvault/gitops';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));

const payloads = {
  pull_request: v.pipe(
    v.object({ pull_request: v.object({ base: v.object({ sha: commit }) }) }),
    v.transform(({ pull_request: { base } }) => base.sha),
  ),
  merge_group: v.pipe(
    v.object({ merge_group: v.object({ base_sha: commit }) }),
    v.transform(({ merge_group }) => merge_group.base_sha),
  ),
};

/**
 * Names of the commit that the event's change is to be merged onto; none where the event is no change.
 *
 * @throws LintError `LINT_BASE_MISSING`
 */
export async function baseOf(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  switch (event) {
    case 'pull_request':
      // The base may have moved on since; then what GitHub has merged for this run is nearer, and at hand.
      return [await told(env, payloads.pull_request), `${env['GITHUB_SHA'] ?? 'HEAD'}^1`];
    case 'pull_request_target':
      return [await told(env, payloads.pull_request)];
    case 'merge_group':
      return [await told(env, payloads.merge_group)];
    default:
      return [];
  }
}

async function told(env: NodeJS.ProcessEnv, schema: (typeof payloads)[keyof typeof payloads]): Promise<string> {
  try {
    return v.parse(schema, JSON.parse(await readFile(env['GITHUB_EVENT_PATH'] ?? '', 'utf8')));
  } catch (cause) {
    throw new LintError(
      'LINT_BASE_MISSING',
      `the event ${env['GITHUB_EVENT_NAME']} does not say what the change is to be merged onto`,
      'Give `base` the commit whose settings are to hold.',
      { cause },
    );
  }
}
