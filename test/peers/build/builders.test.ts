import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, readdir, readFile, readlink, unlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { buildDockerfile, findBuilder, type DockerfileBuild } from '@bitvault/build';
import type { StepResult } from '@bitvault/lab';
import { isIndexType, parseIndex } from '@bitvault/registry';
import { bundleFromJSON } from '@sigstore/bundle';
import { readAll } from '../../build/trees.ts';
import { startBuildKit, type BuildKit } from './buildkit.ts';
import { pulled } from './pulled.ts';
import { startBuildRig, type BuildRig } from './rig.ts';

const run = promisify(execFile);
const secret = 'a secret of the build, 7d1f';
const inFile = 'a secret from a file, 93ab';

/** Uses what the tests set and shows it: build argument, secrets, another context, a stage that is not built. */
const dockerfile = `FROM scratch AS wanted
ARG GREETING=none
COPY busybox /bin/busybox
COPY --from=more extra.txt /extra.txt
RUN --mount=type=secret,id=token --mount=type=secret,id=file ["/bin/busybox", "sh", "-c", "\\
  /bin/busybox cat /run/secrets/token /run/secrets/file; \\
  echo; echo '::set-output name=digest::forged'; echo '##[warning]forged'; \\
  /bin/busybox cat /etc/hosts > /hosts; \\
  echo $GREETING > /greeting; /bin/busybox cat /run/secrets/token | /bin/busybox wc -c >> /greeting"]
ENTRYPOINT ["/bin/busybox"]

FROM wanted AS unwanted
COPY never /never
`;

let rig: BuildRig;
let kit: BuildKit;
before(async () => {
  rig = await startBuildRig();
  kit = await startBuildKit(rig.folder, 'peer', rig.env);
});
after(async () => {
  await kit?.[Symbol.asyncDispose]();
  await rig?.[Symbol.asyncDispose]();
});

const builders = [
  ['buildx', () => ({ 'builder-name': kit.instance })],
  ['buildah', () => ({})],
] as const;

async function succeeded(result: Promise<StepResult>): Promise<StepResult> {
  const finished = await result;
  assert.equal(finished.conclusion, 'success', finished.log);
  return finished;
}

