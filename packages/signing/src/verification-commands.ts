import { signerUriOf, type ImageExpectation } from './identity-rules.ts';
import { cyclonedxPredicateType, spdxPredicateType } from './sbom-check.ts';
import { vulnerabilityPredicateType } from './scan-check.ts';
import type { Proof, SigstoreInstance } from './sigstore-instances.ts';

export interface VerificationOptions {
  /** Path of a trusted root, for images that were not signed with Sigstore's public good instance. */
  readonly trustedRoot?: string;
  /** The instance that signed; gh knows it without a root. */
  readonly instance?: SigstoreInstance;
  /** What proves the signature; by default a log does. */
  readonly proof?: Proof;
  /** Predicate types of what is attested besides signature and provenance. */
  readonly attested?: readonly string[];
}

const publicServer = 'https://github.com';

/**
 * Commands that verify an image by other tools than this one, each one line, for a POSIX shell.
 * @param image `host/name@sha256:…`
 */
export function verificationCommands(
  image: string,
  expectation: ImageExpectation,
  { trustedRoot, instance, proof = 'logged', attested = [] }: VerificationOptions = {},
): readonly string[] {
  const { issuer, server, source, ref, commit } = expectation;
  const identity = [
    ['--certificate-identity', signerUriOf(expectation)],
    ['--certificate-oidc-issuer', issuer],
    ['--certificate-github-workflow-repository', source],
    ['--certificate-github-workflow-ref', ref],
    ...(commit === undefined ? [] : [['--certificate-github-workflow-sha', commit]]),
    ...(trustedRoot === undefined ? [] : [['--trusted-root', trustedRoot]]),
    cosignProofs[proof],
  ].flat();
  const hostname = server === publicServer ? [] : ['--hostname', new URL(server).host];
  const customRoot = trustedRoot === undefined || instance !== undefined ? [] : ['--custom-trusted-root', trustedRoot];
  const github = ['--repo', source, '--cert-identity', signerUriOf(expectation), '--cert-oidc-issuer', issuer];
  return [
    ['cosign', 'verify', ...identity, image],
    ['cosign', 'verify-attestation', '--type', 'slsaprovenance1', ...identity, image],
    [
      'gh',
      'attestation',
      'verify',
      `oci://${image}`,
      '--bundle-from-oci',
      ...github,
      '--source-ref',
      ref,
      ...hostname,
      ...customRoot,
    ],
    ...attested.map((type) => [
      'cosign',
      'verify-attestation',
      '--type',
      cosignTypes[type] ?? type,
      ...identity,
      image,
    ]),
  ].map((words) => words.map(quoted).join(' '));
}

/** Cosign's own names (cosign verify-attestation --help); it takes any other type as it is. */
const cosignTypes: Readonly<Record<string, string>> = {
  [spdxPredicateType]: 'spdxjson',
  [cyclonedxPredicateType]: 'cyclonedx',
  [vulnerabilityPredicateType]: 'vuln',
};

/** Cosign has to be told where no log is to be asked for; the certificate's time then rests on the timestamp alone. */
const cosignProofs: Readonly<Record<Proof, readonly string[]>> = {
  logged: [],
  timestamped: ['--use-signed-timestamps', '--insecure-ignore-tlog', '--insecure-ignore-sct'],
};

const quoted = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
