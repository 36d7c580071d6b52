import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect, type SecureContextOptions } from 'node:tls';
import { promisify } from 'node:util';
import type { StepResult } from '@bitvault/lab';
import { parseIndex } from '@bitvault/registry';
import { startBuildKit, type BuildKit } from './buildkit.ts';
import { makeMutualTls, type MutualTls } from './mutual-tls.ts';
import { pulled } from './pulled.ts';
import { startBuildRig, type BuildRig } from './rig.ts';

const run = promisify(execFile);

let rig: BuildRig;
let tls: MutualTls;
let here: BuildKit;
/** On a port, and only for who has a certificate. */
let there: BuildKit;
let inputs: Readonly<Record<string, string>>;
before(async () => {
  rig = await startBuildRig();
  tls = await makeMutualTls(rig.folder);
  const [near, far] = [join(rig.folder, 'near'), join(rig.folder, 'far')];
  await Promise.all([mkdir(near), mkdir(far)]);
  here = await startBuildKit(near, 'here', rig.env);
  there = await startBuildKit(far, 'there', rig.env, tls);
  const context = await rig.context({
    Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /arch\n',
    amd64: 'x86',
    arm64: 'arm',
  });
  inputs = { builder: 'buildx', context };
});
after(async () => {
  await there?.[Symbol.asyncDispose]();
  await here?.[Symbol.asyncDispose]();
  await rig?.[Symbol.asyncDispose]();
});

async function succeeded(result: Promise<StepResult>): Promise<Readonly<Record<string, string>>> {
  const { conclusion, outputs, log } = await result;
  assert.equal(conclusion, 'success', log);
  return outputs;
}

const built = async ({ instance }: Pick<BuildKit, 'instance'>, platform: string): Promise<string> =>
  (await succeeded(rig.build({ ...inputs, 'builder-name': instance, platforms: platform })))['digest'] ?? '';

test('what two daemons build of one Dockerfile is one index, which verifies with all that is in it', async () => {
  const [amd64, arm64] = [await built(here, 'linux/amd64'), await built(there, 'linux/arm64')];
  const merging = { mode: 'merge', digests: `${arm64},${amd64}`, 'source-date-epoch': '', tags: 'merged' };
  const merged = await succeeded(rig.build(merging));
  const index = await rig.open().manifest('merged');
  assert.equal(index?.digest, merged['digest']);
  const { manifests } = parseIndex(index?.bytes ?? new Uint8Array());
  assert.deepEqual(
    manifests.map(({ digest, platform }) => [digest, platform?.architecture]),
    [
      [amd64, 'amd64'],
      [arm64, 'arm64'],
    ],
  );
  const contents = await Promise.all(manifests.map(({ digest }) => pulled(rig.open(), digest)));
  assert.deepEqual(
    contents.map(({ files }) => files.get('arch')?.toString()),
    ['x86', 'arm'],
  );
  for (const digest of [merged['digest'] ?? '', amd64, arm64]) {
    const verified = await rig.verify(digest);
    assert.equal(verified.outputs['result'], 'verified', verified.log);
  }
  await run('crane', ['validate', '--insecure', '--remote', merged['ref'] ?? ''], { env: rig.env });
});

test('both daemons make the same image of the same commit', async () => {
  for (const platform of ['linux/amd64', 'linux/arm64'])
    assert.equal(await built(here, platform), await built(there, platform));
});

test('an instance of several daemons builds a platform a step, and is refused several with what to do instead', async () => {
  const create = ['create', '--name', 'both', '--driver', 'remote'];
  const near = ['--node', 'near', '--platform', 'linux/amd64', here.address];
  const paths = [`cacert=${tls.ca}`, `cert=${tls.client.cert}`, `key=${tls.client.key}`];
  const options = paths.flatMap((path) => ['--driver-opt', path]);
  const far = ['--append', '--node', 'far', '--platform', 'linux/arm64', ...options, there.address];
  for (const node of [near, far]) await run('buildx', [...create, ...node], { env: rig.env });
  for (const platform of ['linux/amd64', 'linux/arm64'])
    assert.equal(await built({ instance: 'both' }, platform), await built(here, platform));
  const several = await rig.build({ ...inputs, 'builder-name': 'both', platforms: 'linux/amd64,linux/arm64' });
  assert.match(several.outputs['reason'] ?? '', /^BUILDER_FAILED: .*multi-node.* Next: .*`mode: merge`/);
});

test('the daemon on a port answers nobody without a certificate', async () => {
  const { port } = new URL(there.address);
  const answered = async (own: SecureContextOptions) => {
    const to = { host: '127.0.0.1', port: Number(port), ALPNProtocols: ['h2'], ca: await readFile(tls.ca) };
    const socket = connect({ ...to, ...own });
    try {
      return await once(socket, 'data');
    } finally {
      socket.destroy();
    }
  };
  const { cert, key } = tls.client;
  assert.ok(await answered({ cert: await readFile(cert), key: await readFile(key) }));
  await assert.rejects(answered({}), { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' });
});