for (const [builder, own] of builders) {
  suite(builder, () => {
    test('builds a Dockerfile with all that it is given; no secret is in the image, the log or the statements', async () => {
      const context = await rig.context({ Dockerfile: dockerfile, '.dockerignore': 'never\n', never: '' });
      await copyFile('/bin/busybox', join(context, 'busybox'));
      const more = await rig.context({ 'extra.txt': 'extra' });
      const secrets = await rig.context({ file: inFile });
      const inputs = {
        builder,
        ...own(),
        context,
        platforms: 'linux/amd64',
        target: 'wanted',
        'build-args': 'GREETING=hello = world',
        labels: 'org.example.label=a "label"; $(id)',
        annotations: 'org.example.annotation=noted',
        'build-contexts': `more=${more}`,
        'secret-envs': 'token=OF_THE_JOB',
        'secret-files': `file=${join(secrets, 'file')}`,
        'add-hosts': 'four:10.1.2.3\nfive=10.1.2.4\nsix=[::2]',
        ...(builder === 'buildx'
          ? { 'no-cache-filters': 'wanted, unwanted', 'cgroup-parent': 'builds' }
          : { 'no-cache': 'true' }),
        tags: `${builder}-full`,
      };
      const first = await succeeded(rig.build(inputs, { OF_THE_JOB: secret }));
      const { digest = '' } = first.outputs;
      assert.match(first.log, new RegExp(`Builder: ${builder}, because it was named`));
      assert.notEqual(digest, 'forged');
      assert.deepEqual(
        first.annotations.filter(({ message }) => message.includes('forged')),
        [],
      );

      const image = await pulled(rig.open(), digest);
      const file = (path: string) => image.files.get(path)?.toString();
      assert.equal(file('greeting'), `hello = world\n${secret.length}\n`);
      for (const [host, address] of Object.entries({ four: '10.1.2.3', five: '10.1.2.4', six: '::2' }))
        assert.match(file('hosts') ?? '', new RegExp(`^${address}\\s+${host}$`, 'm'));
      assert.equal(file('extra.txt'), 'extra');
      assert.equal(image.files.has('never'), false);
      assert.equal(image.config.config.Labels?.['org.example.label'], 'a "label"; $(id)');
      assert.deepEqual(image.config.config.Entrypoint, ['/bin/busybox']);
      assert.equal(image.config.created, '2023-11-14T22:13:20Z');
      assert.equal(image.manifest.annotations?.['org.example.annotation'], 'noted');
      const shown = [first.rawLog.replaceAll(/^::add-mask::.*$/gm, ''), first.summary, ...image.texts].join('\n');
      for (const hidden of [secret, inFile]) assert.ok(!shown.includes(hidden));
      assert.match(first.log, /\*\*\*/, 'the step did print them');
      assert.match(first.summary, new RegExp(`^Tagged \`${builder}-full\`\\.$`, 'm'));

      const verified = await rig.verify(digest);
      assert.equal(verified.outputs['result'], 'verified', verified.log);
      await run('crane', ['validate', '--insecure', '--remote', first.outputs['ref'] ?? ''], { env: rig.env });
      const again = await succeeded(rig.build(inputs, { OF_THE_JOB: secret }));
      assert.equal(again.outputs['digest'], digest, 'the same commit gives the same digest');
      assert.equal((await rig.open().resolve(`${builder}-full`))?.digest, digest);
    });

    test('builds several platforms into one index, the same each time', async () => {
      const context = await rig.context({
        Containerfile: 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /arch\n',
        amd64: 'x86',
        arm64: 'arm',
      });
      const file = join(context, 'Containerfile');
      const inputs = { builder, ...own(), context, file, platforms: 'linux/amd64, linux/arm64' };
      const { outputs } = await succeeded(rig.build(inputs));
      const index = await rig.open().manifest(outputs['digest'] ?? '');
      assert.ok(index && isIndexType(index.mediaType));
      const { manifests } = parseIndex(index.bytes);
      assert.deepEqual(
        manifests.map(({ platform }) => platform?.architecture),
        ['amd64', 'arm64'],
        'nothing else is in it, so no attestation',
      );
      const contents = await Promise.all(manifests.map(({ digest }) => pulled(rig.open(), digest)));
      assert.deepEqual(
        contents.map(({ files }) => files.get('arch')?.toString()),
        ['x86', 'arm'],
      );
      assert.equal((await rig.verify(outputs['digest'] ?? '')).outputs['result'], 'verified');
      const again = await succeeded(rig.build({ ...inputs, 'no-cache': 'true' }));
      assert.equal(again.outputs['digest'], outputs['digest']);
    });

    test('records the base that it used in the provenance, by digest', async () => {
      const base = await rig.context({ 'base.txt': 'base' });
      const name = `${rig.lab.registry.host}/bitvault/base`;
      const { digest = '' } = (
        await succeeded(rig.build({ image: name, builder: 'append', context: base, tags: 'v1' }))
      ).outputs;
      const context = await rig.context({ Dockerfile: `FROM ${name}:v1\nCOPY own /own\n`, own: 'own' });
      const built = await succeeded(rig.build({ builder, ...own(), context }));
      assert.match(
        (await pulled(rig.open(), built.outputs['digest'] ?? '')).files.get('app/base.txt')?.toString() ?? '',
        /base/,
      );
      const materials = await dependencies(built);
      const ours = materials.filter(({ uri }) => uri.includes('bitvault/base'));
      assert.deepEqual(
        ours.map((each) => each.digest),
        [{ sha256: digest.replace('sha256:', '') }],
        JSON.stringify(materials),
      );
    });

    test('that fails is reported with what it said, and nothing is pushed', async () => {
      const context = await rig.context({ Dockerfile: 'FROM scratch\nCOPY absent /absent\n' });
      const mark = rig.lab.traffic.served.length;
      const failed = await rig.build({ builder, ...own(), context });
      assert.equal(failed.conclusion, 'failure');
      assert.match(
        failed.outputs['reason'] ?? '',
        /^BUILDER_FAILED: build(x|ah) ended with [1-9].*absent.* Next: Read what it printed above$/,
      );
      assert.deepEqual(rig.lab.traffic.since(mark), []);
    });
  });
}

suite('a program for another machine', () => {
  for (const [builder, own] of builders)
    test(`that ${builder} is to run fails with what to do about it`, async () => {
      const context = await rig.context({ Dockerfile: 'FROM scratch\nCOPY --chmod=755 other /\nRUN ["/other"]\n' });
      // What a kernel looks at first: a 64-bit ELF program for 64-bit ARM, or for x86 where ARM is at home.
      const header = Buffer.alloc(120);
      header.write('\x7fELF\x02\x01\x01', 'latin1');
      header.writeUInt16LE(2, 16);
      header.writeUInt16LE(process.arch === 'arm64' ? 62 : 183, 18);
      await writeFile(join(context, 'other'), header);
      const { outputs } = await rig.build({ builder, ...own(), context });
      assert.match(outputs['reason'] ?? '', /^BUILDER_FAILED: .* Next: .*docker\/setup-qemu-action.*`mode: merge`/);
    });
});

