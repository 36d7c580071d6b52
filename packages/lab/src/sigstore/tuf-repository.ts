import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { Key, Metadata, MetaFile, Root, Signature, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models';
import { startPart, type Answer } from '../http/part-server.ts';
import type { Traffic } from '../http/traffic.ts';

export interface TufRepositoryLab {
  readonly mirror: string;
  /** JSON text of the first `root.json`, which clients have to know. */
  readonly root: string;
  close(): Promise<void>;
}

const version = 1;
const specVersion = '1.0.31';
const keyId = 'lab';
const year = 365 * 24 * 60 * 60_000;
const roles = ['root', 'timestamp', 'snapshot', 'targets'] as const;

/** Part `tuf`: a TUF repository of one version with one target, `trusted_root.json`, all signed by one key. */
export async function startTufRepository(traffic: Traffic, trustedRoot: string): Promise<TufRepositoryLab> {
  // Clients judge this by the machine's clock, which the lab's may be far from. In whole seconds, as TUF has it: what is
  // signed is what a client writes again.
  const expires = `${new Date(Date.now() + year).toISOString().slice(0, 19)}Z`;
  const common = { version, specVersion, expires };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const target = Buffer.from(trustedRoot, 'utf8');
  const hashes = { sha256: createHash('sha256').update(target).digest('hex') };
  const targetFile = new TargetFile({ path: 'trusted_root.json', length: target.length, hashes });
  const trusted = new Root({ ...common, consistentSnapshot: true });
  for (const role of roles) trusted.addKey(keyOf(publicKey), role);
  const root = signed(trusted, privateKey);
  const files = new Map<string, string | Buffer>([
    ['/timestamp.json', signed(new Timestamp({ ...common, snapshotMeta: new MetaFile({ version }) }), privateKey)],
    [
      '/1.snapshot.json',
      signed(new Snapshot({ ...common, meta: { 'targets.json': new MetaFile({ version }) } }), privateKey),
    ],
    ['/1.targets.json', signed(new Targets({ ...common, targets: { 'trusted_root.json': targetFile } }), privateKey)],
    [`/targets/${hashes.sha256}.trusted_root.json`, target],
  ]);
  const part = await startPart('tuf', traffic, ({ url }): Answer => {
    const body = files.get(url.pathname);
    return body === undefined ? { status: 404 } : { status: 200, body };
  });
  return { mirror: part.origin, root, close: () => part.close() };
}

const keyOf = (publicKey: KeyObject): Key =>
  new Key({
    keyID: keyId,
    keyType: 'ed25519',
    scheme: 'ed25519',
    keyVal: { public: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex') },
  });

function signed(content: Root | Timestamp | Snapshot | Targets, key: KeyObject): string {
  const metadata = new Metadata(content);
  metadata.sign((data) => new Signature({ keyID: keyId, sig: sign(null, data, key).toString('hex') }));
  return JSON.stringify(metadata.toJSON());
}
