import { isSha256, type Sha256 } from '@bitvault/registry';
import * as v from 'valibot';
import { brief } from './brief.ts';
import { SigningError } from './signing-error.ts';
import { parseStrictJson } from './strict-json.ts';

const payloadKind = 'cosign container image signature';

const payloadSchema = v.object({
  critical: v.object({
    identity: v.object({ 'docker-reference': v.string() }),
    image: v.object({ 'docker-manifest-digest': v.custom<Sha256>((it) => typeof it === 'string' && isSha256(it)) }),
    type: v.string(),
  }),
});

/** What cosign signed images with before bundles (containers/image, docs/containers-signature.5.md). */
export const simpleSigningPayload = (image: string, subject: Sha256): Buffer =>
  Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': image },
        image: { 'docker-manifest-digest': subject },
        type: payloadKind,
      },
      optional: null,
    }),
    'utf8',
  );

/**
 * @returns the name of the image that the payload is about
 * @throws SigningError STATEMENT_INVALID, PAYLOAD_TYPE, SUBJECT_MISMATCH
 */
export function namedBySimpleSigning(payload: Uint8Array, subject: Sha256): string {
  const { critical } = parsed(payload);
  const refused = (code: 'PAYLOAD_TYPE' | 'SUBJECT_MISMATCH', what: string, expected: string, found: string) =>
    new SigningError(code, `${what}: expected ${expected}, found ${brief(found)}`, `Sign ${subject} again`);
  if (critical.type !== payloadKind)
    throw refused('PAYLOAD_TYPE', 'the signed payload is of another type', payloadKind, critical.type);
  const found = critical.image['docker-manifest-digest'];
  if (found !== subject) throw refused('SUBJECT_MISMATCH', 'the signature is about another image', subject, found);
  return critical.identity['docker-reference'];
}

function parsed(payload: Uint8Array): v.InferOutput<typeof payloadSchema> {
  try {
    return v.parse(payloadSchema, parseStrictJson(payload));
  } catch (error) {
    throw new SigningError('STATEMENT_INVALID', 'the signed payload is not one of cosign', 'Sign the image again', {
      cause: error,
    });
  }
}
