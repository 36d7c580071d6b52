import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { startDockerDaemon, type DockerDaemon } from './docker-daemon.ts';
import { processesWith } from './left-behind.ts';
import { pulled } from './pulled.ts';
import { startBuildRig, type BuildRig } from './rig.ts';

const run = promisify(execFile);

let rig: BuildRig;
/** As on a runner whose workflow does not set up buildx: Docker's own BuildKit, of the older kind and of the newer. */
let older: DockerDaemon;
let newer: DockerDaemon;
let context: string;

async function started(name: string, store: Parameters<typeof startDockerDaemon>[1]): Promise<DockerDaemon> {
  const folder = join(rig.folder, name);
  await mkdir(folder);
  return startDockerDaemon(folder, store, rig.env);
}

before(async () => {
  rig = await startBuildRig();
  [older, newer] = await Promise.all([started('older', 'of its own'), started('newer', 'of containerd')]);
  context = await rig.context({
    Dockerfile: 'FROM scratch\nCOPY busybox /busybox\nRUN ["/busybox", "sh", "-c", "echo made > /made"]\n',
  });
  await copyFile('/bin/busybox', join(context, 'busybox'));
});
after(async () => {
  await newer?.[Symbol.asyncDispose]();
  await older?.[Symbol.asyncDispose]();
  await rig?.[Symbol.asyncDispose]();
});

const build = (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) =>
  rig.build({ context, network: 'none', ...inputs }, env);

const noStore =
  'the instance "default" is a Docker daemon without the containerd image store, which cannot export an OCI layout';

suite('with Docker’s own BuildKit and the containerd image store', () => {
  test('docker buildx builds and the image verifies, the same from nothing again', async () => {
    const built = await build({ tags: 'docker' }, newer.env);
    assert.equal(built.conclusion, 'success', built.log);
    assert.match(built.log, /^Builder: docker buildx, because the input "network" is set$/m);
    const { digest = '' } = built.outputs;
    assert.equal((await pulled(rig.open(), digest)).files.get('made')?.toString(), 'made\n');
    const verified = await rig.verify(digest);
    assert.equal(verified.outputs['result'], 'verified', verified.log);
    const again = await build({ 'no-cache': 'true', builder: 'buildx' }, newer.env);
    assert.equal(again.outputs['digest'], digest, again.log);
  });
});

suite('with Docker’s own BuildKit and the image store from before', () => {
  test('auto takes buildah, and says why', async () => {
    const built = await build({ 'dry-run': 'true' }, older.env);
    assert.equal(built.conclusion, 'success', built.log);
    assert.ok(
      built.log.includes(`Builder: buildah, because the input "network" is set and buildx cannot: ${noStore}\n`),
      built.log,
    );
  });

  const refused = async (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>) => {
    const mark = rig.lab.traffic.served.length;
    const { conclusion, log, outputs } = await build(inputs, env);
    assert.equal(conclusion, 'failure', log);
    assert.deepEqual(rig.lab.traffic.since(mark), []);
    assert.doesNotMatch(log, /^#\d/m, 'nothing is built');
    return outputs['reason'] ?? '';
  };

  test('buildx that was named is refused before it builds, with what to do', async () => {
    const reason = await refused({ builder: 'buildx' }, older.env);
    assert.ok(reason.startsWith(`BUILDER_UNSUITABLE: buildx cannot build here: ${noStore}. Next: `), reason);
    assert.match(reason, /docker\/setup-buildx-action.*`builder: buildah`/);
  });

  test('auto refuses too where only buildx takes an input, or buildah is not there', async () => {
    const cached = await refused({ 'cache-from': 'type=local,src=cache' }, older.env);
    assert.match(cached, /^BUILDER_UNSUITABLE: .*without the containerd image store/);
    const alone = await refused({}, { ...older.env, PATH: await rig.pathOf('docker') });
    assert.match(alone, /^BUILDER_UNSUITABLE: .*without the containerd image store/);
  });

  test('an instance that is not there, and a daemon that is not, are refused with their own words', async () => {
    const unknown = await refused({ 'builder-name': 'nobody' }, older.env);
    assert.match(
      unknown,
      /^BUILDER_UNSUITABLE: buildx cannot build here: buildx inspect fails and says no builder "nobody" found/,
    );
    const env = { ...older.env, DOCKER_HOST: `unix://${rig.folder}/nobody.sock` };
    const silent = await refused({ builder: 'buildx' }, env);
    assert.match(
      silent,
      /^BUILDER_UNSUITABLE: buildx cannot build here: the instance "default" does not answer: .*nobody\.sock/,
    );
  });
});

test('a daemon leaves no process, no mount and no file', async () => {
  const daemon = await started('brief', 'of its own');
  await run('docker', ['info'], { env: { ...rig.env, ...daemon.env } });
  assert.ok((await processesWith(daemon.folder)).length > 0);
  await daemon[Symbol.asyncDispose]();
  assert.deepEqual(await processesWith(daemon.folder), []);
  assert.doesNotMatch(await readFile('/proc/mounts', 'utf8'), new RegExp(`${daemon.folder}/`));
  await assert.rejects(access(daemon.folder), { code: 'ENOENT' });
});
