import { findEvidence, type EvidenceArguments } from './find-evidence.ts';
import { rulesOfClaims } from './identity-rules.ts';
import { dependenciesOf } from './provenance-check.ts';
import type { Material } from './provenance.ts';
import { SigningError, type SigningErrorCode } from './signing-error.ts';
import type { WorkflowClaims } from './workflow-token.ts';

export interface SiblingArguments extends Omit<EvidenceArguments, 'rules'> {
  /** Of this job's own token. */
  readonly claims: WorkflowClaims;
  /** GITHUB_SERVER_URL, without a slash at the end. */
  readonly server: string;
}

export interface Sibling {
  /** Of the run that built it. */
  readonly runUrl: string | undefined;
  /** What it was made of, besides the source commit. */
  readonly materials: readonly Material[];
}

/**
 * Verifies that an image has the signature and provenance that this very workflow gives at this commit, from whatever job
 * or run: what another job hands over as its own is not believed before.
 * @throws SigningError as `verifyImage`, and names the image
 */
export async function verifySibling({ claims, server, ...where }: SiblingArguments): Promise<Sibling> {
  try {
    const { provenance } = await findEvidence({ ...where, rules: rulesOfClaims(claims, server) });
    const [, ...materials] = dependenciesOf(provenance.attestation.predicate);
    return { runUrl: provenance.identity.runUrl, materials };
  } catch (error) {
    if (!(error instanceof SigningError)) throw error;
    const { code, message, cause, others } = error;
    const next = isOfAnother(code)
      ? 'Build, push and sign it with this workflow at this commit, and give the digest that came out'
      : error.next;
    const named = message.includes(where.digest) ? message : `${where.digest}: ${message}`;
    throw new SigningError(code, named, next, { cause: cause ?? error, others });
  }
}

/** Whether the image is of other hands, or of none; whatever else is wrong has its own remedy. */
const isOfAnother = (code: SigningErrorCode): boolean =>
  code.startsWith('IDENTITY_') || ['SIGNATURE_MISSING', 'PROVENANCE_MISSING', 'SUBJECT_MISMATCH'].includes(code);
