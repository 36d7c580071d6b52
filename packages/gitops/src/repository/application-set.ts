import { NotExpandable } from '../sets/not-expandable.ts';
import { expandIn, type Parameters, type TemplateSyntax } from '../sets/expand.ts';
import { parametersOf, type GeneratorContext } from '../sets/generators.ts';
import { mergePatch } from '../yaml/merge-patch.ts';
import { readYamlFile } from '../yaml/yaml-file.ts';
import { fieldAt, isMapping, mappingAt, type Mapping } from '../yaml/fields.ts';
import type { FieldPath } from '../yaml/location.ts';
import type { Problem } from './problem.ts';
import { Resource, type Origin } from './resource.ts';

/** An ApplicationSet with what its generators make. */
export interface ApplicationSet {
  readonly resource: Resource;
  readonly name: string;
  readonly syntax: TemplateSyntax;
  /** Whether any generator, also inside of another, makes one Application for each pull request. */
  readonly preview: boolean;
  /** Names that it gives to more than one Application; Argo CD makes none of these. */
  readonly repeated: readonly string[];
}

export interface MadeApplication {
  readonly resource: Resource;
  readonly parameters: Parameters;
}

export const isApplicationSet = (resource: Resource): boolean => resource.is('argoproj.io', 'ApplicationSet');

export function applicationSetOf(resource: Resource): Omit<ApplicationSet, 'repeated'> {
  const options = resource.list('spec', 'goTemplateOptions');
  return {
    resource,
    name: resource.name,
    syntax:
      resource.field('spec', 'goTemplate') === true
        ? { kind: 'go', missingIsError: options.includes('missingkey=error') }
        : { kind: 'plain' },
    preview: resource.list('spec', 'generators').some(hasPullRequests),
  };
}

function hasPullRequests(generator: unknown): boolean {
  if (!isMapping(generator)) return false;
  if ('pullRequest' in generator) return true;
  return ['matrix', 'merge'].some((kind) => {
    const children = mappingAt(generator, [kind])?.['generators'];
    return Array.isArray(children) && children.some(hasPullRequests);
  });
}

/** The Applications that Argo CD would make of a set; a generator that cannot be foreseen is a problem instead. */
export function expandSet(
  set: Omit<ApplicationSet, 'repeated'>,
  context: Omit<GeneratorContext, 'syntax'>,
): Pick<ApplicationSet, 'repeated'> & {
  readonly made: readonly MadeApplication[];
  readonly problems: readonly Problem[];
} {
  const made: MadeApplication[] = [];
  const problems: Problem[] = [];
  const attempt = (path: FieldPath, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof NotExpandable)) throw error;
      problems.push(notExpanded(set, path, error.message));
    }
  };
  const template = set.resource.mapping('spec', 'template');
  if (template === undefined)
    return { made, repeated: [], problems: [notExpanded(set, ['spec'], 'it has no template')] };
  for (const [index, generator] of set.resource.list('spec', 'generators').entries()) {
    const path = ['spec', 'generators', index];
    attempt(path, () => {
      if (!isMapping(generator)) throw new NotExpandable('a generator is no mapping');
      const all = parametersOf(generator, { ...context, syntax: set.syntax });
      for (const parameters of all)
        attempt(['spec', 'template'], () => made.push(makeApplication(set, template, parameters)));
    });
  }
  return { made: withoutRepeats(made), repeated: repeatedNames(made), problems };
}

function makeApplication(
  set: Omit<ApplicationSet, 'repeated'>,
  template: Mapping,
  parameters: Parameters,
): MadeApplication {
  const filled = expandIn(template, parameters, set.syntax);
  const plain = { apiVersion: set.resource.apiVersion, kind: 'Application', ...(isMapping(filled) ? filled : {}) };
  const patch = set.resource.text('spec', 'templatePatch');
  const value = patch === undefined ? plain : patched(plain, patch, parameters, set.syntax);
  return { resource: new Resource(value, templateOrigin(set.resource)), parameters };
}

/** What `templatePatch` makes of an Application; the project stays as it was. */
function patched(plain: Mapping, patch: string, parameters: Parameters, syntax: TemplateSyntax): Mapping {
  const filled = expandIn(patch, parameters, syntax);
  const { documents, problem } = readYamlFile('templatePatch', String(filled));
  // A condition around the whole of it leaves nothing for some.
  if (problem === undefined && documents.length === 0) return plain;
  const value = documents[0]?.value;
  if (problem !== undefined || !isMapping(value)) throw new NotExpandable('templatePatch does not become YAML');
  const project = fieldAt(plain, ['spec', 'project']);
  return mergePatch(mergePatch(plain, value), project === undefined ? {} : { spec: { project } });
}

/** A field of the Application is that of the template; no text can be changed for one Application alone. */
function templateOrigin(set: Resource): Origin {
  return {
    file: set.origin.file,
    at: (path, part) => set.at(['spec', 'template', ...path], part),
    replacement: () => undefined,
    renaming: (path, name) => set.origin.renaming(['spec', 'template', ...path], name),
  };
}

const withoutRepeats = (made: readonly MadeApplication[]): readonly MadeApplication[] => [
  ...new Map(made.map((each) => [each.resource.name, each])).values(),
];

function repeatedNames(made: readonly MadeApplication[]): readonly string[] {
  const seen = new Set<string>();
  const names = made.map(({ resource }) => resource.name);
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

const notExpanded = (
  { resource, name }: Pick<ApplicationSet, 'resource' | 'name'>,
  path: FieldPath,
  why: string,
): Problem => ({
  code: 'SET_NOT_EXPANDED',
  at: resource.at(path),
  message: `the Applications of ApplicationSet ${name} cannot all be known here: ${why}`,
  next: 'Nothing, if that is how it has to be: what they deploy is not checked. Else give it generators of this repository.',
});
