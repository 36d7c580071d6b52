import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Paths of a certificate and its key. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** What two ends that ask each other for a certificate have; both are from one authority. */
export interface MutualTls {
  readonly ca: string;
  /** For 127.0.0.1. */
  readonly server: KeyPair;
  readonly client: KeyPair;
}

export async function makeMutualTls(parent: string): Promise<MutualTls> {
  const folder = await mkdtemp(join(parent, 'tls-'));
  const pair = (name: string): KeyPair => ({ cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) });
  const make = async (name: string, more: readonly string[]): Promise<KeyPair> => {
    const { cert, key } = pair(name);
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    await run('openssl', [...kind, '-subj', `/CN=${name}`, '-keyout', key, '-out', cert, ...more]);
    return { cert, key };
  };
  const authority = await make('authority', []);
  const issued = ['-CA', authority.cert, '-CAkey', authority.key, '-addext', 'basicConstraints=critical,CA:FALSE'];
  return {
    ca: authority.cert,
    server: await make('server', [...issued, '-addext', 'subjectAltName=IP:127.0.0.1', ...usage('serverAuth')]),
    client: await make('client', [...issued, ...usage('clientAuth')]),
  };
}

const usage = (purpose: string): readonly string[] => ['-addext', `extendedKeyUsage=${purpose}`];
