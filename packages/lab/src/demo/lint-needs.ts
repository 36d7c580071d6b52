import { delimiter } from 'node:path';
import { isOnPath } from '../runner/search-path.ts';

/** Whether this machine can run the example's `lint.yml`; says so where it cannot. */
export async function canLint(searchPath: string, say: (line: string) => void): Promise<boolean> {
  const there = await isOnPath('helm', searchPath.split(delimiter));
  if (!there) say('There is no helm on the PATH, which lint.yml needs: the GitOps repository is made without it.');
  return there;
}
