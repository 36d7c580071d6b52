import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import type { GitObject, ObjectKind } from './objects.ts';

type Waiter = (found: GitObject | null) => void;

/** One long-lived `git cat-file --batch`: answers come in the order of the questions. */
export class ObjectReader {
  readonly #directory: string;
  readonly #waiting: Waiter[] = [];
  #process: ChildProcessWithoutNullStreams | undefined;
  #received: Buffer[] = [];
  #length = 0;
  #needed = 1;

  constructor(directory: string) {
    this.#directory = directory;
  }

  read(oid: string): Promise<GitObject | null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#started().stdin.write(`${oid}\n`);
    });
  }

  close(): void {
    this.#process?.stdin.end();
    this.#process = undefined;
  }

  #started(): ChildProcessWithoutNullStreams {
    if (this.#process) return this.#process;
    const child = spawn('git', ['cat-file', '--batch'], { cwd: this.#directory });
    child.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    child.on('close', () => {
      for (const waiter of this.#waiting.splice(0)) waiter(null);
    });
    this.#process = child;
    return child;
  }

  #receive(chunk: Buffer): void {
    this.#received.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return;
    let rest = Buffer.concat(this.#received);
    for (;;) {
      const answer = takeAnswer(rest);
      if (typeof answer === 'number') {
        this.#needed = answer;
        break;
      }
      this.#waiting.shift()?.(answer.found);
      rest = rest.subarray(answer.size);
    }
    this.#received = [rest];
    this.#length = rest.length;
  }
}

/** The first answer in `buffer`, or how many bytes there must be before it is worth looking again. */
function takeAnswer(buffer: Buffer): { readonly found: GitObject | null; readonly size: number } | number {
  const newline = buffer.indexOf(0x0a);
  if (newline < 0) return buffer.length + 1;
  const [, kind = '', length = ''] = buffer.toString('latin1', 0, newline).split(' ');
  if (length === '') return { found: null, size: newline + 1 };
  const end = newline + 1 + Number(length);
  if (buffer.length < end + 1) return end + 1;
  const content = Buffer.from(buffer.subarray(newline + 1, end));
  return { found: { kind: kind as ObjectKind, content }, size: end + 1 };
}