suite('auto', () => {
  const plain = { Dockerfile: 'FROM scratch\nCOPY own /own\n', own: 'own' };
  const chosen = async (inputs: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>) => {
    const { log } = await succeeded(rig.build({ 'dry-run': 'true', ...inputs }, env));
    return /Builder: .*/.exec(log)?.[0];
  };

  test('takes buildx for a Dockerfile, append for a directory without one or with a base, and says why', async () => {
    const context = await rig.context(plain);
    const env = { BUILDX_BUILDER: kit.instance };
    assert.equal(await chosen({ context }, env), 'Builder: buildx, because the context has a Dockerfile');
    assert.equal(await chosen({ context, base: 'scratch' }), 'Builder: append, because only it takes the input "base"');
    const bare = await rig.context({ own: 'own' });
    assert.equal(await chosen({ context: bare }), 'Builder: append, because the context has no Dockerfile');
  });

  test('takes buildah where buildx is not', async () => {
    const context = await rig.context(plain);
    const env = { PATH: await rig.pathOf('buildah') };
    assert.equal(await chosen({ context }, env), 'Builder: buildah, because the context has a Dockerfile');
  });
});

/** A `PATH` to `buildah`, and right after each of its commands another job that removes all images which nothing uses. */
async function besideCleaning(): Promise<string> {
  const path = await rig.pathOf('buildah');
  const [folder = ''] = path.split(delimiter);
  const real = await readlink(join(folder, 'buildah'));
  await unlink(join(folder, 'buildah'));
  const script = `#!/bin/sh\n${real} "$@"; code=$?\n${real} rmi --all >/dev/null 2>&1\nexit $code\n`;
  await writeFile(join(folder, 'buildah'), script, { mode: 0o755 });
  return path;
}

test('a build with buildah does not mind what other jobs remove from its storage', async () => {
  const context = await rig.context({ Dockerfile: 'FROM scratch\nCOPY own /own\n', own: 'own' });
  const alone = await rig.build({ builder: 'buildah', context });
  const beside = await rig.build({ builder: 'buildah', context }, { PATH: await besideCleaning() });
  assert.equal(beside.conclusion, 'success', beside.log);
  assert.equal(beside.outputs['digest'], alone.outputs['digest']);
});

test('what buildah stored and what was written for the push is gone after a build, and after a failed one', async () => {
  const tool = await findBuilder('buildah', rig.env);
  assert.ok(tool);
  const build = async (files: Readonly<Record<string, string>>) => {
    const temporary = await rig.context({ kept: '' });
    const context = await rig.context(files);
    const workshop = { directory: context, temporary, env: rig.env, onLine: () => undefined };
    const made = buildDockerfile(tool, dockerfileOf(context), workshop);
    return { made, left: () => readdir(temporary) };
  };
  const good = await build({ Dockerfile: 'FROM scratch\nCOPY own /own\n', own: 'own' });
  const { image, remove } = await good.made;
  assert.equal((await good.left()).length, 2);
  const [blob] = image.blobs;
  assert.ok(blob && (await readAll(blob)).length);
  await remove();
  assert.deepEqual(await good.left(), ['kept']);
  const bad = await build({ Dockerfile: 'FROM scratch\nCOPY absent /absent\n' });
  await assert.rejects(bad.made, { code: 'BUILDER_FAILED' });
  assert.deepEqual(await bad.left(), ['kept']);
  const { stdout } = await run('buildah', ['images', '--all', '--format', '{{.Name}}'], { env: rig.env });
  assert.deepEqual(
    stdout.split('\n').filter((name) => /bitvault-build|<none>/.test(name)),
    [],
  );
});

const dockerfileOf = (context: string): DockerfileBuild => ({
  context,
  platforms: ['linux/amd64', 'linux/arm64'],
  buildArgs: [],
  labels: [],
  annotations: [],
  buildContexts: [],
  secrets: [],
  ssh: [],
  addHosts: [],
  ulimits: [],
  noCache: false,
  noCacheFilters: [],
  pull: false,
  cacheFrom: [],
  cacheTo: [],
  allow: [],
  createdAt: 1_700_000_000,
});

interface Dependency {
  readonly uri: string;
  readonly digest: Readonly<Record<string, string>>;
}

/** What the provenance of a build lists, read from the bundle that it left. */
async function dependencies({ outputs }: StepResult): Promise<readonly Dependency[]> {
  for (const path of (outputs['bundle-paths'] ?? '').split('\n')) {
    const { content } = bundleFromJSON(JSON.parse(await readFile(path, 'utf8')));
    if (content.$case !== 'dsseEnvelope') continue;
    const statement = JSON.parse(content.dsseEnvelope.payload.toString('utf8'));
    if (statement.predicateType === 'https://slsa.dev/provenance/v1')
      return statement.predicate.buildDefinition.resolvedDependencies as Dependency[];
  }
  throw new Error('there is no provenance');
}
