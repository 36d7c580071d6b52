import type { BlobSource, Descriptor, Sha256 } from '@bitvault/registry';

/** One blob of an image, read only when a registry turns out not to have it, and then in pieces. */
export interface ImageBlob {
  readonly descriptor: Descriptor;
  readonly read: BlobSource['read'];
  /** The repository that it comes from, as `host/path`. */
  readonly from?: string;
}

export interface ImageDocument {
  readonly mediaType: string;
  readonly digest: Sha256;
  readonly bytes: Uint8Array;
}

/** An image or a multi-platform index, whole and checked, ready to be pushed. */
export interface PushableImage {
  /** Digest of the root: what references to this image carry. */
  readonly digest: Sha256;
  readonly mediaType: string;
  /** Bytes of the root. */
  readonly size: number;
  /** Manifests and indexes, children before parents; the root is last. */
  readonly documents: readonly [...ImageDocument[], ImageDocument];
  /** Configs and layers, each digest once. */
  readonly blobs: readonly ImageBlob[];
}
