import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runPeer } from './programs.ts';

export interface Certificates {
  /** Path of the authority's certificate. */
  readonly ca: string;
  readonly caText: string;
  /** Paths of the server's certificate and key, for 127.0.0.1. */
  readonly cert: string;
  readonly key: string;
}

/** An authority that nobody knows, and a server's certificate from it. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const path = (name: string): string => join(folder, name);
  const [ca, caKey, cert, key] = [path('ca.pem'), path('ca.key'), path('server.pem'), path('server.key')];
  const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  await runPeer('openssl', [...make, '-subj', '/CN=private authority', '-keyout', caKey, '-out', ca]);
  const server = ['-subj', '/CN=registry', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert];
  const leaf = ['-addext', 'basicConstraints=critical,CA:FALSE'];
  await runPeer('openssl', [...make, '-CA', ca, '-CAkey', caKey, ...leaf, ...server]);
  return { ca, caText: await readFile(ca, 'utf8'), cert, key };
}
