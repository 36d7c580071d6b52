import type { Manifest } from '../../repository/application.ts';
import type { Resource } from '../../repository/resource.ts';
import { isMapping, listAt, textAt, type Mapping } from '../../yaml/fields.ts';
import type { FieldPath } from '../../yaml/location.ts';

/** A step of a path in a resource; `*` for every item of a list. */
export type PathStep = string | number;

/** One path that an Application tells Argo CD not to compare. */
export interface IgnoredPath {
  readonly text: string;
  readonly steps: readonly PathStep[];
  /** Where it is written, from the root of the Application. */
  readonly at: FieldPath;
  readonly of: Mapping;
}

/** The paths of `ignoreDifferences` that say plainly where they lead; what selects or computes is left out. */
export function ignoredPaths(application: Resource): readonly IgnoredPath[] {
  return listAt(application.value, ['spec', 'ignoreDifferences']).flatMap((entry, index) => {
    if (!isMapping(entry)) return [];
    const within = (field: string, parse: (text: string) => readonly PathStep[] | undefined) =>
      listAt(entry, [field]).flatMap((written, position) => {
        const steps = parse(String(written));
        const at = ['spec', 'ignoreDifferences', index, field, position];
        return steps === undefined ? [] : [{ text: String(written), steps, at, of: entry }];
      });
    return [...within('jsonPointers', pointerSteps), ...within('jqPathExpressions', jqSteps)];
  });
}

/** RFC 6901. */
function pointerSteps(pointer: string): readonly PathStep[] | undefined {
  if (pointer === '' || pointer === '/') return [];
  if (!pointer.startsWith('/')) return undefined;
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

const jqStep = /^(?:\.?\[(?:"([^"]*)"|(\d+)|)\]\??|\.([A-Za-z_]\w*)\??|\."([^"]*)"\??)/;

/** Of an expression that is nothing but keys, indices and `[]`. */
function jqSteps(expression: string): readonly PathStep[] | undefined {
  let rest = expression.trim();
  if (rest === '.') return [];
  const steps: PathStep[] = [];
  while (rest !== '') {
    const match = jqStep.exec(rest);
    if (match === null) return undefined;
    const [whole, bracketed, index, plain, quoted] = match;
    const key = bracketed ?? plain ?? quoted;
    steps.push(key ?? (index === undefined ? '*' : Number(index)));
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** Whether the entry of `ignoreDifferences` is for this manifest. */
export function concerns(entry: Mapping, manifest: Manifest): boolean {
  const [group, kind] = [textAt(entry, ['group']) ?? '', textAt(entry, ['kind']) ?? ''];
  const [name, namespace] = [textAt(entry, ['name']) ?? '', textAt(entry, ['namespace']) ?? ''];
  const matches = (pattern: string, value: string): boolean => pattern === '*' || pattern === value;
  return (
    matches(group, manifest.group) &&
    matches(kind, manifest.kind) &&
    (name === '' || name === manifest.name) &&
    (namespace === '' || namespace === manifest.targetNamespace)
  );
}

/** Whether anything stands at the path. */
export function leadsTo(value: unknown, [step, ...rest]: readonly PathStep[]): boolean {
  if (step === undefined) return value !== undefined;
  if (Array.isArray(value)) {
    if (step === '*') return value.some((item) => leadsTo(item, rest));
    return typeof step === 'number' && leadsTo(value[step], rest);
  }
  return isMapping(value) && Object.hasOwn(value, String(step)) && leadsTo(value[String(step)], rest);
}

/** Whether all at `path` is at or below what `steps` lead to. */
export const covers = (steps: readonly PathStep[], path: FieldPath): boolean =>
  steps.length <= path.length &&
  steps.every((step, index) => step === path[index] || (step === '*' && typeof path[index] === 'number'));
