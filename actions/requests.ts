import { isCodedError } from '@bitvault/action-kit';
import type { DeploymentGateReader, RepositoryName, RequestRun, RequestRuns } from '@bitvault/promotion';
import { serverAddresses } from './connections.ts';

type RunReader = Pick<DeploymentGateReader, 'run' | 'isOnBranch'>;

/** Reads the runs that holds name; a run of this repository says who started it, any other address says nothing. */
export function requestReader(
  reader: RunReader,
  env: NodeJS.ProcessEnv,
  repository: RepositoryName,
): (runs: readonly string[]) => Promise<RequestRuns> {
  const prefix = `${serverAddresses(env).server}/${repository}/actions/runs/`;
  return async (runs) =>
    new Map(await Promise.all(runs.map(async (url) => [url, await readOne(reader, prefix, url)] as const)));
}

async function readOne(reader: RunReader, prefix: string, url: string): Promise<RequestRun> {
  const id = url.startsWith(prefix) ? /^[1-9][0-9]{0,15}$/.exec(url.slice(prefix.length))?.[0] : undefined;
  if (id === undefined) {
    const advice = 'Run the rollback in the GitOps repository, so that its run can be read there.';
    return { kind: 'unknown', detail: `${url} is no run of this repository`, advice };
  }
  try {
    const { headBranch, headCommit, ...run } = await reader.run(Number(id));
    const isOnBranch = headBranch !== null && (await reader.isOnBranch(headBranch, headCommit));
    return { kind: 'known', run: { ...run, branch: isOnBranch ? headBranch : null } };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { kind: 'unknown', detail: `${error.code}: ${error.message}`, advice: error.next };
  }
}
