import { startLab, startPrivateSigstore, type Lab, type LabOptions, type PrivateSigstoreLab } from '@bitvault/lab';

/** A lab with alice's application repository `bitvault/bitvault`, whose workflows publish images, and others if named. */
export async function startApplicationLab(
  options: LabOptions = {},
  repositories: readonly string[] = ['bitvault'],
): Promise<Lab> {
  const lab = await startLab(options);
  lab.github.createUser('alice');
  for (const name of repositories) {
    const files = { 'README.md': '' };
    await lab.github.createRepository({ owner: 'bitvault', name, files, authorLogin: 'alice' });
  }
  return lab;
}

/** A Sigstore of the form of GitHub's own, without logs, that takes the tokens of the lab's jobs. */
export function privateSigstoreFor({ traffic, clock, github }: Lab): Promise<PrivateSigstoreLab> {
  const issuer = `${github.origin}/_services/token`;
  return startPrivateSigstore({ traffic, clock, oidcIssuers: [{ issuer, jwksUrl: `${issuer}/.well-known/jwks` }] });
}
