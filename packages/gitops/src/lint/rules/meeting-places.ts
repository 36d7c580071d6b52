import { posix } from 'node:path';
import type { Application } from '../../repository/application.ts';
import type { Resource } from '../../repository/resource.ts';

/** Whether the destination is the cluster that Argo CD itself is in, whichever that is. */
const isInCluster = ({ cluster }: Application): boolean =>
  cluster === 'in-cluster' || /^https:\/\/kubernetes\.default\.svc(?::443)?\/?$/.test(cluster);

/**
 * Tells apart Applications that may never meet in one cluster: a repository may serve several installations of Argo CD,
 * each with itself as `in-cluster`, and may hold alternatives of which a root Application deploys one. The same answer
 * is given only for those that surely meet.
 */
export function meetingPlaces(applications: readonly Application[]): (application: Application) => string {
  const installation = installations(applications);
  const hasRoots = applications.some((application) => installation(application).root);
  return (application) => {
    const { root, name } = installation(application);
    if (isInCluster(application)) return name;
    return root || !hasRoots ? '' : 'deployed by nobody';
  };
}

interface Installation {
  readonly root: boolean;
  readonly name: string;
}

/** One for all that come of one root Application, and one for those of a folder that nobody deploys. */
function installations(applications: readonly Application[]): (application: Application) => Installation {
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
    return root === undefined
      ? { root: false, name: `folder ${posix.dirname(top.origin.file)}` }
      : { root: true, name: `root ${key(top)}` };
  };
}

const key = ({ kind, name }: Resource): string => `${kind}/${name}`;

const writtenAs = ({ from, resource }: Application): Resource => from?.set.resource ?? resource;
