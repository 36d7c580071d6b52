import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { buffer, text } from 'node:stream/consumers';

export interface MirroredFile {
  readonly path: string;
  readonly blob: string;
}

/** A shallow copy of what a repository's default branch points to, fetched over HTTP. */
export class GitMirror {
  readonly #url: string;
  readonly #directory: string;
  readonly #token: () => Promise<string>;
  #made = false;

  constructor(url: string, directory: string, token: () => Promise<string>) {
    this.#url = url;
    this.#directory = directory;
    this.#token = token;
  }

  /** The commit that the default branch points to now. */
  async head(): Promise<string> {
    const answer = (await this.#git(['ls-remote', '--', this.#url, 'HEAD'])).toString();
    const head = /^([0-9a-f]{40})\tHEAD$/m.exec(answer)?.[1];
    if (head === undefined) throw new Error('the repository has no default branch');
    return head;
  }

  /** The files of a commit below some folders. */
  async files(commit: string, folders: readonly string[]): Promise<readonly MirroredFile[]> {
    await this.#git(['fetch', '--quiet', '--depth=1', '--no-tags', '--', this.#url, commit]);
    const listing = (await this.#git(['ls-tree', '-r', '-z', commit, '--', ...folders])).toString();
    return [...listing.matchAll(/\d+ blob ([0-9a-f]{40})\t([^\0]+)\0/g)].map(([, blob = '', path = '']) => ({
      path,
      blob,
    }));
  }

  async read(file: MirroredFile): Promise<string> {
    return (await this.#git(['cat-file', 'blob', file.blob])).toString();
  }

  async #git(args: readonly string[]): Promise<Buffer> {
    if (!this.#made) {
      await mkdir(this.#directory, { recursive: true });
      this.#made = true;
      await this.#git(['init', '--quiet', '--bare']);
    }
    const basic = Buffer.from(`x-access-token:${await this.#token()}`).toString('base64');
    const child = spawn('git', [...args], {
      cwd: this.#directory,
      env: {
        PATH: process.env['PATH'],
        HOME: this.#directory,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `http.${new URL(this.#url).origin}/.extraheader`,
        GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    const [output, complaint, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
    if (code !== 0) throw new Error(`git ${args[0] ?? ''} failed: ${complaint.trim()}`);
    return output;
  }
}
