import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Resource, type Origin } from '../repository/resource.ts';
import type { RenderedDocument } from './helm-output.ts';

/**
 * The resources that Kustomize made. It does not tell where they are written, so each is looked for among those of the
 * repository by kind and name, the nearest to the kustomization first; prefixes and suffixes of names are seen through.
 */
export function kustomizeResources(
  documents: readonly RenderedDocument[],
  kustomization: Origin,
  directory: string,
  written: readonly Resource[],
): readonly Resource[] {
  return documents.map(({ value }) => {
    const made = new Resource(value, kustomization);
    const source = originOf(made, directory, written);
    if (source === undefined) return made;
    // What is left as it is written can be fixed where it is written.
    if (isDeepStrictEqual(value, source.value)) return source;
    return new Resource(value, {
      file: source.origin.file,
      at: (path, part) => source.at(path, part),
      replacement: () => undefined,
      renaming: () => undefined,
    });
  });
}

function originOf(made: Resource, directory: string, written: readonly Resource[]): Resource | undefined {
  const candidates = written.filter(
    (each) =>
      each.kind === made.kind &&
      each.group === made.group &&
      (each.name === made.name || (each.name !== '' && made.name.includes(each.name))),
  );
  const rank = (each: Resource): number =>
    distance(directory, posix.dirname(each.origin.file)) - (each.name === made.name ? 0.5 : 0);
  return candidates.toSorted((left, right) => rank(left) - rank(right))[0];
}

/** Steps from one folder to another. */
function distance(from: string, to: string): number {
  const [left, right] = [from.split('/'), to.split('/')];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return left.length + right.length - 2 * shared;
}
