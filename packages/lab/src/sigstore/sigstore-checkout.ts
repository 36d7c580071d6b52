import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SigstoreLab } from './sigstore-lab.ts';

export type SigstoreFiles = Pick<SigstoreLab, 'trustedRoot' | 'signingConfig'>;

/** Where the repositories of the lab have the configuration of a Sigstore of their own. */
export const sigstorePaths = {
  trustedRoot: '.github/sigstore/trusted_root.json',
  signingConfig: '.github/sigstore/signing_config.json',
} as const;

/** Path → content of the files that build-sign-push takes a Sigstore from. */
export const sigstoreFiles = ({ trustedRoot, signingConfig }: SigstoreFiles): Readonly<Record<string, string>> => ({
  [sigstorePaths.trustedRoot]: trustedRoot,
  [sigstorePaths.signingConfig]: signingConfig,
});

/** A checkout of a repository that has the configuration of a Sigstore, for actions that are run without a workflow. */
export interface SigstoreCheckout {
  readonly directory: string;
  /** Two commits that have the same files: what runs for one of them may use the checkout. */
  readonly commit: string;
  readonly otherCommit: string;
  /** For build-sign-push. */
  readonly inputs: Readonly<Record<'trusted-root' | 'signing-config', string>>;
  /** What the event of such a run has to be of. */
  readonly event: { readonly sha: string; readonly workflowSha: string };
}

const run = promisify(execFile);

/** Makes the checkout in `directory`, which must not exist, with other files in it too. */
export async function checkOutSigstore(
  directory: string,
  sigstore: SigstoreFiles,
  others: Readonly<Record<string, string>> = {},
): Promise<SigstoreCheckout> {
  for (const [path, text] of Object.entries({ ...sigstoreFiles(sigstore), ...others })) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  const git = async (...args: readonly string[]): Promise<string> => {
    const author = ['-c', 'user.name=lab', '-c', 'user.email=lab@example.invalid', '-c', 'commit.gpgSign=false'];
    return (await run('git', ['-C', directory, ...author, ...args])).stdout.trim();
  };
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'Configure Sigstore');
  const commit = await git('rev-parse', 'HEAD');
  await git('commit', '--quiet', '--allow-empty', '--message', 'Go on');
  return {
    directory,
    commit,
    otherCommit: await git('rev-parse', 'HEAD'),
    inputs: {
      'trusted-root': join(directory, sigstorePaths.trustedRoot),
      'signing-config': join(directory, sigstorePaths.signingConfig),
    },
    event: { sha: commit, workflowSha: commit },
  };
}
