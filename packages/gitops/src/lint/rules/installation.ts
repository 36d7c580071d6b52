import { posix } from 'node:path';
import type { Application } from '../../repository/application.ts';
import type { Resource } from '../../repository/resource.ts';

/** Whether the destination is the cluster that Argo CD itself is in, whichever that is. */
export const isInCluster = ({ cluster }: Application): boolean =>
  cluster === 'in-cluster' || /^https:\/\/kubernetes\.default\.svc(?::443)?\/?$/.test(cluster);

/**
 * Tells which Applications surely belong to one installation of Argo CD, since a repository may serve several: those
 * that come of one root Application, and those that nobody deploys and that are written in one folder.
 */
export function installations(applications: readonly Application[]): (application: Application) => string {
  const parents = new Map<string, Application>();
  for (const parent of applications)
    for (const manifest of parent.manifests)
      if (manifest.group === 'argoproj.io' && manifest.kind.startsWith('Application'))
        parents.set(key(manifest), parent);
  return (application) => {
    let top = writtenAs(application);
    let root: Application | undefined;
    const passed = new Set<string>();
    for (let parent = parents.get(key(top)); parent !== undefined && !passed.has(key(top));) {
      passed.add(key(top));
      root = parent;
      top = writtenAs(parent);
      parent = parents.get(key(top));
    }
    return root === undefined ? `folder ${posix.dirname(top.at().file)}` : `root ${key(top)}`;
  };
}

const key = ({ kind, name }: Resource): string => `${kind}/${name}`;

const writtenAs = ({ from, resource }: Application): Resource => from?.set.resource ?? resource;
