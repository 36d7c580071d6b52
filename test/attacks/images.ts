import { releaseClaims, type Lab, type SigstoreFiles } from '@bitvault/lab';
import { parseDigest, type Digest } from '@bitvault/promotion';
import { openRepository, type Credentials, type Descriptor } from '@bitvault/registry';
import { loadSigningServices, loadTrust, openSigningSession, signImage, workflowIdentity } from '@bitvault/signing';

export const application = 'bitvault/bitvault';
export const releaseWorkflow = '.github/workflows/release.yml';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const signatureType = 'https://sigstore.dev/cosign/sign/v1';
const configType = 'application/vnd.oci.image.config.v1+json';

export interface Images {
  /** An image of the service as the release workflow leaves it: pushed and signed, once for each version. */
  signed(service: string, version: number): Promise<Digest>;
  /** Pushed, and signed by a workflow of another repository. */
  signedElsewhere(service: string, version: number): Promise<Digest>;
  /** Pushed only. */
  unsigned(service: string, version: number): Promise<Digest>;
  /** Signed by the release workflow, but for what differs. */
  signedOtherwise(service: string, label: string, otherwise: Otherwise): Promise<Digest>;
}

export interface Otherwise {
  /** Of the job's token. */
  readonly claims?: Readonly<Record<string, string>>;
  /** Whose services sign. */
  readonly sigstore?: SigstoreFiles;
  /** Provenance is attached, as actions/attest does, and no signature. */
  readonly attestedOnly?: boolean;
}

/** Makes tiny images with the packages themselves: what a release workflow would do, without its minutes. */
export async function images({ github, registry, sigstore, clock }: Lab, credentials: Credentials): Promise<Images> {
  const open = (service: string) => openRepository(`${registry.host}/bitvault/${service}`, { credentials });
  const sign = async (service: string, subject: Descriptor, repository: string, otherwise: Otherwise = {}) => {
    const { trustedRoot, signingConfig } = otherwise.sigstore ?? sigstore;
    await signImage({
      repository: open(service),
      subject,
      session: openSigningSession({
        server: github.origin,
        services: await loadSigningServices({ inline: signingConfig }, { now: clock.now(), delay: 1 }),
        identity: workflowIdentity(
          () => github.mintIdToken({ ...releaseClaims(repository, releaseWorkflow), ...otherwise.claims }),
          () => undefined,
        ),
      }),
      trust: await loadTrust({ inline: trustedRoot }),
    });
    if (otherwise.attestedOnly !== true) return;
    const { manifests } = registry.store.repository(`bitvault/${service}`);
    for (const { digest, annotations } of await open(service).referrers(parseDigest(subject.digest)))
      if (annotations?.['dev.sigstore.bundle.predicateType'] === signatureType) manifests.delete(digest);
  };
  const push = async (service: string, label: string): Promise<Descriptor> => {
    const repository = open(service);
    const settings = { architecture: 'amd64', os: 'linux', config: { Labels: { service, label } } };
    const content = Buffer.from(JSON.stringify(settings));
    const { digest: configDigest } = await repository.pushBlob(content);
    const config = { mediaType: configType, digest: configDigest, size: content.length };
    const image = { schemaVersion: 2, mediaType: manifestType, config, layers: [] };
    const { digest, size } = await repository.pushManifest(Buffer.from(JSON.stringify(image)), manifestType);
    return { mediaType: manifestType, digest, size };
  };
  const known = new Map<string, Promise<Digest>>();
  const make = (service: string, label: string, signer: string | null, otherwise: Otherwise = {}): Promise<Digest> => {
    const key = `${service} ${label}`;
    const made =
      known.get(key) ??
      push(service, label).then(async (subject) => {
        if (signer !== null) await sign(service, subject, signer, otherwise);
        return parseDigest(subject.digest);
      });
    known.set(key, made);
    return made;
  };
  return {
    signed: (service, version) => make(service, `v${version}`, application),
    signedElsewhere: (service, version) => make(service, `v${version} of mallory`, 'mallory/bitvault'),
    unsigned: (service, version) => make(service, `v${version} by hand`, null),
    signedOtherwise: (service, label, otherwise) => make(service, label, application, otherwise),
  };
}
