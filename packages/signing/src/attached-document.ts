import * as v from 'valibot';
import { SigningError, type SigningErrorCode } from './signing-error.ts';
import { parseStrictJson } from './strict-json.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Bytes. GitHub refuses larger attestations, and transparency logs smaller ones still at times. */
export const documentLimit = 16 * 1024 * 1024;

/** A kind of document that is given to be attested, with the codes of its refusals. */
export interface DocumentKind {
  /** `the SBOM` */
  readonly what: string;
  readonly tooLarge: SigningErrorCode;
  readonly invalid: SigningErrorCode;
  /** What to do about one that is too large; what to write instead of one that is invalid. */
  readonly smaller: string;
  readonly instead: string;
}

export function checkDocumentSize(size: number, { what, tooLarge, smaller }: DocumentKind): void {
  if (size <= documentLimit) return;
  throw new SigningError(tooLarge, `${what} has ${size} bytes: expected at most ${documentLimit}`, smaller);
}

export const invalidDocument = ({ what, invalid, instead }: DocumentKind, why: string, cause?: unknown): SigningError =>
  new SigningError(invalid, `${what} cannot be attested: ${why}`, instead, { cause });

/** An object in JSON that every reader reads alike, of bounded size and depth. */
export function readDocument(bytes: Uint8Array, kind: DocumentKind): JsonObject {
  checkDocumentSize(bytes.byteLength, kind);
  let value: unknown;
  try {
    value = parseStrictJson(bytes);
  } catch (error) {
    const why = error instanceof SyntaxError || error instanceof TypeError ? error.message : 'it cannot be parsed';
    throw invalidDocument(kind, `it is not JSON that can be read in one way only (${why.slice(0, 200)})`, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidDocument(kind, 'it is not a JSON object');
  if (hasPrototypeName(value)) throw invalidDocument(kind, 'it has the name __proto__ in it');
  return value as JsonObject;
}

/** No reader of JavaScript can be sure what becomes of that name. */
const hasPrototypeName = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeName));

/** The document itself, where it follows the schema; the refusal names the first field that does not. */
export function checkFields(document: JsonObject, schema: v.GenericSchema, kind: DocumentKind): JsonObject {
  const checked = v.safeParse(schema, document);
  if (checked.success) return document;
  const [issue] = checked.issues;
  const field = v.getDotPath(issue) ?? 'the document';
  const expected = issue.expected === null ? issue.message : `expected ${issue.expected}, found ${issue.received}`;
  throw invalidDocument(kind, `${field}: ${expected.slice(0, 300)}`);
}
