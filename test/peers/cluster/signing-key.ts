import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A GPG key with a key ring of its own, for signing commits. */
export class SigningKey implements Disposable {
  /** 16 hexadecimal digits. */
  readonly id: string;
  readonly env: Readonly<Record<string, string>>;
  readonly #home: string;

  /** @param home where its key ring is made; the caller removes it */
  constructor(home: string, name: string) {
    mkdirSync(home, { mode: 0o700 });
    this.#home = home;
    this.env = { GNUPGHOME: home };
    const options = ['--batch', '--passphrase', '', '--quick-gen-key'];
    gpg(home, ...options, `${name} <${name}@example.com>`, 'ed25519', 'sign', 'never');
    const [, fingerprint = ''] = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(home, '--with-colons', '--list-keys')) ?? [];
    this.id = fingerprint.slice(-16);
  }

  /** In armour. */
  get publicKey(): string {
    return gpg(this.#home, '--armor', '--export', this.id);
  }

  /** Its agent would outlive the test. */
  [Symbol.dispose](): void {
    spawnSync('gpgconf', ['--homedir', this.#home, '--kill', 'all']);
  }
}

function gpg(home: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('gpg', ['--homedir', home, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`gpg ${args.join(' ')}: ${stderr}`, { cause: error });
  return stdout;
}
