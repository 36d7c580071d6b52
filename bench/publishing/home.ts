import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkOutSigstore,
  releaseClaims,
  startLab,
  type GitHubEvent,
  type JobGrant,
  type Lab,
  type SigstoreCheckout,
} from '@bitvault/lab';
import { openRepository, type Sha256 } from '@bitvault/registry';
import { provenance, spdxDocument } from '@bitvault/signing';
import { missingPeers, peersPath } from '../../scripts/peers/folders.ts';
import { startBuildKit } from '../../test/peers/build/buildkit.ts';

export const account = { username: 'ci', password: 'registry-password-of-ci' };

/** A lab with what both contenders start from. */
export interface Home extends AsyncDisposable {
  readonly lab: Lab;
  /** Where the files are: `context/`, `Dockerfile`, `provenance.json`, `sbom.json`, `trusted_root.json`, `signing_config.json`. */
  readonly directory: string;
  readonly server: string;
  /** The same Sigstore, in a checkout. */
  readonly signing: SigstoreCheckout;
  /** Name of the buildx instance whose BuildKit runs. */
  readonly builder: string;
  /** How a job of the release workflow asks for its ID tokens. */
  readonly oidc: NonNullable<JobGrant['oidc']>;
  token(): Promise<string>;
  /** Other bytes of the same length, so that no layer is in the registry, nor in BuildKit's memory, from another run. */
  renewContext(): Promise<void>;
  image(name: string): string;
  /** Throws unless tag `v1` is an image with exactly three bundles. */
  assertPublished(name: string): Promise<void>;
}

export async function startHome(): Promise<Home> {
  const missing = missingPeers(['buildkitd', 'buildx', 'cosign', 'crane', 'runc']);
  if (missing.length > 0) throw new Error(`${missing.join(', ')} not there: run npm run peers`);
  const lab = await startLab({ registry: { auth: { ...account, bearer: true } } });
  const { directory, github, registry, sigstore } = lab;
  const token = (): Promise<string> => github.mintIdToken(releaseClaims());
  const write = (name: string, content: string | Buffer) => writeFile(join(directory, name), content);
  await mkdir(join(directory, 'context'));
  await write('context/server.js', 'console.log("hello");\n');
  const renewContext = () => write('context/data.bin', randomBytes(256 * 1024));
  await renewContext();
  await write('Dockerfile', 'FROM scratch\nCOPY . /app\n');
  const { predicate } = provenance({
    claims: { ...releaseClaims(), iss: `${github.origin}/_services/token` },
    server: github.origin,
  });
  const files = await Promise.all(
    ['server.js', 'data.bin'].map(async (path) => ({ path, bytes: await readFile(join(directory, 'context', path)) })),
  );
  await Promise.all([
    write('provenance.json', JSON.stringify(predicate)),
    write('sbom.json', JSON.stringify(spdxDocument({ name: 'api', createdAt: new Date(1_700_000_000_000), files }))),
    write('trusted_root.json', sigstore.trustedRoot),
    write('signing_config.json', sigstore.signingConfig),
    write('config.json', JSON.stringify({ auths: { [registry.host]: { auth: basic(account) } } })),
  ]);
  const buildkit = await startBuildKit(directory, 'bench', {
    PATH: peersPath,
    HOME: directory,
    DOCKER_CONFIG: directory,
    BUILDX_CONFIG: join(directory, 'buildx'),
  });
  const image = (name: string): string => `${registry.host}/bitvault/${name}`;
  return {
    lab,
    directory,
    server: github.origin,
    signing: await checkOutSigstore(join(directory, 'sigstore'), sigstore),
    builder: buildkit.instance,
    oidc: await startReleaseJob(lab),
    token,
    renewContext,
    image,
    assertPublished: async (name) => {
      const repository = openRepository(image(name), { credentials: account });
      const tagged = registry.store.existing(`bitvault/${name}`)?.tags.get('v1') as Sha256 | undefined;
      const attached = tagged === undefined ? [] : await repository.referrers(tagged);
      if (attached.length !== 3) throw new Error(`${name} has ${attached.length} bundles`);
    },
    [Symbol.asyncDispose]: async () => {
      await buildkit[Symbol.asyncDispose]();
      await lab.close();
    },
  };
}

async function startReleaseJob({ github }: Lab): Promise<NonNullable<JobGrant['oidc']>> {
  github.createUser('alice');
  await github.createRepository({
    owner: 'bitvault',
    name: 'bitvault',
    files: { 'README.md': '' },
    authorLogin: 'alice',
  });
  const events: GitHubEvent[] = [];
  github.workflowHost.subscribe((event) => events.push(event));
  await github.push('bitvault/bitvault', { login: 'alice', message: 'Release', files: { 'README.md': 'Released' } });
  const event = events.find(({ name }) => name === 'push');
  if (event === undefined) throw new Error('the push is no event');
  const workflowPath = '.github/workflows/release.yml';
  const run = github.workflowHost.startRun({ event, workflowPath, workflowName: 'release' });
  const { oidc } = await github.workflowHost.startJob({ run, name: 'build', permissions: { 'id-token': 'write' } });
  if (oidc === undefined) throw new Error('the job may not ask for tokens');
  return oidc;
}

const basic = ({ username, password }: typeof account): string =>
  Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
