import type { LabClock } from '../clock.ts';
import type { LogKey } from './log-key.ts';
import { inclusionPath, leafHash, rootHash } from './merkle-tree.ts';

export interface LoggedEntry {
  /** Canonical JSON. */
  readonly body: Buffer;
  readonly index: number;
  /** Seconds since 1970. */
  readonly integratedTime: number;
  /** Tree identifier and leaf hash, 80 hexadecimal digits. */
  readonly uuid: string;
}

export interface InclusionProof {
  readonly index: number;
  readonly treeSize: number;
  readonly rootHash: Buffer;
  readonly hashes: readonly Buffer[];
  /** Signed note (transparency-dev/formats, log/README.md). */
  readonly checkpoint: string;
}

const treeId = '1b2a3c4d5e6f7081';
// The name that signs checkpoints: clients want it to be the log's host, without the port.
const origin = '127.0.0.1';

/** The lab's append-only log: a Merkle tree with signed checkpoints. */
export class TransparencyLog {
  readonly key: LogKey;
  readonly #clock: LabClock;
  readonly #entries: LoggedEntry[] = [];
  readonly #leaves: Buffer[] = [];
  readonly #byUuid = new Map<string, LoggedEntry>();

  constructor(key: LogKey, clock: LabClock) {
    this.key = key;
    this.#clock = clock;
  }

  get entries(): readonly LoggedEntry[] {
    return this.#entries;
  }

  /** Appends, unless the same body is in the log already. */
  append(body: Buffer): { readonly entry: LoggedEntry; readonly isNew: boolean } {
    const leaf = leafHash(body);
    const uuid = treeId + leaf.toString('hex');
    const existing = this.#byUuid.get(uuid);
    if (existing) return { entry: existing, isNew: false };
    const integratedTime = Math.floor(this.#clock.now().getTime() / 1000);
    const entry: LoggedEntry = { body, index: this.#entries.length, integratedTime, uuid };
    this.#entries.push(entry);
    this.#leaves.push(leaf);
    this.#byUuid.set(uuid, entry);
    return { entry, isNew: true };
  }

  /** By UUID, with or without the tree's identifier. */
  find(uuid: string): LoggedEntry | undefined {
    return this.#byUuid.get(uuid.length === 64 ? treeId + uuid : uuid);
  }

  /** Against the tree as it is now. */
  prove(entry: LoggedEntry): InclusionProof {
    return {
      index: entry.index,
      treeSize: this.#leaves.length,
      rootHash: rootHash(this.#leaves),
      hashes: inclusionPath(entry.index, this.#leaves),
      checkpoint: this.checkpoint(),
    };
  }

  checkpoint(): string {
    const root = rootHash(this.#leaves).toString('base64');
    const note = `${origin} - ${BigInt(`0x${treeId}`)}\n${this.#leaves.length}\n${root}\n`;
    const signature = Buffer.concat([this.key.id.subarray(0, 4), this.key.sign(Buffer.from(note, 'utf8'))]);
    return `${note}\n\u2014 ${origin} ${signature.toString('base64')}\n`;
  }
}
