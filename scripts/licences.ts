/** The part of webpack's statistics that says which modules a bundle is made of. */
export interface BundledModule {
  readonly nameForCondition?: string | null;
  readonly modules?: readonly BundledModule[];
}

/** The names of the npm packages that the modules of a bundle come from. */
export function bundledPackages(modules: readonly BundledModule[]): Set<string> {
  return new Set(
    modules.flatMap(({ nameForCondition, modules: inner = [] }) => [
      ...packageOf(nameForCondition ?? ''),
      ...bundledPackages(inner),
    ]),
  );
}

function packageOf(path: string): string[] {
  const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll('\\', '/'))?.[1];
  return name === undefined ? [] : [name];
}

/** Those of `packages` that a licence file, one heading line a package, does not list. */
export function unlisted(packages: ReadonlySet<string>, licences: string): string[] {
  const headings = new Set(licences.split('\n'));
  return [...packages].filter((name) => !headings.has(name)).toSorted();
}
