import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import {
  checkOutSigstore,
  startLab,
  startPrivateSigstore,
  type Lab,
  type LabOptions,
  type PrivateSigstoreLab,
  type SigstoreCheckout,
} from '@bitvault/lab';

export interface ApplicationLab extends Lab {
  /** What the lab's Sigstore is signed with, as a workflow names it that has checked out. */
  readonly signing: SigstoreCheckout;
}

/** A lab with alice's application repository `bitvault/bitvault`, whose workflows publish images, and others if named. */
export async function startApplicationLab(
  options: LabOptions = {},
  repositories: readonly string[] = ['bitvault'],
): Promise<ApplicationLab> {
  const lab = await startLab(options);
  lab.github.createUser('alice');
  for (const name of repositories) {
    const files = { 'README.md': '' };
    await lab.github.createRepository({ owner: 'bitvault', name, files, authorLogin: 'alice' });
  }
  return { ...lab, signing: await checkOutSigstore(join(lab.directory, 'sigstore'), lab.sigstore) };
}

/** A search path on which there is git, which tells what was committed, and nothing else. */
export async function pathWithGit({ directory }: Lab): Promise<string> {
  const git = (process.env['PATH'] ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'git')));
  if (git === undefined) throw new Error('git is not installed');
  const alone = join(directory, 'git-alone');
  await mkdir(alone);
  await symlink(join(git, 'git'), join(alone, 'git'));
  return alone;
}

/** A Sigstore of the form of GitHub's own, without logs, that takes the tokens of the lab's jobs. */
export function privateSigstoreFor({ traffic, clock, github }: Lab): Promise<PrivateSigstoreLab> {
  const issuer = `${github.origin}/_services/token`;
  return startPrivateSigstore({ traffic, clock, oidcIssuers: [{ issuer, jwksUrl: `${issuer}/.well-known/jwks` }] });
}
