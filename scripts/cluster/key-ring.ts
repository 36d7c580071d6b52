import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { field, type Kubernetes } from './kubernetes.ts';

/** Where Argo CD has its key ring, and where it finds the keys that belong there; as its environment. */
export function keyRing(directory: string): Readonly<Record<string, string>> {
  mkdirSync(homeIn(directory), { mode: 0o700 });
  mkdirSync(keysIn(directory));
  return { ARGOCD_GPG_ENABLED: 'true', ARGOCD_GNUPGHOME: homeIn(directory), ARGOCD_GPG_DATA_PATH: keysIn(directory) };
}

/**
 * Does what the kubelet would do for the pod of the repository server, which mounts this ConfigMap: a file for each key of
 * the data. Argo CD sees a file that comes or goes.
 */
export async function mountKeys(kubernetes: Kubernetes, directory: string): Promise<void> {
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'argocd-gpg-keys-cm', namespace: 'argocd' };
  const data = Object.entries(field(await kubernetes.read(reference), 'data') ?? {});
  const folder = keysIn(directory);
  for (const [name, text] of data) {
    // Whole when it comes.
    writeFileSync(join(directory, name), String(text));
    renameSync(join(directory, name), join(folder, name));
  }
  const wanted = new Set(data.map(([name]) => name));
  for (const name of readdirSync(folder).filter((each) => !wanted.has(each))) rmSync(join(folder, name));
}

/** gpg leaves an agent behind, which belongs to nobody. */
export async function endKeyRing(directory: string): Promise<void> {
  await once(spawn('gpgconf', ['--homedir', homeIn(directory), '--kill', 'all'], { stdio: 'ignore' }), 'close');
}

const homeIn = (directory: string): string => join(directory, 'gpg');

const keysIn = (directory: string): string => join(directory, 'gpg-keys');
