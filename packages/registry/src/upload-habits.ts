import type { OpenUpload } from './open-upload.ts';

/** What came of sending a blob with the request that opens its upload. */
export type SentAtOnce =
  | { readonly kind: 'stored' }
  | { readonly kind: 'opened'; readonly upload: OpenUpload }
  | { readonly kind: 'refused' };

/** Blobs of at most this many bytes cost little where they are sent in vain. */
const mostInVain = 16 * 1024;

/**
 * What a registry takes, learned by trying and shared by all that a job opens there: whether a blob in the request that
 * opens its upload (from the first small one; the others wait for it), and whether chunks.
 */
export class UploadHabits {
  #learning: Promise<boolean> | undefined;
  #takesAtOnce = false;
  #takesChunks = true;

  /** Until one of them went wrong. */
  get takesChunks(): boolean {
    return this.#takesChunks;
  }

  /** After a failure of any kind: blobs sent whole go everywhere, and no later one is sent twice for nothing. */
  giveUpChunks(): void {
    this.#takesChunks = false;
  }

  /** Whether it is as cheap to send a blob of this size as to ask for it. */
  isCheap(size: number): boolean {
    return this.#takesAtOnce && size <= mostInVain;
  }

  /** `undefined` where it is not worth trying. */
  async atOnce(size: number, send: () => Promise<SentAtOnce>): Promise<SentAtOnce | undefined> {
    if (this.#learning ? !(await this.#learning) : size > mostInVain) return undefined;
    const sending = send();
    this.#learning ??= this.#learn(sending);
    return sending;
  }

  async #learn(sending: Promise<SentAtOnce>): Promise<boolean> {
    try {
      this.#takesAtOnce = (await sending).kind === 'stored';
    } catch {
      // Whoever sends it has the error. What failed once is not tried on all that follows.
      this.#takesAtOnce = false;
    }
    return this.#takesAtOnce;
  }
}
