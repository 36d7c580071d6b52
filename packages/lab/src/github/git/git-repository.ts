import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { runGit } from './git-process.ts';
import { ObjectReader } from './object-reader.ts';
import {
  encodeCommit,
  encodeTree,
  framed,
  parseCommit,
  parseTree,
  withSignature,
  type Commit,
  type CommitDraft,
  type GitObject,
  type ObjectKind,
  type TreeEntry,
} from './objects.ts';
import { RefStore } from './refs.ts';
import type { CommitSigner } from './signing.ts';

const compress = promisify(deflate);
const configuration = `[http]
\treceivepack = true
[uploadpack]
\tallowAnySHA1InWant = true
\tallowFilter = true
[receive]
\tautogc = false
[gc]
\tauto = 0
`;
/** Says no to a push whose refusal the lab has put into the environment. */
const preReceive = `#!/bin/sh
if [ -n "$LAB_REFUSAL" ]; then
  printf '%s\\n' "$LAB_REFUSAL" >&2
  exit 1
fi
`;
const cachedBytes = 4_000_000;

export interface BlobAt {
  readonly entry: TreeEntry;
  readonly path: string;
}

/** A bare git repository. Objects are read through one `git cat-file`, and written as loose objects. */
export class GitRepository {
  readonly directory: string;
  readonly refs: RefStore;
  readonly #reader: ObjectReader;
  readonly #commits = new Map<string, Promise<Commit | null>>();
  readonly #trees = new Map<string, Promise<readonly TreeEntry[] | null>>();
  readonly #blobs = new Map<string, Buffer>();

  private constructor(directory: string) {
    this.directory = directory;
    this.refs = new RefStore(directory);
    this.#reader = new ObjectReader(directory);
  }

  static async create(directory: string, defaultBranch: string): Promise<GitRepository> {
    await mkdir(directory, { recursive: true });
    const made = await runGit(directory, ['init', '--bare', '--quiet', '--template=', `-b${defaultBranch}`]);
    if (made.code !== 0) throw new Error(`git init in ${directory}: ${made.stderr}`);
    await appendFile(path.join(directory, 'config'), configuration);
    await mkdir(path.join(directory, 'hooks'), { recursive: true });
    await writeFile(path.join(directory, 'hooks', 'pre-receive'), preReceive, { mode: 0o755 });
    return new GitRepository(directory);
  }

  close(): void {
    this.#reader.close();
  }

  branch(name: string): string | null {
    return this.refs.get(`refs/heads/${name}`);
  }

  commit(oid: string): Promise<Commit | null> {
    return remember(this.#commits, oid, async () => {
      const found = await this.#read(oid, 'commit');
      return found && parseCommit(oid, found.content);
    });
  }

  async mustCommit(oid: string): Promise<Commit> {
    const found = await this.commit(oid);
    if (!found) throw new Error(`no commit ${oid} in ${this.directory}`);
    return found;
  }

  tree(oid: string): Promise<readonly TreeEntry[] | null> {
    return remember(this.#trees, oid, async () => {
      const found = await this.#read(oid, 'tree');
      return found && parseTree(found.content);
    });
  }

  async blob(oid: string): Promise<Buffer | null> {
    const cached = this.#blobs.get(oid);
    if (cached) return cached;
    const found = await this.#read(oid, 'blob');
    if (found && found.content.length < cachedBytes) this.#blobs.set(oid, found.content);
    return found?.content ?? null;
  }

  /** Any object, with its kind. */
  object(oid: string): Promise<GitObject | null> {
    return this.#reader.read(oid);
  }

  /** The entry at a path of a tree; the tree itself for the empty path. */
  async entryAt(tree: string, at: string): Promise<TreeEntry | null> {
    let entry: TreeEntry = { mode: '040000', type: 'tree', oid: tree, name: '' };
    for (const name of at.split('/').filter(Boolean)) {
      if (entry.type !== 'tree') return null;
      const next = (await this.tree(entry.oid))?.find((candidate) => candidate.name === name);
      if (!next) return null;
      entry = next;
    }
    return entry;
  }

  /** Every entry below a tree, folders before what is in them. */
  async walk(tree: string, prefix = ''): Promise<BlobAt[]> {
    const found: BlobAt[] = [];
    for (const entry of (await this.tree(tree)) ?? []) {
      const at = `${prefix}${entry.name}`;
      found.push({ entry, path: at });
      if (entry.type === 'tree') found.push(...(await this.walk(entry.oid, `${at}/`)));
    }
    return found;
  }

  async writeBlob(content: Buffer): Promise<string> {
    const oid = await this.#write('blob', content);
    this.#blobs.set(oid, content);
    return oid;
  }

  writeTree(entries: readonly TreeEntry[]): Promise<string> {
    return this.#write('tree', encodeTree(entries));
  }

  /** Signed where a signer is given. */
  writeCommit(draft: CommitDraft, signer?: CommitSigner): Promise<string> {
    const payload = encodeCommit(draft);
    const text = signer ? withSignature(payload, signer.sign(payload)) : payload;
    return this.#write('commit', Buffer.from(text));
  }

  async #write(kind: ObjectKind, content: Buffer): Promise<string> {
    const { oid, bytes } = framed(kind, content);
    if (await this.#reader.read(oid)) return oid;
    const folder = path.join(this.directory, 'objects', oid.slice(0, 2));
    await mkdir(folder, { recursive: true });
    const temporary = path.join(folder, `tmp_${randomUUID()}`);
    await writeFile(temporary, await compress(bytes), { mode: 0o444 });
    await rename(temporary, path.join(folder, oid.slice(2)));
    return oid;
  }

  async #read(oid: string, kind: ObjectKind): Promise<GitObject | null> {
    const found = await this.#reader.read(oid);
    return found?.kind === kind ? found : null;
  }
}

/** Objects never change, so what was found stays true; what was not found may come later. */
function remember<T>(cache: Map<string, Promise<T | null>>, key: string, read: () => Promise<T | null>) {
  const known = cache.get(key);
  if (known) return known;
  const reading = read();
  cache.set(key, reading);
  void reading.then((value) => value === null && cache.delete(key));
  return reading;
}
