import * as v from 'valibot';
import { nearestKey } from './nearest-key.ts';
import type { Finding, PolicyPath } from './policy-locate.ts';
import { policyFileSchema } from './policy-schema.ts';
import { shown } from './quoted.ts';

/** What of a Valibot schema says which keys there may be. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly value?: unknown;
}

const shapeOfPolicy: Shape = policyFileSchema;

/** Everything that is wrong with the form of single values and keys. */
export function formFindings(raw: unknown): readonly Finding[] {
  const shape = shapeFindings(shapeOfPolicy, raw, []);
  const lists = shape.filter(({ code }) => code === 'POLICY_VALUE_INVALID').map(({ path }) => path);
  const { issues = [] } = v.safeParse(policyFileSchema, raw);
  const values = issues
    .filter((issue) => issue.expected !== 'never')
    .map(findingOf)
    .filter(({ path }) => !lists.some((list) => list.every((key, index) => path[index] === key)));
  return [...shape, ...values];
}

/** Keys that do not exist and lists in place of mappings: Valibot stops at the first, and takes a list for a mapping. */
function shapeFindings(shape: Shape, value: unknown, path: PolicyPath): readonly Finding[] {
  if (shape.wrapped !== undefined) return shapeFindings(shape.wrapped, value, path);
  if (Array.isArray(value)) {
    if (shape.entries !== undefined || shape.type === 'record') return [expected(path, value, 'a mapping')];
    const { item } = shape;
    return item === undefined ? [] : value.flatMap((entry, index) => shapeFindings(item, entry, [...path, index]));
  }
  if (!(value instanceof Object)) return [];
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
    const inner = shape.type === 'record' ? (shape.value as Shape) : shape.entries?.[key];
    if (inner !== undefined) return shapeFindings(inner, entry, [...path, key]);
    return shape.entries === undefined ? [] : [unknownKey(shape.entries, key, path)];
  });
}

function unknownKey(entries: Readonly<Record<string, Shape>>, key: string, path: PolicyPath): Finding {
  const near = nearestKey(key, Object.keys(entries));
  const hint = near === undefined ? `the keys here are ${Object.keys(entries).join(', ')}` : `did you mean ${near}?`;
  return { code: 'POLICY_KEY_UNKNOWN', path: [...path, key], at: 'key', says: `is not a key that exists: ${hint}` };
}

const expected = (path: PolicyPath, value: unknown, what: string): Finding => ({
  code: 'POLICY_VALUE_INVALID',
  path,
  at: 'value',
  says: isOtherList(value, what) ? `must be ${what}` : `is ${shown(value)}, but must be ${what}`,
});

/** “is a list, but must be a list with …” would tell nothing of what it is. */
const isOtherList = (value: unknown, what: string): boolean => Array.isArray(value) && what.startsWith('a list');

type Issue = v.InferIssue<typeof policyFileSchema>;

function findingOf(issue: Issue): Finding {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const last = issue.path?.at(-1);
  const isKey = last !== undefined && 'origin' in last && last.origin === 'key';
  if (isKey && issue.type === 'strict_object') {
    return { code: 'POLICY_KEY_MISSING', path, at: 'value', says: 'is missing, but must be there' };
  }
  if (isKey)
    return { code: 'POLICY_VALUE_INVALID', path, at: 'key', says: `has a wrong name: it must be ${issue.message}` };
  return expected(path, issue.input, issue.message);
}
