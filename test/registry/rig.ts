import type { TestContext } from 'node:test';
import { LabClock, startPart, startRegistry, Traffic, type RegistryLab, type RegistryLabOptions } from '@bitvault/lab';
import {
  mediaTypes,
  openRepository,
  sha256Of,
  type Descriptor,
  type ImageRepository,
  type OpenRepositoryOptions,
  type Referrer,
} from '@bitvault/registry';

export const account = { username: 'robot', password: 'pa55-w0rd-of-the-robot' };

export const quick: OpenRepositoryOptions = { retry: { retries: 3, minTimeout: 1, maxTimeout: 4 } };

export interface Rig {
  readonly registry: RegistryLab;
  readonly traffic: Traffic;
  readonly clock: LabClock;
  readonly open: (path?: string, options?: OpenRepositoryOptions) => ImageRepository;
}

/** A lab registry that ends with the test, and a way to open its repositories. */
export async function startRig(
  t: TestContext,
  options: Omit<RegistryLabOptions, 'traffic' | 'clock'> = {},
): Promise<Rig> {
  const traffic = new Traffic();
  const clock = new LabClock();
  const registry = await startRegistry({ ...options, traffic, clock });
  t.after(() => registry.close());
  const credentials = options.auth === 'anyone' ? undefined : options.auth;
  return {
    registry,
    traffic,
    clock,
    open: (path = 'team/app', more = {}) =>
      openRepository(`${registry.host}/${path}`, { ...quick, credentials, ...more }),
  };
}

export interface Stranger {
  readonly origin: string;
  /** Every request that reached it, with what a thief would look for. */
  readonly received: {
    readonly method: string;
    readonly url: string;
    readonly authorization: string | undefined;
    readonly body: string;
  }[];
}

/** A server that is not the registry, and answers whatever a thief would. */
export async function startStranger(t: TestContext): Promise<Stranger> {
  const received: Stranger['received'] = [];
  const server = await startPart('stranger', new Traffic(), ({ method, url, headers, body }) => {
    received.push({ method, url: url.href, authorization: headers.authorization, body: body.toString('utf8') });
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"token":"from-the-stranger"}' };
  });
  t.after(() => server.close());
  return { origin: server.origin, received };
}

const emptyConfig = Buffer.from('{}');

/** An image manifest of one layer, pushed. */
export async function pushSample(
  repository: ImageRepository,
  content: string,
  tags: readonly string[] = [],
): Promise<Descriptor> {
  const config = Buffer.from(
    JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } }),
  );
  const layer = Buffer.from(content);
  await Promise.all([repository.pushBlob(config), repository.pushBlob(layer)]);
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: describe('application/vnd.oci.image.config.v1+json', config),
    layers: [describe('application/vnd.oci.image.layer.v1.tar', layer)],
  };
  const { mediaType, digest, size } = await repository.pushManifest(
    Buffer.from(JSON.stringify(manifest)),
    mediaTypes.manifest,
    tags,
  );
  return { mediaType, digest, size };
}

/** A referrer of `subject` that carries `content`. */
export function sampleReferrer(
  subject: Descriptor,
  content: string,
  artifactType = 'application/vnd.test.note',
): Referrer {
  const layer = Buffer.from(content);
  const annotations = { 'test.content': content, 'test.other': 'kept too' };
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType,
    config: describe(mediaTypes.emptyConfig, emptyConfig),
    layers: [describe(artifactType, layer)],
    subject,
    annotations,
  };
  return {
    manifest: Buffer.from(JSON.stringify(manifest)),
    mediaType: mediaTypes.manifest,
    artifactType,
    annotations,
    blobs: [emptyConfig, layer],
  };
}

const describe = (mediaType: string, bytes: Uint8Array): Descriptor => ({
  mediaType,
  digest: sha256Of(bytes),
  size: bytes.length,
});
