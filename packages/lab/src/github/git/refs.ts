import { runGit } from './git-process.ts';
import { zeroOid } from './objects.ts';

export interface RefUpdate {
  /** `refs/heads/main` */
  readonly name: string;
  /** Where it must stand now: an OID, null for "must not exist", undefined for anywhere. */
  readonly before: string | null | undefined;
  /** Null deletes it. */
  readonly after: string | null;
}

export interface RefChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Told of changes in the very moment in which they are made, before anybody else can see them. */
export type RefListener = (changes: readonly RefChange[]) => void;

/** A ref did not stand where it had to, or cannot be made: nothing was changed. */
export class RefConflict extends Error {
  override readonly name = 'RefConflict';
  readonly update: RefUpdate | undefined;

  constructor(message: string, update: RefUpdate | undefined) {
    super(message);
    this.update = update;
  }
}

/** The refs of one repository. Reads come from memory; every change goes through git in one transaction. */
export class RefStore {
  readonly #directory: string;
  #refs = new Map<string, string>();
  #turn: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<RefListener>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  get(name: string): string | null {
    return this.#refs.get(name) ?? null;
  }

  /** Sorted by name; `prefix` such as `refs/heads/`. */
  list(prefix = 'refs/'): readonly (readonly [name: string, oid: string])[] {
    return [...this.#refs]
      .filter(([name]) => name.startsWith(prefix))
      .toSorted(([left], [right]) => (left < right ? -1 : 1));
  }

  /** The function returned ends it. */
  listen(listener: RefListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** All or nothing. @throws {RefConflict} */
  update(updates: readonly RefUpdate[]): Promise<readonly RefChange[]> {
    return this.#inTurn(async () => {
      for (const update of updates) {
        const current = this.get(update.name);
        if (update.before !== undefined && update.before !== current)
          throw new RefConflict(`${update.name} is at ${current ?? zeroOid}`, update);
      }
      const input = updates.map(({ name, before, after }) => {
        const old = before === undefined ? '' : ` ${before ?? zeroOid}`;
        return after === null ? `delete ${name}${old}\n` : `update ${name} ${after}${old}\n`;
      });
      const result = await runGit(this.#directory, ['update-ref', '--stdin'], { input: input.join('') });
      if (result.code !== 0) throw new RefConflict(result.stderr.trim(), undefined);
      const changes = updates.map(({ name, after }) => ({ name, before: this.get(name), after }));
      for (const { name, after } of updates) {
        if (after === null) this.#refs.delete(name);
        else this.#refs.set(name, after);
      }
      return this.#told(changes);
    });
  }

  /** Lets `work` change refs with git itself, and finds out what it changed. */
  changedBy<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly changes: readonly RefChange[] }> {
    return this.#inTurn(async () => {
      const before = this.#refs;
      const result = await work();
      this.#refs = await this.#readAll();
      const names = new Set([...before.keys(), ...this.#refs.keys()]);
      const changes = [...names].map((name) => ({
        name,
        before: before.get(name) ?? null,
        after: this.get(name),
      }));
      return { result, changes: this.#told(changes) };
    });
  }

  #told(all: readonly RefChange[]): readonly RefChange[] {
    const changes = all.filter((change) => change.before !== change.after);
    for (const listener of this.#listeners) listener(changes);
    return changes;
  }

  async #readAll(): Promise<Map<string, string>> {
    const { stdout } = await runGit(this.#directory, ['for-each-ref', '--format=%(refname) %(objectname)']);
    const lines = stdout.toString('utf8').split('\n').filter(Boolean);
    return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work, work);
    this.#turn = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }
}
