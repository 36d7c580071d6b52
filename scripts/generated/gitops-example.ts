import { alternativeSet, inCluster, repositoryFiles, type Answers, type Templates } from '@bitvault/gitops';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { root } from '../project.ts';
import { shownRelease } from './shown-release.ts';

const suffix = '.eta';
const folder = join('packages', 'gitops', 'src', 'init', 'templates');

/** What the bundle carries in place of the folder of templates. */
export const embeddedTemplatesPath = 'packages/gitops/src/init/templates.json';

/** The first version of GitHub's TUF root, by which clients come to know the newest. */
const tufRoot = join('packages', 'signing', 'src', 'github-tuf-root.json');

/** The templates as they are in the folder, in the order of their paths, and what they include of other packages. */
export async function readTemplates(): Promise<Templates> {
  const entries = await readdir(join(root, folder), { recursive: true });
  const paths = entries.filter((path) => path.endsWith(suffix)).toSorted();
  const texts = paths.map(async (path) => {
    const text = await readFile(join(root, folder, path), 'utf8');
    return [path.slice(0, -suffix.length).replaceAll(sep, '/'), text] as const;
  });
  const included = ['github-tuf-root.base64', await readFile(join(root, tufRoot), 'base64')] as const;
  return Object.fromEntries([...(await Promise.all(texts)), included]);
}

export const embeddedTemplates = (templates: Templates): string => `${JSON.stringify(templates, null, 2)}\n`;

/** `examples/gitops` is what `init` writes for these, and beside it the ApplicationSet of the other layout. */
const answers: Answers = {
  name: 'bitvault',
  owner: 'bitvault',
  repository: 'gitops',
  privateOn: null,
  source: { owner: 'bitvault', name: 'bitvault' },
  registry: 'ghcr.io/bitvault',
  services: [
    { name: 'bitvaultd', host: 'api', database: true, keda: false },
    { name: 'bitvault-worker', host: null, database: true, keda: false },
    { name: 'bitvault-web', host: '@', database: false, keda: false },
  ],
  environments: ['dev', 'staging', 'prod'].map((name) => ({ name, cluster: inCluster })),
  layout: 'environment',
  templating: 'helm',
  serverUrl: 'https://github.com',
  argocdUrl: 'https://argocd.example.com',
  domain: 'bitvault.example.com',
  databaseHost: 'postgres.{env}.internal.example.com',
  previews: true,
  releasers: [{ kind: 'team', organisation: 'bitvault', slug: 'releasers' }],
  ruleKeepers: [{ kind: 'team', organisation: 'bitvault', slug: 'rule-keepers' }],
  migration: { service: 'bitvaultd', args: ['/app/bitvaultd.js', 'migrate'] },
  operators: ['external-secrets', 'keda'],
  // Its services show the database tokens, so that it needs no store.
  secretStore: null,
  signingKeys: [],
  sigstore: 'public-good',
  signerWorkflow: null,
  actions: shownRelease,
};

/** The files of `examples/gitops` by their paths from the root of the project. */
export function exampleFiles(templates: Templates): ReadonlyMap<string, string> {
  const files = new Map(repositoryFiles(answers, templates));
  files.set('argocd/applicationset-services.yaml', alternativeSet(answers, templates));
  return new Map([...files].map(([path, text]) => [`examples/gitops/${path}`, text]));
}
