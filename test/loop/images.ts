import { releaseClaims, type Lab } from '@bitvault/lab';
import { parseDigest, type Digest } from '@bitvault/promotion';
import { openRepository } from '@bitvault/registry';
import { loadSigningServices, loadTrust, openSigningSession, signImage, workflowIdentity } from '@bitvault/signing';

export const application = 'bitvault/bitvault';
export const releaseWorkflow = '.github/workflows/release.yml';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const configType = 'application/vnd.oci.image.config.v1+json';

export type SignedImages = (service: string, version: number) => Promise<Digest>;

/** Pushes and signs tiny images as the application's release workflow would, each once. */
export async function signedImages({ github, registry, sigstore, clock }: Lab): Promise<SignedImages> {
  const trust = await loadTrust({ inline: sigstore.trustedRoot });
  const services = await loadSigningServices({ inline: sigstore.signingConfig }, { now: clock.now(), delay: 1 });
  const session = openSigningSession({
    server: github.origin,
    services,
    identity: workflowIdentity(
      () => github.mintIdToken(releaseClaims(application, releaseWorkflow)),
      () => undefined,
    ),
  });
  const known = new Map<string, Promise<Digest>>();
  const make = async (service: string, version: number): Promise<Digest> => {
    const repository = openRepository(`${registry.host}/bitvault/${service}`);
    const settings = { architecture: 'amd64', os: 'linux', config: { Labels: { service, version: String(version) } } };
    const content = Buffer.from(JSON.stringify(settings));
    const { digest: configDigest } = await repository.pushBlob(content);
    const config = { mediaType: configType, digest: configDigest, size: content.length };
    const image = { schemaVersion: 2, mediaType: manifestType, config, layers: [] };
    const { digest, size } = await repository.pushManifest(Buffer.from(JSON.stringify(image)), manifestType);
    await signImage({
      repository,
      subject: { mediaType: manifestType, digest, size },
      session,
      trust,
    });
    return parseDigest(digest);
  };
  return (service, version) => {
    const key = `${service}@${version}`;
    const made = known.get(key) ?? make(service, version);
    known.set(key, made);
    return made;
  };
}
