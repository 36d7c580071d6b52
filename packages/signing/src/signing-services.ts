import type { Service, SigningConfig } from '@sigstore/protobuf-specs';
import { brief } from './brief.ts';
import { SigningError } from './signing-error.ts';
import { sigstoreInstances } from './sigstore-instances.ts';
import { readSource, type SigstoreSource } from './sigstore-source.ts';
import type { Trust } from './trust.ts';

/**
 * The services that issue certificates, log signatures and stamp them, and how patiently they are asked. There is a log
 * or a timestamp authority.
 */
export interface SigningServices {
  readonly fulcio: string;
  /** Empty for a Sigstore that publishes nothing, as GitHub's. */
  readonly rekor: readonly { readonly url: string; readonly version: 1 | 2 }[];
  readonly timestamps: readonly string[];
  /** Milliseconds for each request; version 2 logs answer only once the entry is in, so they get at least 20 s. */
  readonly timeout: number;
  /** Further attempts after a 408, 429, 5xx or a lost connection, first after `delay` milliseconds, doubling. */
  readonly retries: number;
  readonly delay: number;
}

export interface SigningServicesOptions {
  readonly timeout?: number;
  readonly retries?: number;
  readonly delay?: number;
  /** Services must be valid at this time. */
  readonly now?: Date;
}

const mediaType = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';

/**
 * Reads a signing configuration, version 0.2; the services of the instances are built in.
 * @throws SigningError SIGNING_CONFIG_INVALID, SIGNING_CONFIG_UNAVAILABLE
 */
export async function loadSigningServices(
  source: SigstoreSource,
  { timeout = 10_000, retries = 4, delay = 500, now = new Date() }: SigningServicesOptions = {},
): Promise<SigningServices> {
  const patience = { timeout, retries, delay };
  if (typeof source === 'string') return { ...sigstoreInstances[source].services, ...patience };
  const json = await readSource(source, {
    what: 'signing configuration',
    invalid: 'SIGNING_CONFIG_INVALID',
    unavailable: 'SIGNING_CONFIG_UNAVAILABLE',
  });
  if (json['mediaType'] !== mediaType) throw invalid(`its mediaType is not ${mediaType}`);
  const { SigningConfig, ServiceSelector } = await import('@sigstore/protobuf-specs');
  const config = parsed(() => SigningConfig.fromJSON(json));
  const select = (
    services: readonly Service[],
    highest: number,
    rule: SigningConfig['tsaConfig'],
  ): readonly Service[] => {
    const usable = services.filter((service) => service.majorApiVersion <= highest && isValid(service, now));
    const newestFirst = usable.toSorted((left, right) => startOf(right) - startOf(left));
    switch (rule?.selector) {
      case ServiceSelector.ALL:
        return newestFirst;
      case ServiceSelector.EXACT:
        return newestFirst.slice(0, rule.count);
      case ServiceSelector.ANY:
      case ServiceSelector.SERVICE_SELECTOR_UNDEFINED:
      case undefined:
        return newestFirst.slice(0, 1);
    }
  };
  const [fulcio] = select(config.caUrls, 1, undefined);
  const rekor = select(config.rekorTlogUrls, 2, config.rekorTlogConfig);
  const timestamps = select(config.tsaUrls, 1, config.tsaConfig);
  if (fulcio === undefined) throw invalid('it names no certificate authority that is valid now');
  if (rekor.length + timestamps.length === 0) {
    throw invalid('it names neither a transparency log nor a timestamp authority that is valid now');
  }
  return {
    fulcio: base(fulcio.url),
    rekor: rekor.map(({ url, majorApiVersion }) => ({ url: base(url), version: majorApiVersion === 2 ? 2 : 1 })),
    timestamps: timestamps.map(({ url }) => base(url)),
    ...patience,
  };
}

/**
 * Whether what these services make can be proven as the trusted roots want it; worth asking before anything is pushed.
 * @throws SigningError SIGNING_CONFIG_INVALID
 */
export function checkProofs({ rekor, timestamps }: SigningServices, { proofs }: Trust): void {
  if (rekor.length === 0 && !proofs.has('timestamped')) {
    throw mismatched('it names no transparency log, and the trusted root is of a Sigstore that has one');
  }
  if (timestamps.length === 0 && !proofs.has('logged')) {
    throw mismatched('it names no timestamp authority, and the trusted root is of a Sigstore that proves times by one');
  }
}

function parsed(parse: () => SigningConfig): SigningConfig {
  try {
    return parse();
  } catch (error) {
    throw invalid('it does not have the form of one', error);
  }
}

const startOf = (service: Service): number => service.validFor?.start?.getTime() ?? 0;

const isValid = ({ validFor }: Service, now: Date): boolean =>
  (validFor?.start === undefined || validFor.start <= now) && (validFor?.end === undefined || validFor.end > now);

const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The job's token goes there, so it must not travel in clear. */
function base(text: string): string {
  const url = URL.parse(text);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname)))) {
    throw invalid(`${JSON.stringify(brief(text))} is not an https address`);
  }
  return text.replace(/\/+$/, '');
}

const invalid = (
  why: string,
  cause?: unknown,
  next = 'Give the signing_config.v0.2.json of your Sigstore instance, or nothing for the instance that fits the repository',
): SigningError =>
  new SigningError('SIGNING_CONFIG_INVALID', `the signing configuration is not usable: ${why}`, next, { cause });

/** No log is to be added here: it may be there for a repository of which nothing may be published. */
const mismatched = (why: string): SigningError =>
  invalid(why, undefined, 'Give the signing-config and the trusted-root of one and the same Sigstore');
