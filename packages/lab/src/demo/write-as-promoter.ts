import type { Lab } from '../lab.ts';

/**
 * Opens a pull request from `promote/dev` with the token of the App that promotes, as whoever stole it could: the author
 * is the right one and GitHub signs the commit, so only what is in it can give it away. Gives its number.
 */
export async function writeAsPromoter(
  lab: Lab,
  repository: string,
  path: string,
  edit: (text: string) => string,
): Promise<number> {
  const token = lab.github.installationToken('bitvault-promoter', { repositories: [repository] });
  const call = async (method: string, route: string, body?: object) => {
    const response = await fetch(`${lab.github.apiUrl}/repos/${repository}${route}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${route} → ${response.status} ${JSON.stringify(answer)}`);
    return answer as {
      readonly sha: string;
      readonly content: string;
      readonly number: number;
      readonly tree: { readonly sha: string };
    };
  };
  const base = lab.github.branch(repository, 'main') ?? '';
  const { tree } = await call('GET', `/git/commits/${base}`);
  const { content } = await call('GET', `/contents/${path}?ref=main`);
  const text = edit(Buffer.from(content, 'base64').toString('utf8'));
  const edited = await call('POST', '/git/trees', {
    base_tree: tree.sha,
    tree: [{ path, mode: '100644', type: 'blob', content: text }],
  });
  const commit = await call('POST', '/git/commits', {
    message: 'Promote bitvaultd to dev',
    tree: edited.sha,
    parents: [base],
  });
  await call('POST', '/git/refs', { ref: 'refs/heads/promote/dev', sha: commit.sha });
  const pull = await call('POST', '/pulls', {
    title: 'Promote bitvaultd to dev',
    head: 'promote/dev',
    base: 'main',
    body: '',
  });
  return pull.number;
}
