import * as v from 'valibot';
import { EditError, type Position } from './edit-error.ts';
import {
  parseDigest,
  parseEnvironmentName,
  parseServiceName,
  type Digest,
  type EnvironmentName,
  type ServiceName,
} from './names.ts';
import { readPlainDocument } from './plain-document.ts';
import { parsedString } from './parsed-string.ts';
import { quoted, shown } from './quoted.ts';

/** Keeps a service where it is in an environment, until the file is deleted. */
export interface Hold {
  readonly service: ServiceName;
  readonly environment: EnvironmentName;
  /** What the rollback put back. */
  readonly digest: Digest;
  /** What it took out; null where nothing was. */
  readonly replaced: Digest | null;
  /** 1 to 1,000 characters, whatever they are. */
  readonly reason: string;
  /** Login. */
  readonly by: string;
  /** RFC 3339, in UTC. */
  readonly since: string;
  /** URL of the workflow run. */
  readonly run?: string;
  /** Present where it puts a digest there that no rollback goes to by itself. */
  readonly forced?: Forced;
}

/** What speaks against a digest as the target of a rollback, and can be overridden with a reason. */
export const forceable = ['HOLD_BROKEN', 'TARGET_NEWER', 'TARGET_REPLACED', 'TARGET_UNHEALTHY'] as const;

export type Forceable = (typeof forceable)[number];

export interface Forced {
  /** 1 to 1,000 characters, whatever they are. */
  readonly why: string;
  /** What spoke against it, each once. */
  readonly against: readonly Forceable[];
}

export const holdErrorCodes = {
  HOLD_YAML: 'A hold is not one plain YAML document.',
  HOLD_INVALID: 'A hold lacks a value, has one too many, or has one of the wrong form.',
} as const;

export type HoldErrorCode = keyof typeof holdErrorCodes;

/** Thrown where a hold cannot be read, or written. */
export class HoldError extends Error {
  override readonly name = 'HoldError';
  readonly code: HoldErrorCode;
  readonly next = 'Restore the file as rollback wrote it, or lift the hold by deleting it in a reviewed pull request.';
  /** The message without the path. */
  readonly detail: string;
  /** Where in the file, if it is not about all of it. */
  readonly position: Position | null;

  constructor(code: HoldErrorCode, path: string, detail: string, cause?: EditError) {
    const at = cause === undefined ? '' : `:${cause.position.line}:${cause.position.column}`;
    super(`${path}${at} ${detail}`, { cause });
    this.code = code;
    this.detail = detail;
    this.position = cause?.position ?? null;
  }
}

export function holdPath(environment: EnvironmentName, service: ServiceName): string {
  return `holds/${environment}/${service}.yaml`;
}

const text = (expected: string, isValid: (value: string) => boolean) =>
  v.pipe(v.string(expected), v.check(isValid, expected));

const digest = parsedString(parseDigest, 'a digest', 'sha256:…');

/** Of what a person says in a hold, in characters. */
export const longestHoldText = 1_000;

/** What a person says in a hold. Throws a `TypeError` whose message completes "must be …". */
export function parseHoldText(raw: string): string {
  if (!raw.isWellFormed()) throw new TypeError('whole characters, without halves of any');
  if (raw.trim() !== '' && raw.length <= longestHoldText) return raw;
  throw new TypeError('1 to 1,000 characters that are not all blank');
}

const words = parsedString(parseHoldText, 'a text', 'Why.');

function isInstant(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

const holdSchema = v.strictObject(
  {
    version: v.literal(1, '1'),
    service: parsedString(parseServiceName, 'a service name', 'What is held.'),
    environment: parsedString(parseEnvironmentName, 'an environment name', 'Where it is held.'),
    digest,
    replaced: v.nullable(digest),
    reason: words,
    by: text('a login', (value) => /^[A-Za-z0-9_-]{1,100}(?:\[bot\])?$/.test(value)),
    since: text('a time in UTC, such as 2026-11-24T09:00:00Z', isInstant),
    run: v.optional(text('an http(s) URL', (value) => /^https?:\/\/[!-~]{1,2000}$/.test(value) && URL.canParse(value))),
    forced: v.optional(
      v.strictObject({ why: words, against: v.pipe(v.array(v.picklist(forceable)), v.minLength(1)) }, 'a mapping'),
    ),
  },
  'a mapping',
);

/**
 * The bytes of a hold's file. They are canonical: equal holds have equal bytes.
 *
 * @throws HoldError where the hold has a value that `parseHold` would refuse.
 */
export function renderHold(hold: Hold): string {
  const {
    service,
    environment,
    digest: held,
    replaced,
    reason,
    by,
    since,
    run,
    forced,
  } = checked({ version: 1, ...hold }, holdPath(hold.environment, hold.service));
  const lines = [
    `# This file holds ${service} in ${environment}: no promotion moves its digest while the file is here.`,
    '# To lift the hold, run the rollback action with `command: resume`; its pull request deletes the file.',
    'version: 1',
    `service: ${quoted(service)}`,
    `environment: ${quoted(environment)}`,
    `digest: ${held}`,
    `replaced: ${replaced ?? 'null'}`,
    `reason: ${quoted(reason)}`,
    `by: ${quoted(by)}`,
    `since: ${quoted(since)}`,
    ...(run === undefined ? [] : [`run: ${quoted(run)}`]),
    ...(forced === undefined ? [] : [`forced: {why: ${quoted(forced.why)}, against: [${inOrder(forced).join(', ')}]}`]),
  ];
  return `${lines.join('\n')}\n`;
}

const inOrder = ({ against }: Forced): readonly Forceable[] => forceable.filter((code) => against.includes(code));

/**
 * Reads a hold wherever it lies, canonical or not.
 *
 * @throws HoldError where it is none.
 */
export const readHold = (yaml: string, path: string): Hold => checked(valueOf(yaml, path), path);

function valueOf(yaml: string, path: string): unknown {
  try {
    return readPlainDocument(yaml).document.toJS();
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    throw new HoldError('HOLD_YAML', path, error.detail, error);
  }
}

function checked(value: unknown, path: string): Hold {
  const result = v.safeParse(holdSchema, value, { abortEarly: true });
  if (!result.success) throw new HoldError('HOLD_INVALID', path, detailOf(result.issues[0]));
  const { version: _, run, forced, ...hold } = result.output;
  return { ...hold, ...(run !== undefined && { run }), ...(forced !== undefined && { forced }) };
}

function detailOf(issue: v.InferIssue<typeof holdSchema>): string {
  const key = v.getDotPath(issue) ?? 'it';
  if (issue.expected === 'never') return `has the unknown key ${shown(key)}`;
  if (issue.type === 'strict_object' && issue.path !== undefined) return `lacks the key ${key}`;
  return `has ${key} ${shown(issue.input)}, but it must be ${issue.message}`;
}

/** The hold, wherever it belongs, if these are exactly the bytes that `renderHold` gives for it; else null. */
export function canonicalHold(yaml: string): Hold | null {
  try {
    const hold = readHold(yaml, 'the hold');
    return renderHold(hold) === yaml ? hold : null;
  } catch (error) {
    if (error instanceof HoldError) return null;
    throw error;
  }
}
