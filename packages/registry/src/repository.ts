/** `sha256:` and 64 lower-case hexadecimal digits. */
export type Sha256 = `sha256:${string}`;

/** OCI content descriptor (image-spec, descriptor.md). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Sha256;
  /** Bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  readonly urls?: readonly string[];
}

/** A manifest as it was read: its digest has been checked against its bytes. */
export interface StoredManifest {
  readonly digest: Sha256;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface PushedManifest extends Descriptor {
  /** Whether it was there before, so that nothing was sent. */
  readonly existed: boolean;
}

/** A manifest with a `subject`, ready to be pushed beside it (distribution-spec, "Pushing Manifests with Subject"). */
export interface Referrer {
  readonly manifest: Uint8Array;
  readonly mediaType: string;
  readonly artifactType: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly blobs: readonly Uint8Array[];
}

/** A blob that is read only where the registry does not have it yet. */
export interface BlobSource {
  readonly digest: Sha256;
  /** Bytes. */
  readonly size: number;
  /**
   * The bytes from `start` to before `end`, in pieces. They may be asked for again, and are checked on their way out: a
   * blob that does not have its digest any more is `DIGEST_MISMATCH`.
   */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>;
  /** A repository, as `host/path`, that has it: one in the same registry is asked to hand it over before it is sent. */
  readonly from?: string;
}

export interface PushBlobOptions {
  /** Nobody can have pushed it before, so that the registry is not asked for it first. */
  readonly isNew?: boolean;
  /** Told how many bytes of the blob have gone out; less than before where some have to go out again. */
  readonly onSent?: (bytes: number) => void;
}

/** One repository of one registry, with one session of credentials. Every method may throw `RegistryError`. */
export interface ImageRepository {
  /** `host[:port]/path`, without tag or digest. */
  readonly name: string;
  /** The descriptor of a tag or digest; `undefined` only where the registry says that it is absent. */
  resolve(reference: string): Promise<Descriptor | undefined>;
  manifest(reference: string): Promise<StoredManifest | undefined>;
  /** At most `limit` bytes; the digest is checked. */
  blob(descriptor: Descriptor, limit?: number): Promise<Uint8Array>;
  /** The bytes from `start` to before `end` as they come, unchecked; for `BlobSource.read`. */
  blobPieces(descriptor: Descriptor, start: number, end: number): AsyncIterable<Uint8Array>;
  hasBlob(digest: Sha256): Promise<boolean>;
  /** `existed` means that nothing had to be sent. */
  pushBlob(
    content: Uint8Array | BlobSource,
    options?: PushBlobOptions,
  ): Promise<{ readonly digest: Sha256; readonly existed: boolean }>;
  /** Whether nobody has pushed it, asked by who is about to; `pushManifest` does not ask again. */
  lacksManifest(digest: Sha256): Promise<boolean>;
  /** Pushes by digest, and under each tag too. */
  pushManifest(bytes: Uint8Array, mediaType: string, tags?: readonly string[]): Promise<PushedManifest>;
  /**
   * Changes what a tag points to, whatever others write there meanwhile: `change` gets the manifest as it is and gives
   * the one to write; it is asked again until it gives none. Calls of one `ImageRepository` wait for each other.
   */
  amend(
    tag: string,
    mediaType: string,
    change: (current: StoredManifest | undefined) => Promise<Uint8Array | undefined>,
  ): Promise<void>;
  /**
   * Descriptors of what refers to `subject`, from the referrers API or the fallback tag, bounded; with `artifactType`
   * only those of that type. Empty means that the registry answered and has none, never that it could not be asked.
   */
  referrers(subject: Sha256, artifactType?: string): Promise<readonly Descriptor[]>;
  /**
   * Pushes referrers of one subject and, where the registry lacks the API, writes the fallback index once, re-read until
   * all are in. Calls of one `ImageRepository` wait for each other. Between processes the fallback index is only safe on
   * registries that heed preconditions: attach everything for one subject from one job.
   */
  attach(subject: Descriptor, referrers: readonly Referrer[]): Promise<readonly Descriptor[]>;
}
