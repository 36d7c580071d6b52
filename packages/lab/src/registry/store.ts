import { createHash } from 'node:crypto';

/** A manifest as it was pushed, with what the registry reads from it. */
export interface LabManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly document: ManifestDocument;
}

/** The fields of an image manifest or index that a registry looks at (image-spec, manifest.md and image-index.md). */
export interface ManifestDocument {
  readonly mediaType?: string;
  readonly artifactType?: string;
  readonly config?: LabDescriptor;
  readonly layers?: readonly LabDescriptor[];
  readonly manifests?: readonly LabDescriptor[];
  readonly subject?: LabDescriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface LabDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly urls?: readonly string[];
}

export const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** One repository's content, in memory. Open to tests, which may look at it or plant what a registry would not accept. */
export class LabRepository {
  readonly blobs = new Map<string, Buffer>();
  readonly manifests = new Map<string, LabManifest>();
  /** Tag to digest. */
  readonly tags = new Map<string, string>();
  /** Upload session to the bytes received so far. */
  readonly uploads = new Map<string, Buffer>();

  /** A manifest by tag or by digest. */
  find(reference: string): LabManifest | undefined {
    return this.manifests.get(this.tags.get(reference) ?? reference);
  }

  putBlob(bytes: Uint8Array): string {
    const digest = sha256(bytes);
    this.blobs.set(digest, Buffer.from(bytes));
    return digest;
  }

  /** Stores without any check of what the manifest refers to. Throws `SyntaxError` where the bytes are not JSON. */
  putManifest(bytes: Uint8Array, mediaType: string, tag?: string): LabManifest {
    const manifest: LabManifest = {
      digest: sha256(bytes),
      mediaType,
      bytes: Buffer.from(bytes),
      document: JSON.parse(Buffer.from(bytes).toString('utf8')) as ManifestDocument,
    };
    this.manifests.set(manifest.digest, manifest);
    if (tag !== undefined) this.tags.set(tag, manifest.digest);
    return manifest;
  }

  /** Descriptors of the manifests whose `subject` is this digest (distribution-spec, "Listing Referrers"). */
  referrersOf(subject: string): LabDescriptor[] {
    return [...this.manifests.values()]
      .filter(({ document }) => document.subject?.digest === subject)
      .map(({ digest, mediaType, bytes, document }) => {
        const artifactType = document.artifactType ?? document.config?.mediaType;
        return {
          mediaType,
          digest,
          size: bytes.length,
          ...(artifactType !== undefined && { artifactType }),
          ...(document.annotations && { annotations: document.annotations }),
        };
      });
  }
}

export class RegistryStore {
  readonly #repositories = new Map<string, LabRepository>();

  /** The repository of this name, made when it is first asked for. */
  repository(name: string): LabRepository {
    const known = this.#repositories.get(name);
    if (known) return known;
    const made = new LabRepository();
    this.#repositories.set(name, made);
    return made;
  }

  existing(name: string): LabRepository | undefined {
    return this.#repositories.get(name);
  }
}
