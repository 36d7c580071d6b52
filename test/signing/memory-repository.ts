import { createHash } from 'node:crypto';
import type { Descriptor, ImageRepository, Referrer, Sha256, StoredManifest } from '@bitvault/registry';

const digestOf = (bytes: Uint8Array): Sha256 => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export const repositoryName = '127.0.0.1/bitvault/bitvaultd';

/** A repository in memory with the referrers API, that has some images. `attachments` counts the calls that attach. */
export class MemoryRepository implements ImageRepository {
  readonly name: string = repositoryName;
  readonly blobs = new Map<Sha256, Uint8Array>();
  readonly manifests = new Map<Sha256, StoredManifest>();
  readonly tags = new Map<string, Sha256>();
  readonly listed = new Map<Sha256, Descriptor[]>();
  attachments = 0;
  /** Without bytes: nobody reads them. */
  readonly #images: ReadonlyMap<string, Descriptor>;

  constructor(...images: readonly Descriptor[]) {
    this.#images = new Map(images.map((image) => [image.digest, image]));
  }

  resolve(reference: string): Promise<Descriptor | undefined> {
    const found = this.manifests.get(reference as Sha256);
    const stored = found && { mediaType: found.mediaType, digest: found.digest, size: found.bytes.length };
    return Promise.resolve(stored ?? this.#images.get(reference));
  }

  manifest(reference: string): Promise<StoredManifest | undefined> {
    return Promise.resolve(this.manifests.get(this.tags.get(reference) ?? (reference as Sha256)));
  }

  async amend(
    tag: string,
    mediaType: string,
    change: (current: StoredManifest | undefined) => Promise<Uint8Array | undefined>,
  ): Promise<void> {
    const bytes = await change(await this.manifest(tag));
    if (bytes === undefined) return;
    this.tags.set(tag, (await this.pushManifest(bytes, mediaType)).digest);
    await this.amend(tag, mediaType, change);
  }

  blob({ digest }: Descriptor, limit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
    const bytes = this.blobs.get(digest);
    return bytes && bytes.length <= limit ? Promise.resolve(bytes) : Promise.reject(new Error(`no blob ${digest}`));
  }

  async *blobPieces(descriptor: Descriptor, start: number, end: number): AsyncGenerator<Uint8Array> {
    yield (await this.blob(descriptor)).subarray(start, end);
  }

  lacksManifest(digest: Sha256): Promise<boolean> {
    return Promise.resolve(!this.manifests.has(digest));
  }

  hasBlob(digest: Sha256): Promise<boolean> {
    return Promise.resolve(this.blobs.has(digest));
  }

  pushBlob(bytes: Uint8Array): Promise<{ readonly digest: Sha256; readonly existed: boolean }> {
    const digest = digestOf(bytes);
    const existed = this.blobs.has(digest);
    this.blobs.set(digest, bytes);
    return Promise.resolve({ digest, existed });
  }

  pushManifest(bytes: Uint8Array, mediaType: string): Promise<Descriptor & { readonly existed: boolean }> {
    const digest = digestOf(bytes);
    const existed = this.manifests.has(digest);
    this.manifests.set(digest, { digest, mediaType, bytes });
    return Promise.resolve({ mediaType, digest, size: bytes.length, existed });
  }

  referrers(subject: Sha256, artifactType?: string): Promise<readonly Descriptor[]> {
    const all = this.listed.get(subject) ?? [];
    return Promise.resolve(all.filter((entry) => artifactType === undefined || entry.artifactType === artifactType));
  }

  async attach(subject: Descriptor, referrers: readonly Referrer[]): Promise<readonly Descriptor[]> {
    this.attachments += 1;
    const attached = await Promise.all(
      referrers.map(async ({ manifest, mediaType, artifactType, annotations, blobs }): Promise<Descriptor> => {
        await Promise.all(blobs.map((blob) => this.pushBlob(blob)));
        const { digest, size } = await this.pushManifest(manifest, mediaType);
        return { mediaType, digest, size, artifactType, annotations };
      }),
    );
    this.listed.set(subject.digest, [...(this.listed.get(subject.digest) ?? []), ...attached]);
    return attached;
  }
}
