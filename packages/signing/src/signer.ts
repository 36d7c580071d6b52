import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import type { Bundle, Signer, Witness } from '@sigstore/sign';
import { renewed } from './renewed.ts';
import { SigningError, type SigningErrorCode } from './signing-error.ts';
import type { SigningServices } from './signing-services.ts';
import { sigstoreInstances } from './sigstore-instances.ts';
import { payloadType } from './statement.ts';

type SigstoreSign = typeof import('@sigstore/sign');

/** Makes bundles, all under one certificate while that is valid. */
export interface ImageSigner {
  readonly statement: (statement: Buffer) => Promise<Bundle>;
  /** Signs the bytes themselves, as cosign did before bundles; proven by the log alone. */
  readonly bytes: (bytes: Buffer) => Promise<Bundle>;
}

/** Version 2 logs answer once the entry is integrated, which takes them seconds. */
const slowLog = 20_000;

/** Seconds that a certificate must have left: the signature under it is still to be logged or timestamped. */
const certificateReserve = 60;

/**
 * A signer with a new key. The first signature asks the certificate authority; those after it, also at the same time,
 * share the certificate until it is about to expire.
 */
export async function imageSigner(services: SigningServices, getToken: () => Promise<string>): Promise<ImageSigner> {
  const sigstore = await import('@sigstore/sign');
  const tokens = new Set<string>();
  const rememberedToken = async (): Promise<string> => {
    const token = await getToken();
    tokens.add(token);
    return token;
  };
  const signer = oneCertificateSigner(sigstore, services, rememberedToken);
  const logs = await logWitnesses(sigstore, services);
  const stamps = services.timestamps.map(
    (tsaBaseURL) => new sigstore.TSAWitness({ tsaBaseURL, ...patienceOf(services) }),
  );
  const statements = new sigstore.DSSEBundleBuilder({ signer, witnesses: [...logs, ...stamps] });
  const messages = new sigstore.MessageSignatureBundleBuilder({ signer, witnesses: logs });
  const patiently = async (create: () => Promise<Bundle>): Promise<Bundle> => {
    try {
      return await create().catch((error: unknown) => {
        // A version 2 log does not tell where the entry is that an unanswered request made; a new signature is a new entry.
        if (isConflict(error)) return create();
        throw error;
      });
    } catch (error) {
      throw serviceError(error, services, tokens);
    }
  };
  return {
    statement: (data) => patiently(() => statements.create({ data, type: payloadType })),
    bytes: (data) => patiently(() => messages.create({ data })),
  };
}

const patienceOf = ({ timeout, retries, delay }: SigningServices) => ({
  timeout,
  retry: { retries, minTimeout: delay, maxTimeout: 10_000, factor: 2 },
});

function oneCertificateSigner(
  sigstore: SigstoreSign,
  services: SigningServices,
  getToken: () => Promise<string>,
): Signer {
  const keyHolder = ephemeralKey();
  const fulcio = new sigstore.FulcioSigner({
    fulcioBaseURL: services.fulcio,
    identityProvider: { getToken },
    keyHolder,
    ...patienceOf(services),
  });
  const certificate = renewed(async () => {
    const { key } = await fulcio.sign(Buffer.alloc(0));
    return { value: key, seconds: lifetimeOf(key) - certificateReserve };
  });
  return { sign: async (data) => ({ key: await certificate(), signature: (await keyHolder.sign(data)).signature }) };
}

/** Seconds. */
function lifetimeOf(key: Awaited<ReturnType<Signer['sign']>>['key']): number {
  if (key.$case !== 'x509Certificate') return 0;
  const { validFromDate, validToDate } = new X509Certificate(key.certificate);
  return (validToDate.getTime() - validFromDate.getTime()) / 1000;
}

/** An ECDSA P-256 key that never leaves this process. */
function ephemeralKey(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  return {
    sign: (data) =>
      Promise.resolve({ signature: sign('sha256', data, privateKey), key: { $case: 'publicKey', publicKey: pem } }),
  };
}

