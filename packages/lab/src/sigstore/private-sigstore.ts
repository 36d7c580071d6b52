import { startPart } from '../http/part-server.ts';
import { newAuthority } from './certificates.ts';
import { signingConfigOf, trustedRootOf } from './client-configuration.ts';
import { fulcioChain, serveFulcio } from './fulcio.ts';
import type { SigstoreLab, SigstoreOptions } from './sigstore-lab.ts';
import { newTimestampAuthority, serveTimestamps, timestampChain } from './timestamps.ts';
import { TokenVerifier } from './workflow-identity.ts';

/** Parts `fulcio` and `tsa`, and what clients need to use and to trust them. */
export type PrivateSigstoreLab = Omit<SigstoreLab, 'rekorUrl' | 'log'>;

const day = 24 * 60 * 60_000;
const years = 10 * 365 * day;

/** Starts a Sigstore of the form of GitHub's own: a certificate authority and a timestamp authority, and no log. */
export async function startPrivateSigstore(
  options: Omit<SigstoreOptions, 'rekorVersion'>,
): Promise<PrivateSigstoreLab> {
  const { traffic, clock, faults = {} } = options;
  const since = new Date(clock.now().getTime() - day);
  const until = new Date(since.getTime() + years);
  const authority = await newAuthority('fulcio', since, until, options.organization);
  const timestamps = await newTimestampAuthority(since, until);
  const tokens = new TokenVerifier(options.oidcIssuers, clock);
  const fulcio = await startPart('fulcio', traffic, (request) =>
    serveFulcio(request, { authority, tokens, clock, faults }),
  );
  const tsa = await startPart('tsa', traffic, (request) =>
    serveTimestamps(request, { authority: timestamps, clock, faults }),
  );
  const parts = {
    since,
    fulcio: { url: fulcio.origin, chain: fulcioChain(authority) },
    tsa: { url: tsa.origin, chain: timestampChain(timestamps) },
  };
  return {
    fulcioUrl: fulcio.origin,
    tsaUrl: tsa.origin,
    trustedRoot: JSON.stringify(trustedRootOf(parts)),
    signingConfig: JSON.stringify(signingConfigOf(parts)),
    faults,
    close: async () => {
      await Promise.all([fulcio.close(), tsa.close()]);
    },
  };
}
