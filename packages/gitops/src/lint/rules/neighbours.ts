import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { deployed } from './deployed.ts';

/** What Applications put into one namespace of one cluster. */
export interface Neighbours {
  /** Whether what is missing here is deployed by no Application of the repository. */
  readonly complete: boolean;
  find(group: string, kind: string, name: string): Manifest | undefined;
  all(group: string, kind: string): readonly Manifest[];
}

class Neighbourhood implements Neighbours {
  complete: boolean;
  readonly #byName = new Map<string, Manifest>();
  readonly #byKind = new Map<string, Manifest[]>();

  constructor(complete: boolean) {
    this.complete = complete;
  }

  /** An object that several Applications deploy is one. */
  add(manifest: Manifest): void {
    const kind = `${manifest.group}/${manifest.kind}`;
    const name = `${kind}/${manifest.name}`;
    if (this.#byName.has(name)) return;
    this.#byName.set(name, manifest);
    const ofKind = this.#byKind.get(kind);
    if (ofKind === undefined) this.#byKind.set(kind, [manifest]);
    else ofKind.push(manifest);
  }

  find(group: string, kind: string, name: string): Manifest | undefined {
    return this.#byName.get(`${group}/${kind}/${name}`);
  }

  all(group: string, kind: string): readonly Manifest[] {
    return this.#byKind.get(`${group}/${kind}`) ?? [];
  }
}

const known = new WeakMap<Repository, ReadonlyMap<string, Neighbourhood>>();

const placeOf = (cluster: string, namespace: string): string => `${cluster} ${namespace}`;

/** What stands beside a manifest, itself included. */
export function neighboursOf(repository: Repository, { application, targetNamespace }: Manifest): Neighbours {
  const places = known.get(repository) ?? settle(repository);
  return places.get(placeOf(application.cluster, targetNamespace)) ?? new Neighbourhood(false);
}

function settle(repository: Repository): ReadonlyMap<string, Neighbourhood> {
  const places = new Map<string, Neighbourhood>();
  const complete = !repository.problems.some(({ code }) => code === 'SET_NOT_EXPANDED');
  const at = (cluster: string, namespace: string): Neighbourhood => {
    const place = placeOf(cluster, namespace);
    const found = places.get(place) ?? new Neighbourhood(complete);
    places.set(place, found);
    return found;
  };
  for (const manifest of deployed(repository)) at(manifest.application.cluster, manifest.targetNamespace).add(manifest);
  for (const application of repository.applications)
    if (!application.complete) at(application.cluster, application.namespace).complete = false;
  known.set(repository, places);
  return places;
}
