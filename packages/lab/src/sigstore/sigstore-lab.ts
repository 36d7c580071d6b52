import type { LabClock } from '../clock.ts';
import { startPart } from '../http/part-server.ts';
import type { Traffic } from '../http/traffic.ts';
import { CertificateLog } from './certificate-log.ts';
import { newAuthority } from './certificates.ts';
import { signingConfigOf, trustedRootOf } from './client-configuration.ts';
import type { SigstoreFaults } from './faults.ts';
import { fulcioChain, serveFulcio } from './fulcio.ts';
import { LogKey } from './log-key.ts';
import { serveRekor } from './rekor.ts';
import { newTimestampAuthority, serveTimestamps, timestampChain } from './timestamps.ts';
import { TransparencyLog } from './transparency-log.ts';
import { TokenVerifier, type OidcIssuer } from './workflow-identity.ts';

export interface SigstoreOptions {
  readonly traffic: Traffic;
  readonly clock: LabClock;
  readonly oidcIssuers: readonly OidcIssuer[];
  readonly faults?: SigstoreFaults;
  /** The log's API that the signing configuration names; both are served. */
  readonly rekorVersion?: 1 | 2;
  /** In the names of its certificate authority; `sigstore.lab` without it. */
  readonly organization?: string;
}

/** Parts `fulcio`, `rekor` and `tsa`, and what clients need to use and to trust them. */
export interface SigstoreLab {
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  readonly tsaUrl: string;
  /** JSON text of the trusted root, for the input `trusted-root`. */
  readonly trustedRoot: string;
  /** JSON text of the signing configuration, for the input `signing-config`. */
  readonly signingConfig: string;
  readonly log: TransparencyLog;
  /** Set and clear to have things go wrong from then on. */
  readonly faults: SigstoreFaults;
  close(): Promise<void>;
}

const day = 24 * 60 * 60_000;
const years = 10 * 365 * day;

/** Starts an own Sigstore on loopback: certificate authority, certificate log, transparency log, timestamp authority. */
export async function startSigstore(options: SigstoreOptions): Promise<SigstoreLab> {
  const { traffic, clock, faults = {} } = options;
  const since = new Date(clock.now().getTime() - day);
  const until = new Date(since.getTime() + years);
  const authority = await newAuthority('fulcio', since, until, options.organization);
  const timestamps = await newTimestampAuthority(since, until);
  const certificateLog = new CertificateLog(new LogKey(), clock);
  const log = new TransparencyLog(new LogKey(), clock);
  const tokens = new TokenVerifier(options.oidcIssuers, clock);

  const fulcio = await startPart('fulcio', traffic, (request) =>
    serveFulcio(request, { authority, tokens, log: certificateLog, clock, faults }),
  );
  const rekor = await startPart('rekor', traffic, (request) => serveRekor(request, { log, faults }));
  const tsa = await startPart('tsa', traffic, (request) =>
    serveTimestamps(request, { authority: timestamps, clock, faults }),
  );
  const parts = {
    since,
    fulcio: { url: fulcio.origin, chain: fulcioChain(authority) },
    logs: { certificates: certificateLog.key, rekor: { url: rekor.origin, key: log.key } },
    tsa: { url: tsa.origin, chain: timestampChain(timestamps) },
  };
  return {
    fulcioUrl: fulcio.origin,
    rekorUrl: rekor.origin,
    tsaUrl: tsa.origin,
    trustedRoot: JSON.stringify(trustedRootOf(parts)),
    signingConfig: JSON.stringify(signingConfigOf(parts, options.rekorVersion ?? 1)),
    log,
    faults,
    close: async () => {
      await Promise.all([fulcio.close(), rekor.close(), tsa.close()]);
    },
  };
}
