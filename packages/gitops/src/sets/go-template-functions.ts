import { isMapping } from '../yaml/fields.ts';
import { NotExpandable } from './not-expandable.ts';

/** As Go prints a value. */
export function printed(value: unknown): string {
  if (value === undefined || value === null) return '<no value>';
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return printedNumber(value);
  throw new NotExpandable('it writes a list or mapping as text');
}

/** A number of JSON is a float64, which Go writes with an exponent from 21 digits, or from 1e21, on. */
function printedNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e6) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    return `${mantissa}e${exponent.replace(/([+-])(\d)$/, '$10$2')}`;
  }
  return String(value);
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : printed(value));
const whole = (value: unknown): number => Math.trunc(Number(value));

/** What counts as false. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isMapping(value) && Object.keys(value).length === 0;
}

/** Argo CD's own: as a part of a DNS name, cut to 253. */
function normalize(value: unknown): string {
  return text(value)
    .toLowerCase()
    .replaceAll(/[^-a-z0-9.]/g, '-')
    .slice(0, 253)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
}

function item(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) return value[whole(key)];
  return isMapping(value) && Object.hasOwn(value, text(key)) ? value[text(key)] : undefined;
}

function format(pattern: unknown, ...args: readonly unknown[]): string {
  let next = 0;
  return text(pattern).replaceAll(/%(.)/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = args[next];
    next += 1;
    if (verb === 's' || verb === 'v') return printed(value);
    if (verb === 'd') return String(whole(value));
    if (verb === 'q') return JSON.stringify(text(value));
    throw new NotExpandable(`printf with %${verb} is not known to this linter`);
  });
}

const trimmed = (value: unknown, cut: string): string => {
  let [start, end] = [0, text(value).length];
  while (start < end && cut.includes(text(value)[start] ?? '')) start += 1;
  while (end > start && cut.includes(text(value)[end - 1] ?? '')) end -= 1;
  return text(value).slice(start, end);
};

/** Sprig's and Go's own functions that templates of Applications use; arguments in their order there. */
export const functions: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = {
  lower: (value) => text(value).toLowerCase(),
  upper: (value) => text(value).toUpperCase(),
  trim: (value) => text(value).trim(),
  trimAll: (cut, value) => trimmed(value, text(cut)),
  trimPrefix: (prefix, value) =>
    text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value),
  trimSuffix: (suffix, value) =>
    text(value).endsWith(text(suffix)) ? text(value).slice(0, text(value).length - text(suffix).length) : text(value),
  trunc: (length, value) =>
    whole(length) < 0 ? text(value).slice(whole(length)) : text(value).slice(0, whole(length)),
  substr: (start, end, value) => text(value).slice(whole(start), whole(end) < 0 ? undefined : whole(end)),
  replace: (from, to, value) => text(value).replaceAll(text(from), text(to)),
  contains: (part, value) => text(value).includes(text(part)),
  hasPrefix: (prefix, value) => text(value).startsWith(text(prefix)),
  hasSuffix: (suffix, value) => text(value).endsWith(text(suffix)),
  nospace: (value) => text(value).replaceAll(/\s/g, ''),
  quote: (...values) => values.map((value) => JSON.stringify(text(value))).join(' '),
  squote: (...values) => values.map((value) => `'${text(value)}'`).join(' '),
  toString: (value: unknown) => text(value),
  int: (value) => whole(value),
  default: (fallback, value) => (isEmpty(value) ? fallback : value),
  coalesce: (...values) => values.find((value) => !isEmpty(value)),
  ternary: (yes, no, test) => (test === true ? yes : no),
  empty: (value) => isEmpty(value),
  not: (value) => isEmpty(value),
  and: (...values) => values.find((value) => isEmpty(value)) ?? values.at(-1),
  or: (...values) => values.find((value) => !isEmpty(value)) ?? values.at(-1),
  eq: (first, ...others) => others.some((other) => other === first),
  ne: (first, other) => first !== other,
  printf: format,
  print: (...values) => values.map(printed).join(''),
  index: (value, ...keys) => keys.reduce(item, value),
  get: (value, key) => item(value, key) ?? '',
  hasKey: (value, key) => item(value, key) !== undefined,
  dig: (...args) => {
    const [fallback, value] = args.slice(-2);
    return args.slice(0, -2).reduce(item, value) ?? fallback;
  },
  first: (value) => item(value, 0),
  last: (value) => (Array.isArray(value) ? value.at(-1) : undefined),
  join: (separator, value) => (Array.isArray(value) ? value.map(text).join(text(separator)) : text(value)),
  splitList: (separator, value) => text(value).split(text(separator)),
  len: (value) => (Array.isArray(value) || typeof value === 'string' ? value.length : Object.keys(value ?? {}).length),
  normalize,
  slugify: (value) => normalize(text(value).replaceAll(/[._\s]+/g, '-')).slice(0, 50),
};