async function logWitnesses(sigstore: SigstoreSign, services: SigningServices): Promise<Witness[]> {
  const patience = patienceOf(services);
  const logs = services.rekor.map(async ({ url: rekorBaseURL, version }): Promise<Witness> => {
    const timeout = version === 1 ? patience.timeout : Math.max(patience.timeout, slowLog);
    const witness = new sigstore.RekorWitness({ ...patience, rekorBaseURL, majorApiVersion: version, timeout });
    return version === 1 ? witness : hashLoggingWitness(witness);
  });
  return Promise.all(logs);
}

/**
 * Logs an envelope by the hash of what its signature is over: current version 2 logs take nothing else (rekor-tiles
 * since 2.3.0 refuses the DSSE request that @sigstore/sign makes).
 */
async function hashLoggingWitness(rekor: Witness): Promise<Witness> {
  const { crypto, dsse } = await import('@sigstore/core');
  const { HashAlgorithm } = await import('@sigstore/protobuf-specs');
  return {
    testify: (content, publicKey) => {
      if (content.$case !== 'dsseEnvelope') return rekor.testify(content, publicKey);
      const { payload, payloadType: type, signatures } = content.dsseEnvelope;
      const digest = crypto.digest('sha256', dsse.preAuthEncoding(type, payload));
      const messageSignature = {
        messageDigest: { algorithm: HashAlgorithm.SHA2_256, digest },
        signature: signatures[0]?.sig ?? Buffer.alloc(0),
      };
      return rekor.testify({ $case: 'messageSignature', messageSignature }, publicKey);
    },
  };
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const isConflict = (error: unknown): boolean =>
  codeOf(error) === 'TLOG_CREATE_ENTRY_ERROR' && error instanceof Error && /\(409\)/.test(error.message);

const resume = 'Run the job again: what is signed and attached already is kept';

function serviceError(error: unknown, services: SigningServices, tokens: Iterable<string>): SigningError {
  // Without `cause`: the service may have echoed the token in whatever the library keeps of its answer.
  const refused = (code: SigningErrorCode, what: string, next: string): SigningError =>
    new SigningError(code, `${what}: ${withoutTokens(detailOf(error), tokens)}`, next);
  switch (codeOf(error)) {
    case 'CA_CREATE_SIGNING_CERTIFICATE_ERROR':
    case 'IDENTITY_TOKEN_READ_ERROR':
    case 'IDENTITY_TOKEN_PARSE_ERROR':
      return refused(
        'CERTIFICATE_REFUSED',
        `the certificate authority ${services.fulcio} issued no certificate`,
        isRefusal(error) ? `${certificateAdvice(services)}. ${resume}` : resume,
      );
    case 'TLOG_CREATE_ENTRY_ERROR':
    case 'TLOG_FETCH_ENTRY_ERROR':
      return refused('LOG_REFUSED', 'the transparency log took no entry', resume);
    case 'TSA_CREATE_TIMESTAMP_ERROR':
      return refused('TIMESTAMP_REFUSED', 'the timestamp authority gave no timestamp', resume);
    default:
      return refused('SIGNING_FAILED', 'a signing service gave an answer that cannot be used', resume);
  }
}

/** Where it was not refused but failed, nothing is wrong with the configuration. */
function isRefusal(error: unknown): boolean {
  const status = /\((\d{3})\)/.exec(detailOf(error))?.[1];
  return status?.startsWith('4') === true && status !== '408' && status !== '429';
}

/** Another Sigstore is never named: that of a private repository must not be left for one that publishes its name. */
const certificateAdvice = ({ fulcio }: SigningServices): string =>
  fulcio === sigstoreInstances.github.services.fulcio
    ? 'GitHub’s own Sigstore serves private and internal repositories on GitHub Enterprise Cloud alone; on another plan give the signing-config and the trusted-root of a Sigstore of your own'
    : 'Check that this authority accepts tokens of this GitHub server';

/** The library tells a status in its message, but a lost connection only in the cause. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause instanceof Error ? error.cause.message : '';
  return cause === '' || error.message.includes(cause) ? error.message : `${error.message}: ${cause}`;
}

const withoutTokens = (text: string, tokens: Iterable<string>): string =>
  Array.from(tokens, (token) => [token, ...token.split('.')])
    .flat()
    .reduce((rest, secret) => (secret ? rest.replaceAll(secret, '***') : rest), text);
