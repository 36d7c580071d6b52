import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '@bitvault/lab';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { stringify } from 'yaml';
import { freePorts, startService, untilFree, type Service } from '../../../scripts/peers/service.ts';

/** Fulcio, Rekor v2 and the timestamp authority as processes, with certificates logged by the lab's certificate log. */
export interface RealSigstore extends AsyncDisposable {
  /** JSON texts, for the inputs of the same names. */
  readonly trustedRoot: string;
  readonly signingConfig: string;
  /** What the services printed. */
  log(): string;
}

const mostAttempts = 3;

/** Where the timestamp authority serves its metrics, which no option changes: there can be one at a time. */
const metricsPort = 2112;

/**
 * They accept the job tokens of the lab's GitHub. They cannot choose ports themselves, and one that was free a moment ago
 * may have gone to another test: then all are started again.
 */
export async function startRealSigstore(lab: Lab, attempt = 1): Promise<RealSigstore> {
  await untilFree(metricsPort);
  try {
    return await startServices(lab, await mkdtemp(join(lab.directory, 'sigstore-')));
  } catch (error) {
    if (attempt === mostAttempts) throw error;
    return startRealSigstore(lab, attempt + 1);
  }
}

async function startServices({ github, sigstore }: Lab, directory: string): Promise<RealSigstore> {
  const [fulcioPort, fulcioGrpc, fulcioMetrics, rekorPort, rekorGrpc, rekorMetrics, tsaPort] = (await freePorts(7)).map(
    String,
  );
  const url = (port: string | undefined) => `http://127.0.0.1:${port}`;
  const [fulcio, rekor, tsa] = [fulcioPort, rekorPort, tsaPort].map(url) as [string, string, string];
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const file = async (name: string, text: string) => {
    await writeFile(join(directory, name), text);
    return join(directory, name);
  };
  const config = await file('fulcio.yaml', stringify(fulcioConfig(github.origin)));
  const signer = await file('rekor.pem', key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  await mkdir(join(directory, 'rekor'));
  const services: Service[] = [];
  const stop = async () => {
    await Promise.all(services.map((service) => service[Symbol.asyncDispose]()));
  };
  const start = async (program: string, args: string, ready: string) => {
    services.push(await startService(program, args.split(' '), { directory, ready }));
  };
  try {
    const started = await Promise.allSettled([
      start(
        'fulcio',
        `serve --ca ephemeralca --config-path ${config} --ct-log-url ${sigstore.fulcioUrl}/ctlog --host 127.0.0.1 --port ${fulcioPort} --grpc-host 127.0.0.1 --grpc-port ${fulcioGrpc} --metrics-port ${fulcioMetrics} --legacy-unix-domain-socket ${join(directory, 'fulcio.sock')}`,
        `${fulcio}/healthz`,
      ),
      start(
        'rekor-server-posix',
        `serve --hostname 127.0.0.1 --http-port ${rekorPort} --grpc-port ${rekorGrpc} --http-metrics-port ${rekorMetrics} --signer-filepath ${signer} --storage-dir ${join(directory, 'rekor')} --checkpoint-interval 1s --batch-max-age 50ms`,
        `${rekor}/healthz`,
      ),
      start(
        'timestamp-server',
        `serve --host 127.0.0.1 --port ${tsaPort} --timestamp-signer memory --disable-ntp-monitoring`,
        `${tsa}/ping`,
      ),
    ]);
    for (const result of started) if (result.status === 'rejected') throw result.reason;
    const publicKey = key.publicKey.export({ type: 'spki', format: 'der' });
    return {
      trustedRoot: await trustedRoot(sigstore.trustedRoot, { fulcio, rekor, tsa, publicKey }),
      signingConfig: signingConfig({ fulcio, rekor, tsa }),
      log: () => services.map((service) => service.log()).join('\n'),
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Addresses {
  readonly fulcio: string;
  readonly rekor: string;
  readonly tsa: string;
}

/** The templates of the public good instance (sigstore/fulcio, config/identity/config.yaml), for another server. */
const fulcioConfig = (server: string) => ({
  'oidc-issuers': {
    [`${server}/_services/token`]: {
      'issuer-url': `${server}/_services/token`,
      'client-id': 'sigstore',
      type: 'ci-provider',
      'ci-provider': 'github-workflow',
    },
  },
  'ci-issuer-metadata': {
    'github-workflow': {
      'default-template-values': { url: server },
      'extension-templates': {
        'github-workflow-trigger': 'event_name',
        'github-workflow-sha': 'sha',
        'github-workflow-name': 'workflow',
        'github-workflow-repository': 'repository',
        'github-workflow-ref': 'ref',
        'build-signer-uri': '{{ .url }}/{{ .job_workflow_ref }}',
        'build-signer-digest': 'job_workflow_sha',
        'runner-environment': 'runner_environment',
        'source-repository-uri': '{{ .url }}/{{ .repository }}',
        'source-repository-digest': 'sha',
        'source-repository-ref': 'ref',
        'source-repository-identifier': 'repository_id',
        'source-repository-owner-uri': '{{ .url }}/{{ .repository_owner }}',
        'source-repository-owner-identifier': 'repository_owner_id',
        'build-config-uri': '{{ .url }}/{{ .workflow_ref }}',
        'build-config-digest': 'workflow_sha',
        'build-trigger': 'event_name',
        'run-invocation-uri': '{{ .url }}/{{ .repository }}/actions/runs/{{ .run_id }}/attempts/{{ .run_attempt }}',
        'source-repository-visibility-at-signing': 'repository_visibility',
      },
      'subject-alternative-name-template': '{{ .url }}/{{ .job_workflow_ref }}',
    },
  },
});

/** The lab's root with everything but the certificate log exchanged. */
async function trustedRoot(
  labRoot: string,
  { fulcio, rekor, tsa, publicKey }: Addresses & { readonly publicKey: Buffer },
): Promise<string> {
  const root = TrustedRoot.fromJSON(JSON.parse(labRoot));
  const [log] = root.tlogs;
  const [authority] = root.certificateAuthorities;
  const [stamps] = root.timestampAuthorities;
  if (log?.publicKey === undefined || authority === undefined || stamps === undefined) throw new TypeError('no root');
  const bundle = (await (await fetch(`${fulcio}/api/v2/trustBundle`)).json()) as {
    readonly chains: readonly { readonly certificates: readonly string[] }[];
  };
  const stampChain = await (await fetch(`${tsa}/api/v1/timestamp/certchain`)).text();
  const keyId = createHash('sha256').update(publicKey).digest();
  return JSON.stringify(
    TrustedRoot.toJSON({
      ...root,
      tlogs: [{ ...log, baseUrl: rekor, publicKey: { ...log.publicKey, rawBytes: publicKey }, logId: { keyId } }],
      certificateAuthorities: [
        { ...authority, uri: fulcio, certChain: chain(bundle.chains.flatMap((each) => each.certificates).join('\n')) },
      ],
      timestampAuthorities: [{ ...stamps, uri: tsa, certChain: chain(stampChain) }],
    }),
  );
}

const chain = (pem: string) => ({
  certificates: (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((each) => ({
    rawBytes: new X509Certificate(each).raw,
  })),
});

function signingConfig({ fulcio, rekor, tsa }: Addresses): string {
  const service = (url: string, majorApiVersion: number) => ({
    url,
    majorApiVersion,
    validFor: { start: '1970-01-01T00:00:00Z' },
    operator: 'real',
  });
  return JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(fulcio, 1)],
    rekorTlogUrls: [service(rekor, 2)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaUrls: [service(`${tsa}/api/v1/timestamp`, 1)],
    tsaConfig: { selector: 'ANY' },
  });
}
