import type { Sha256 } from '@bitvault/registry';
import * as v from 'valibot';
import { mostSubjects } from './bundle-limits.ts';
import { SigningError } from './signing-error.ts';
import { parseStrictJson } from './strict-json.ts';

export const payloadType = 'application/vnd.in-toto+json';
export const statementType = 'https://in-toto.io/Statement/v1';

/** What cosign 3 signs images with: a statement without a predicate of its own. */
export const signaturePredicateType = 'https://sigstore.dev/cosign/sign/v1';
export const provenancePredicateType = 'https://slsa.dev/provenance/v1';

/** A claim about an image, to be signed: an in-toto predicate with its type. */
export interface Attestation {
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** `cosign attest` still writes 0.1, which differs in nothing that is read here. */
const acceptedTypes = [statementType, 'https://in-toto.io/Statement/v0.1'] as const;

export const statementSchema = v.object({
  _type: v.picklist(acceptedTypes),
  subject: v.pipe(
    v.array(v.object({ name: v.optional(v.string(), ''), digest: v.record(v.string(), v.string()) })),
    v.minLength(1),
  ),
  predicateType: v.string(),
  predicate: v.optional(v.record(v.string(), v.unknown()), {}),
});

const boundedSchema = v.object({
  ...statementSchema.entries,
  subject: v.pipe(statementSchema.entries.subject, v.maxLength(mostSubjects)),
});

export type Statement = v.InferOutput<typeof statementSchema>;

const hexOf = (digest: Sha256): string => digest.slice('sha256:'.length);

/**
 * Bytes of an in-toto statement v1 about one image.
 * @param name without tag, as actions/attest and `cosign attest` put it
 */
export function statementBytes(name: string, subject: Sha256, { predicateType, predicate }: Attestation): Buffer {
  const about = [{ name, digest: { sha256: hexOf(subject) } }];
  return Buffer.from(JSON.stringify({ _type: statementType, subject: about, predicateType, predicate }), 'utf8');
}

/** @throws SigningError STATEMENT_INVALID */
export function parseStatement(payload: Uint8Array): Statement {
  try {
    return v.parse(boundedSchema, parseStrictJson(payload));
  } catch (error) {
    throw new SigningError(
      'STATEMENT_INVALID',
      `the signed payload is not a statement of type ${acceptedTypes.join(' or ')} with 1 to ${mostSubjects} subjects`,
      'Sign the image again',
      { cause: error },
    );
  }
}

/** By what names the statement is about the subject, empty where it gives none; `undefined` if it is about another. */
export function namesOf(statement: Statement, subject: Sha256): readonly string[] | undefined {
  const about = statement.subject.filter(
    ({ digest }) => Object.hasOwn(digest, 'sha256') && digest['sha256'] === hexOf(subject),
  );
  return about.length === 0 ? undefined : about.flatMap(({ name }) => name || []);
}
