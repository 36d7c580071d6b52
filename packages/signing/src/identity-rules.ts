import { brief } from './brief.ts';
import type { CertificateIdentity } from './certificate-identity.ts';
import { SigningError, type SigningErrorCode } from './signing-error.ts';
import type { WorkflowClaims } from './workflow-token.ts';

/** Whose workflow an image must have been built and signed by. */
export interface ImageExpectation {
  /** Issuer of the tokens: `https://token.actions.githubusercontent.com`, or `<server>/_services/token`. */
  readonly issuer: string;
  /** `https://github.com` or an Enterprise Server, without a slash at the end. */
  readonly server: string;
  /** `owner/repo` */
  readonly source: string;
  /** `.github/workflows/release.yml` */
  readonly workflow: string;
  /** `refs/heads/main` */
  readonly ref: string;
  /** URI of the workflow that signed, where `workflow` called another one to do it: `<server>/<owner>/<repo>/<path>@<ref>`. */
  readonly signer?: string;
  readonly commit?: string;
  /** With `ownerId`: holds even when the repository is renamed, and not for another that takes its name. */
  readonly repositoryId?: string;
  readonly ownerId?: string;
  /** `github-hosted` or `self-hosted` */
  readonly runnerEnvironment?: string;
  /** Names of events, such as `push`, one of which started the run. */
  readonly triggers?: readonly string[];
}

/** One comparison of a certificate with what is expected, byte for byte. */
export interface IdentityRule {
  readonly code: SigningErrorCode;
  readonly what: string;
  readonly field: keyof CertificateIdentity;
  /** What it may be. */
  readonly expected: readonly string[];
}

const rule = (
  code: SigningErrorCode,
  what: string,
  field: keyof CertificateIdentity,
  ...expected: readonly string[]
): IdentityRule => ({ code, what, field, expected });

const optional = (
  code: SigningErrorCode,
  what: string,
  field: keyof CertificateIdentity,
  expected: string | undefined,
): readonly IdentityRule[] => (expected === undefined ? [] : [rule(code, what, field, expected)]);

/** `<server>/<owner>/<repo>/<workflow>@<ref>` */
export const workflowUriOf = ({ server, source, workflow, ref }: ImageExpectation): string =>
  `${server}/${source}/${workflow}@${ref}`;

/** Who signs: the workflow itself, unless it called another one for it. */
export const signerUriOf = (expectation: ImageExpectation): string => expectation.signer ?? workflowUriOf(expectation);

/** @throws TypeError where a part is empty: an empty expectation would be met by nothing or, elsewhere, by all */
export function rulesOf(expectation: ImageExpectation): readonly IdentityRule[] {
  const { issuer, server, source, workflow, ref } = expectation;
  const signer = signerUriOf(expectation);
  for (const [name, value] of Object.entries({ issuer, server, source, workflow, ref, signer })) {
    if (value === '') throw new TypeError(`the expectation’s ${name} is empty`);
  }
  const uri = workflowUriOf(expectation);
  return [
    rule('IDENTITY_ISSUER', 'token issuer', 'issuer', issuer),
    rule('IDENTITY_REPOSITORY', 'source repository', 'sourceUri', `${server}/${source}`),
    ...optional('IDENTITY_REPOSITORY_ID', 'repository id', 'repositoryId', expectation.repositoryId),
    ...optional('IDENTITY_OWNER_ID', 'owner id', 'ownerId', expectation.ownerId),
    rule('IDENTITY_REF', 'source ref', 'ref', ref),
    rule('IDENTITY_WORKFLOW', 'workflow', 'workflowUri', uri),
    rule('IDENTITY_WORKFLOW', 'subject alternative name', 'san', signer),
    ...optional('IDENTITY_COMMIT', 'source commit', 'commit', expectation.commit),
    ...optional('IDENTITY_RUNNER', 'runner environment', 'runnerEnvironment', expectation.runnerEnvironment),
    ...(expectation.triggers === undefined
      ? []
      : [rule('IDENTITY_TRIGGER', 'trigger', 'trigger', ...expectation.triggers)]),
  ];
}

/** The identity that a certificate for this token has, whatever run of the same commit it was issued to. */
export const rulesOfClaims = (claims: WorkflowClaims, server: string): readonly IdentityRule[] => [
  rule('IDENTITY_ISSUER', 'token issuer', 'issuer', claims.iss),
  rule('IDENTITY_REPOSITORY', 'source repository', 'sourceUri', `${server}/${claims.repository}`),
  rule('IDENTITY_REPOSITORY_ID', 'repository id', 'repositoryId', claims.repository_id),
  rule('IDENTITY_REF', 'source ref', 'ref', claims.ref),
  rule('IDENTITY_WORKFLOW', 'workflow', 'workflowUri', `${server}/${claims.workflow_ref}`),
  rule('IDENTITY_WORKFLOW', 'subject alternative name', 'san', `${server}/${claims.job_workflow_ref}`),
  rule('IDENTITY_COMMIT', 'source commit', 'commit', claims.sha),
];

/** @throws SigningError with the code of the first rule that is broken; its message tells them all */
export function checkIdentity(identity: CertificateIdentity, rules: readonly IdentityRule[]): void {
  const broken = rules.filter(({ field, expected }) => !expected.some((value) => value === identity[field]));
  const [first] = broken;
  if (first === undefined) return;
  const differences = broken.map(
    ({ what, field, expected }) =>
      `${what}: expected ${expected.join(' or ')}, found ${brief(identity[field] ?? 'none')}`,
  );
  throw new SigningError(
    first.code,
    `the certificate is of another identity (${differences.join('; ')})`,
    'Build and sign the image with the expected workflow, or correct the expected identity',
  );
}
