import { startLab, type Lab, type LabOptions } from '@bitvault/lab';

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
