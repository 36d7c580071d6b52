import { createHash } from 'node:crypto';
import { after } from 'node:test';
import {
  LabClock,
  startPrivateSigstore,
  startSigstore,
  Traffic,
  type PrivateSigstoreLab,
  type SigstoreFaults,
  type SigstoreLab,
  type SigstoreOptions,
} from '@bitvault/lab';
import type { Descriptor } from '@bitvault/registry';
import {
  loadSigningServices,
  loadTrust,
  openSigningSession,
  signImage,
  verifyImage,
  workflowIdentity,
  type AcceptedForms,
  type AttachedBundle,
  type ImageExpectation,
  type SignImageArguments,
  type SigningSession,
  type SigningSessionArguments,
  type SigningServices,
  type Trust,
  type VerifiedClaims,
} from '@bitvault/signing';
import type { JWTPayload } from 'jose';
import { MemoryRepository } from './memory-repository.ts';
import { commit, startIssuer, type WorkflowIssuer } from './workflow-issuer.ts';

/** A running Sigstore and GitHub issuer, with what signing and verifying against them needs. */
export interface Rig<Sigstore extends PrivateSigstoreLab = SigstoreLab> {
  readonly clock: LabClock;
  readonly traffic: Traffic;
  readonly issuer: WorkflowIssuer;
  readonly sigstore: Sigstore;
  readonly services: SigningServices;
  readonly trust: Trust;
  readonly expectation: ImageExpectation;
  /** A workflow that is about to sign. */
  session(changes?: SessionChanges): SigningSession;
  /** Runs something while the Sigstore does that wrong. */
  during<T>(faults: SigstoreFaults, run: () => Promise<T>): Promise<T>;
  sign(repository: MemoryRepository, subject: Descriptor, changes?: SignChanges): Promise<readonly AttachedBundle[]>;
  verify(repository: MemoryRepository, subject: Descriptor, changes?: VerifyChanges): Promise<VerifiedClaims>;
}

/** `idToken` and `mask` as `workflowIdentity` takes them. */
export type SessionChanges = Partial<Omit<SigningSessionArguments, 'identity'>> & {
  readonly idToken?: () => Promise<string>;
  readonly mask?: (secret: string) => void;
};
export type SignChanges = Partial<Pick<SignImageArguments, 'attestations' | 'materials' | 'trust'>> &
  SessionChanges & { readonly claims?: JWTPayload };
export type VerifyChanges = Partial<ImageExpectation> & {
  readonly trust?: Trust;
  readonly accept?: AcceptedForms;
};

/** A rig whose Sigstore may be of the form of GitHub's own, without logs. */
export type AnyRig = Rig<PrivateSigstoreLab>;

export interface RigOptions extends Pick<SigstoreOptions, 'rekorVersion' | 'organization'> {
  /** Whose tokens the certificate authority accepts besides. */
  readonly otherIssuers?: readonly WorkflowIssuer[];
  /** Shares its clock, traffic and issuer. */
  readonly beside?: AnyRig;
}

/** Started once for a test file, closed after it. */
export const startRig = (options: RigOptions = {}): Promise<Rig> => startWith(startSigstore, options);

/** The same, without logs. */
export const startPrivateRig = (options: Omit<RigOptions, 'rekorVersion'> = {}): Promise<AnyRig> =>
  startWith(startPrivateSigstore, options);

async function startWith<Sigstore extends PrivateSigstoreLab>(
  start: (options: SigstoreOptions) => Promise<Sigstore>,
  { otherIssuers = [], beside, ...options }: RigOptions,
): Promise<Rig<Sigstore>> {
  const clock = beside?.clock ?? new LabClock(new Date('2026-03-02T09:00:00.250Z'));
  const traffic = beside?.traffic ?? new Traffic();
  const issuer = beside?.issuer ?? (await startIssuer(traffic, clock));
  const sigstore = await start({ traffic, clock, oidcIssuers: [issuer, ...otherIssuers], ...options });
  after(async () => {
    await Promise.all([beside ? undefined : issuer.close(), sigstore.close()]);
  });
  const trust = await loadTrust({ inline: sigstore.trustedRoot });
  const services = await loadSigningServices({ inline: sigstore.signingConfig }, { now: clock.now(), delay: 1 });
  const expectation: ImageExpectation = {
    issuer: issuer.issuer,
    server: issuer.server,
    source: 'bitvault/bitvault',
    workflow: '.github/workflows/release.yml',
    ref: 'refs/heads/main',
    commit,
  };
  const session: AnyRig['session'] = ({ idToken, mask, ...changes } = {}) =>
    openSigningSession({
      server: issuer.server,
      services,
      identity: workflowIdentity(idToken ?? (() => issuer.token()), mask ?? (() => undefined)),
      ...changes,
    });
  return {
    clock,
    traffic,
    session,
    issuer,
    sigstore,
    services,
    trust,
    expectation,
    during: async (faults, run) => {
      Object.assign(sigstore.faults, faults);
      try {
        return await run();
      } finally {
        Object.assign(sigstore.faults, { certificate: undefined, entry: undefined, timestamp: undefined });
      }
    },
    sign: async (repository, subject, { claims, ...changes } = {}) => {
      const { attestations, materials, trust: otherTrust, ...how } = changes;
      const { bundles } = await signImage({
        repository,
        subject,
        session: session({ idToken: () => issuer.token(claims), ...how }),
        trust: otherTrust ?? trust,
        ...(attestations && { attestations }),
        ...(materials && { materials }),
      });
      return bundles;
    },
    verify: (repository, subject, { trust: otherTrust, accept, ...changes } = {}) =>
      verifyImage({
        repository,
        digest: subject.digest,
        expectation: { ...expectation, ...changes },
        trust: otherTrust ?? trust,
        ...(accept && { accept }),
      }),
  };
}

/** Descriptor of an image that nobody pushed. */
export function imageOf(content: string): Descriptor {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}` as const;
  return { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 524 };
}
