import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peersPath } from '../../../scripts/peers/folders.ts';
import { root } from '../../../scripts/project.ts';
import type { Digests } from './rig.ts';

/** Somebody with a kubeconfig who takes an environment of the example for a release of their own. */
export interface HelmByHand extends Disposable {
  /** Installs or upgrades the release with digests; Helm takes over what is there. */
  upgrade(digests: Digests): void;
  rollback(revision: number): void;
}

export function helmByHand(kubeconfig: string, namespace: string, values: string): HelmByHand {
  const folder = mkdtempSync(join(tmpdir(), 'helm-'));
  cpSync(join(root, 'examples', 'gitops', 'charts', 'bitvault'), join(folder, 'chart'), { recursive: true });
  writeFileSync(join(folder, 'values.yaml'), values);
  const helm = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync('helm', [...args, '--namespace', namespace, '--kubeconfig', kubeconfig], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: peersPath, HOME: folder },
    });
    if (status !== 0) throw new Error(`helm ${args.join(' ')}: ${stderr}`);
  };
  return {
    upgrade: (digests) => {
      // The migration is a hook of Argo CD's, and no part of what somebody would install.
      const set = [
        '--set',
        'migration=false',
        ...[...digests].flatMap(([service, digest]) => ['--set', `services.${service}.image.digest=${digest}`]),
      ];
      helm(
        'upgrade',
        'bitvault',
        'chart',
        '--install',
        '--take-ownership',
        '--no-hooks',
        '--values',
        'values.yaml',
        ...set,
      );
    },
    rollback: (revision) => helm('rollback', 'bitvault', String(revision), '--no-hooks'),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
