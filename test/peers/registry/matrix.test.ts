import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test, type TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  mediaTypes,
  openRepository,
  sha256Of,
  type Descriptor,
  type Fetch,
  type ImageRepository,
  type OpenRepositoryOptions,
} from '@bitvault/registry';
import { account, pushSample, quick, sampleReferrer } from '../../registry/rig.ts';
import { makeCertificates } from './certificates.ts';
import { runPeer } from './programs.ts';
import { distribution, goContainerregistry, lab, type Setting, type StartServer } from './servers.ts';

const folder = await mkdtemp(join(tmpdir(), 'matrix-'));
after(() => rm(folder, { recursive: true }));
const certificates = await makeCertificates(folder);
setDefaultCACertificates([...getCACertificates(), certificates.caText]);

interface Server {
  readonly name: string;
  readonly start: StartServer;
  readonly settings: Readonly<Record<string, Setting>>;
  /** Without the API, two clients that attach to one subject at the same moment may lose an entry of theirs. */
  readonly referrers: boolean;
}

const open: Setting = { auth: 'none', tls: undefined };
const settings = {
  'without authentication': open,
  'with a password': { auth: 'basic', tls: undefined },
  'over TLS of a private authority': { auth: 'none', tls: certificates },
  'over TLS with a password': { auth: 'basic', tls: certificates },
} as const;
const labSettings = { ...settings, 'with tokens, over TLS': { auth: 'bearer', tls: certificates } } as const;

const servers: readonly Server[] = [
  {
    name: 'docker-registry 2.8.2',
    start: distribution('docker-registry'),
    settings,
    referrers: false,
  },
  {
    name: 'distribution 3',
    start: distribution('distribution-registry'),
    settings,
    referrers: false,
  },
  {
    name: 'the registry of go-containerregistry',
    start: goContainerregistry,
    settings: { 'without authentication': open },
    referrers: false,
  },
  { name: "the lab's", start: lab(true), settings: labSettings, referrers: true },
  { name: "the lab's without the referrers API", start: lab(false), settings, referrers: false },
];

/** What other clients are told: the password through a Docker configuration, the authority through their own way. */
async function otherClients(t: TestContext, host: string, { auth, tls }: Setting) {
  const config = await mkdtemp(join(folder, 'docker-'));
  t.after(() => rm(config, { recursive: true }));
  const login = Buffer.from(`${account.username}:${account.password}`).toString('base64');
  const auths = auth === 'none' ? {} : { [host]: { auth: login } };
  await writeFile(join(config, 'config.json'), JSON.stringify({ auths }));
  const env = { DOCKER_CONFIG: config, HOME: config, ...(tls && { SSL_CERT_FILE: tls.ca }) };
  const scheme = tls ? ['--ca-file', tls.ca] : ['--plain-http'];
  return {
    crane: (...args: readonly string[]) => runPeer('crane', args, env),
    oras: (...args: readonly string[]) => runPeer('oras', [...args, ...scheme], env),
  };
}

/** Loses the answer to the second chunk, after the registry took it. */
function losingAnswer(): { readonly fetch: Fetch; readonly chunks: () => number } {
  let chunks = 0;
  return {
    chunks: () => chunks,
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      if (init.method !== 'PATCH') return answer;
      chunks += 1;
      if (chunks !== 2) return answer;
      for await (const piece of answer.body ?? []) assert.ok(piece);
      throw new TypeError('the answer is lost');
    },
  };
}

async function pushIndex(repository: ImageRepository, images: readonly Descriptor[], tags: readonly string[]) {
  const platforms = ['amd64', 'arm64'].map((architecture) => ({ os: 'linux', architecture }));
  const manifests = images.map((image, at) => ({ ...image, platform: platforms[at] }));
  const index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests };
  const { existed: _, ...pushed } = await repository.pushManifest(
    Buffer.from(JSON.stringify(index)),
    mediaTypes.index,
    tags,
  );
  return pushed;
}

const digests = (descriptors: readonly Descriptor[]): readonly string[] =>
  descriptors.map(({ digest }) => digest).toSorted();

