import { createHash, type Hash } from 'node:crypto';
import { sha256Of } from './digest.ts';
import type { BodyInPieces } from './exchange.ts';
import { RegistryError } from './registry-error.ts';
import type { BlobSource } from './repository.ts';

/** A blob that is held in memory. */
export const blobOf = (bytes: Uint8Array): BlobSource => ({
  digest: sha256Of(bytes),
  size: bytes.length,
  read: async function* read(start, end) {
    yield bytes.subarray(start, end);
  },
});

/** Requests of at most this many bytes are made whole, in one write. */
const smallBody = 1024 * 1024;

/**
 * One upload of a blob: hashes the bytes as they go out, so that the last of them is held back where what was read is not
 * the blob (`DIGEST_MISMATCH`), and the registry never gets it whole.
 */
export class OutgoingBlob {
  readonly source: BlobSource;
  readonly #onSent: (bytes: number) => void;
  /** Of everything before `#hashed`. */
  #hash: Hash = createHash('sha256');
  #hashed = 0;
  /** Of everything before the end of what was sent last: whether it arrived, the next request tells. */
  #ahead: { readonly hash: Hash; readonly end: number } | undefined;

  /** `onSent` is told how many bytes of the blob have gone out, less than before where some go out again. */
  constructor(source: BlobSource, onSent: (bytes: number) => void) {
    this.source = source;
    this.#onSent = onSent;
  }

  /** The same blob, of which nothing has arrived. */
  again(): OutgoingBlob {
    return new OutgoingBlob(this.source, this.#onSent);
  }

  /** The body of a request for the bytes from `start` to before `end`; everything before `start` has arrived. */
  async part(start: number, end: number): Promise<Uint8Array | BodyInPieces> {
    await this.#hashUpTo(start);
    const pieces = (): AsyncIterable<Uint8Array> => this.#pieces(start, end);
    if (end - start > smallBody) return { length: end - start, pieces };
    const held: Uint8Array[] = [];
    for await (const piece of pieces()) held.push(piece);
    return held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
  }

  async #hashUpTo(start: number): Promise<void> {
    if (this.#ahead?.end === start) {
      this.#hash = this.#ahead.hash;
    } else {
      for await (const piece of this.source.read(this.#hashed, start)) this.#hash.update(piece);
    }
    this.#hashed = start;
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Uint8Array, void> {
    const { size, digest } = this.source;
    const hash = this.#hash.copy();
    let at = start;
    let last: Uint8Array | undefined;
    for await (const piece of this.source.read(start, end)) {
      if (last) yield last;
      this.#onSent(at);
      hash.update(piece);
      at += piece.length;
      last = piece;
    }
    const isWhole = end < size || `sha256:${hash.copy().digest('hex')}` === digest;
    if (at !== end || !isWhole)
      throw new RegistryError('DIGEST_MISMATCH', `what was read for blob ${digest} is not it`);
    this.#ahead = { hash, end };
    if (last) yield last;
    this.#onSent(end);
  }
}