/** The digests that oras finds, whatever it calls the list. */
const discovered = (json: string): readonly string[] =>
  (JSON.parse(json) as { referrers: readonly Descriptor[] }).referrers.map(({ digest }) => digest).toSorted();

for (const { name, start, settings: offered, referrers } of servers) {
  suite(`an image in ${name}`, () => {
    for (const [how, setting] of Object.entries(offered)) {
      test(`${how} is the same for us, crane and oras`, async (t) => {
        const host = await start(t, setting);
        const path = `${host}/team/app`;
        const connect = (repository = path, more: OpenRepositoryOptions = {}): ImageRepository =>
          openRepository(repository, {
            ...quick,
            ...more,
            secure: setting.tls !== undefined,
            ...(setting.auth !== 'none' && { credentials: account }),
          });
        const { crane, oras } = await otherClients(t, host, setting);

        const ours = connect();
        const layer = Buffer.alloc(3_000_000, 'layer');
        const images = [await pushSample(ours, layer.toString(), ['amd64']), await pushSample(ours, 'arm64')];
        const index = await pushIndex(ours, images, ['v1', 'latest']);
        for (const tag of ['v1', 'latest'])
          assert.equal((await crane('digest', `${path}:${tag}`)).trim(), index.digest);
        assert.deepEqual((await crane('ls', path)).trim().split('\n').toSorted(), ['amd64', 'latest', 'v1']);
        await crane('pull', '--format=oci', `${path}:v1`, join(folder, 'pulled'));
        assert.equal(
          sha256Of(await readFile(join(folder, 'pulled/blobs/sha256', sha256Of(layer).slice(7)))),
          sha256Of(layer),
        );
        await rm(join(folder, 'pulled'), { recursive: true });
        const fetched = JSON.parse(await oras('manifest', 'fetch', '--descriptor', `${path}:v1`)) as Descriptor;
        assert.equal(fetched.digest, index.digest);

        const losing = losingAnswer();
        const large = Buffer.alloc(3_000_000, 'chunk');
        const chunked = connect(`${host}/team/chunked`, { fetch: losing.fetch, chunkBytes: 1_000_000 });
        assert.deepEqual(await chunked.pushBlob(large), { digest: sha256Of(large), existed: false });
        assert.ok(losing.chunks() >= 2);
        const described = { mediaType: 'x/y', digest: sha256Of(large), size: large.length };
        assert.deepEqual(Buffer.from(await connect(`${host}/team/chunked`).blob(described)), large);
        const blob = { mediaType: 'x/y', digest: sha256Of(layer), size: layer.length };
        const read = () => assert.fail('the registry has it and could hand it over');
        const mounted = await connect(`${host}/team/mounted`).pushBlob({ ...blob, read, from: path });
        assert.deepEqual(mounted, { digest: blob.digest, existed: true });
        assert.ok(await connect(`${host}/team/mounted`).hasBlob(blob.digest));

        const together = [sampleReferrer(index, 'signature'), sampleReferrer(index, 'provenance')];
        const attached = [...(await ours.attach(index, together))];
        assert.deepEqual(discovered(await oras('discover', '--format', 'json', `${path}:v1`)), digests(attached));
        if (referrers) await assert.rejects(crane('digest', `${path}:${index.digest.replace(':', '-')}`));
        else assert.ok(await crane('digest', `${path}:${index.digest.replace(':', '-')}`));

        const both = ['one', 'other'].map((content) => connect().attach(index, [sampleReferrer(index, content)]));
        attached.push(...(await Promise.all(both)).flat());
        const reader = connect();
        const listed = await reader.referrers(index.digest);
        if (referrers) assert.deepEqual(digests(listed), digests(attached));
        else
          assert.deepEqual(
            digests(attached.slice(0, 2)).filter((each) => !digests(listed).includes(each)),
            [],
          );
        assert.deepEqual(await reader.resolve('v1'), index);
        for (const { digest } of listed) assert.equal((await reader.manifest(digest))?.digest, digest);
        assert.deepEqual(Buffer.from(await reader.blob(blob)), layer);
        assert.deepEqual(discovered(await oras('discover', '--format', 'json', `${path}:v1`)), digests(listed));
      });
    }
  });
}
