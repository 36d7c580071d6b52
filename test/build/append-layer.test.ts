import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { suite, test, type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { appendLayer, combinePlatforms, pushImage, type AppendOptions, type AppendedImage } from '@bitvault/build';
import { mediaTypes, parseManifest, sha256Of, type ImageRepository } from '@bitvault/registry';
import { unpackTar } from 'modern-tar';
import { startRig } from '../registry/rig.ts';
import { readAll, scratchDirectory, writeTree, type Tree } from './trees.ts';

const tree: Tree = {
  'server.js': 'console.log(1)\n',
  'bin/start': { run: '#!/bin/sh\nexec node server.js\n' },
  'public/ä.txt': 'umlaut\n',
  'public/index.html': '<p>\n',
  current: { link: 'public/index.html' },
};

const options = (context: string): AppendOptions => ({
  base: 'scratch',
  context,
  prefix: '/srv/app',
  platform: 'linux/amd64',
  config: {
    entrypoint: ['/srv/app/bin/start'],
    env: { NODE_ENV: 'production' },
    workdir: '/srv/app',
    exposedPorts: ['8080'],
    user: '65532',
    labels: { b: '2', a: '1' },
  },
  createdAt: 1_700_000_000,
});

async function layerEntries(image: AppendedImage) {
  const blob = image.blobs.find(({ descriptor }) => descriptor.digest === image.layer.digest);
  assert.ok(blob);
  return unpackTar(gunzipSync(await readAll(blob)));
}

suite('reproducibility', () => {
  // Written down so that a change of any byte of the format, here or in a dependency, is noticed.
  const golden = 'sha256:e1cc1e370ad8193b7b24700fc75a1c40d667dedafe9c03f577ab3ee855a7a4bb';

  test('a tree gives the digest that it has always given', async (t) => {
    const image = await appendLayer(options(await writeTree(await scratchDirectory(t), tree)));
    assert.equal(image.digest, golden);
  });

  test('neither order, time nor umask of the files counts', async (t) => {
    const before = process.umask(0o077);
    t.after(() => process.umask(before));
    const backwards = Object.fromEntries(Object.entries(tree).toReversed());
    const context = await writeTree(await scratchDirectory(t), backwards, new Date('2001-02-03'));
    assert.equal((await appendLayer(options(context))).digest, golden);
  });

  test('a changed byte, mode or time gives another digest', async (t) => {
    const changed = await writeTree(await scratchDirectory(t), { ...tree, 'server.js': 'console.log(2)\n' });
    const unmarked = await writeTree(await scratchDirectory(t), {
      ...tree,
      'bin/start': '#!/bin/sh\nexec node server.js\n',
    });
    const same = await writeTree(await scratchDirectory(t), tree);
    const images = [
      await appendLayer(options(changed)),
      await appendLayer(options(unmarked)),
      await appendLayer({ ...options(same), createdAt: 1 }),
    ];
    assert.equal(new Set([golden, ...images.map(({ digest }) => digest)]).size, 4);
  });
});

suite('what goes into the layer', () => {
  test('entries are sorted, owned by root and have one time', async (t) => {
    const image = await appendLayer(options(await writeTree(await scratchDirectory(t), tree)));
    const entries = await layerEntries(image);
    assert.deepEqual(
      entries.map(
        ({ header }) => `${header.mode?.toString(8)} ${header.name}${header.linkname ? ` -> ${header.linkname}` : ''}`,
      ),
      [
        '755 srv/',
        '755 srv/app/',
        '755 srv/app/bin/',
        '755 srv/app/bin/start',
        '777 srv/app/current -> public/index.html',
        '755 srv/app/public/',
        '644 srv/app/public/index.html',
        '644 srv/app/public/ä.txt',
        '644 srv/app/server.js',
      ],
    );
    for (const { header } of entries) {
      assert.deepEqual([header.uid, header.gid, header.mtime?.getTime()], [0, 0, 1_700_000_000_000]);
    }
  });

  test('.dockerignore is heeded, exceptions included', async (t) => {
    const context = await writeTree(await scratchDirectory(t), {
      '.dockerignore': '.env\nnode_modules\n!node_modules/kept\n**/*.log\n.dockerignore\n',
      '.env': 'SECRET=1',
      'node_modules/kept/index.js': 'kept',
      'node_modules/dropped/index.js': 'dropped',
      'deep/er/trace.log': 'x',
      'main.js': 'main',
    });
    const entries = await layerEntries(await appendLayer({ ...options(context), prefix: '/' }));
    assert.deepEqual(
      entries.map(({ header }) => header.name),
      ['deep/', 'deep/er/', 'main.js', 'node_modules/', 'node_modules/kept/', 'node_modules/kept/index.js'],
    );
  });

  test('.dockerignore tells upper from lower case, and a pattern that is none is refused', async (t) => {
    const context = await writeTree(await scratchDirectory(t), {
      '.dockerignore': 'Notes\n.dockerignore',
      notes: 'kept',
    });
    const entries = await layerEntries(await appendLayer({ ...options(context), prefix: '/' }));
    assert.deepEqual(
      entries.map(({ header }) => header.name),
      ['notes'],
    );
    const broken = await writeTree(await scratchDirectory(t), { '.dockerignore': 'a[' });
    await assert.rejects(appendLayer(options(broken)), { code: 'CONTEXT_UNREADABLE', message: /\.dockerignore/ });
  });

  for (const [what, target] of Object.entries({
    'a link to an absolute path': '/etc/passwd',
    'a link above the context': '../../etc/passwd',
    'a link out and in again': '../x/../../y',
  })) {
    test(`${what} is refused`, async (t) => {
      const context = await writeTree(await scratchDirectory(t), { 'sub/link': { link: target } });
      await assert.rejects(appendLayer(options(context)), { code: 'CONTEXT_UNSAFE' });
    });
  }

  test('a whiteout is refused', async (t) => {
    const context = await writeTree(await scratchDirectory(t), { 'etc/.wh.passwd': '' });
    await assert.rejects(appendLayer(options(context)), { code: 'CONTEXT_UNSAFE' });
  });

  test('a socket is refused', async (t) => {
    const context = await scratchDirectory(t);
    const server = createServer().listen(join(context, 'socket'));
    await once(server, 'listening');
    t.after(() => server.close());
    await assert.rejects(appendLayer(options(context)), { code: 'CONTEXT_UNSAFE' });
  });

  test('a context that is not there is named', async () => {
    await assert.rejects(appendLayer(options('/no/such/context')), { code: 'CONTEXT_MISSING' });
  });

  for (const prefix of ['app', '/../etc', '/a//b', '/a/./b', '']) {
    test(`the prefix ${JSON.stringify(prefix)} is refused`, async (t) => {
      const context = await writeTree(await scratchDirectory(t), tree);
      await assert.rejects(appendLayer({ ...options(context), prefix }), { code: 'OPTION_INVALID' });
    });
  }
});

async function pushBase(repository: ImageRepository, t: TestContext) {
  const context = await writeTree(await scratchDirectory(t), { 'etc/base': 'base' });
  const base = await appendLayer({
    ...options(context),
    prefix: '/',
    config: { cmd: ['sh'], env: { PATH: '/bin', KEPT: '1' }, labels: { old: '1' } },
  });
  await pushImage(repository, base);
  return base;
}

suite('building upon a base', () => {
  const run = { entrypoint: ['/app/run'], env: { PATH: '/app' }, labels: { new: '1' } };

  test('sends the layers of a base in another registry, and none of one in the same', async (t) => {
    const [here, elsewhere] = [await startRig(t), await startRig(t)];
    const context = await writeTree(await scratchDirectory(t), { run: { run: '#!' } });
    for (const [rig, pushed] of [
      [elsewhere, 3],
      [here, 2],
    ] as const) {
      const { digest } = await pushBase(rig.open('team/base'), t);
      const base = { repository: rig.open('team/base'), digest };
      const image = await appendLayer({ ...options(context), base, prefix: '/app', config: run });
      const target = here.open(`team/app-${pushed}`);
      assert.equal((await pushImage(target, image)).blobs.pushed, pushed);
      assert.equal((await target.manifest(image.digest))?.digest, image.digest);
    }
  });

  test('keeps its layers and settings, and takes over what the target lacks', async (t) => {
    const { open } = await startRig(t);
    const base = await pushBase(open('team/base'), t);
    const context = await writeTree(await scratchDirectory(t), { run: { run: '#!' } });
    const image = await appendLayer({
      ...options(context),
      base: { repository: open('team/base'), digest: base.digest },
      prefix: '/app',
      config: run,
    });
    const target = open('team/app');
    const pushed = await pushImage(target, image, { tags: ['v1'] });
    assert.deepEqual(pushed.blobs.pushed, 2);
    const read = await open('team/app').manifest('v1');
    assert.equal(read?.digest, image.digest);
    const manifest = parseManifest(read.bytes);
    assert.deepEqual(
      manifest.layers.map(({ digest }) => digest),
      [base.layer.digest, image.layer.digest],
    );
    assert.equal(manifest.annotations?.['org.opencontainers.image.base.digest'], base.digest);
    assert.deepEqual(image.config.config, {
      Env: ['KEPT=1', 'PATH=/app'],
      Entrypoint: ['/app/run'],
      Labels: { new: '1', old: '1' },
    });
    assert.equal(image.config.rootfs.diff_ids.length, 2);
    assert.deepEqual(
      (await layerEntries(image)).map(({ header }) => header.name),
      ['app/', 'app/run'],
    );
  });

  test('pushing again sends nothing', async (t) => {
    const { open, traffic } = await startRig(t);
    const base = await pushBase(open(), t);
    const mark = traffic.served.length;
    const result = await pushImage(open(), base);
    assert.deepEqual(result.blobs, { pushed: 0, existed: 2, bytesPushed: 0 });
    assert.equal(result.existed, true);
    assert.ok(traffic.since(mark).every(({ method }) => method === 'HEAD'));
  });

  test('an index gives the manifest for the platform, and says what it has where there is none', async (t) => {
    const { open } = await startRig(t);
    const repository = open();
    const base = await pushBase(repository, t);
    const index = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.index,
        manifests: [
          {
            mediaType: base.mediaType,
            digest: base.digest,
            size: base.size,
            platform: { os: 'linux', architecture: 'amd64' },
          },
        ],
      }),
    );
    const { digest } = await repository.pushManifest(index, mediaTypes.index);
    const context = await writeTree(await scratchDirectory(t), { run: 'x' });
    const on = (platform: string) => appendLayer({ ...options(context), base: { repository, digest }, platform });
    assert.equal((await on('linux/amd64')).baseDigest, base.digest);
    await assert.rejects(on('linux/arm64'), { code: 'PLATFORM_MISSING', message: /it is for linux\/amd64$/ });
  });

  test('images for several platforms are pushed as one index, and serve as a base again', async (t) => {
    const { open } = await startRig(t);
    const context = await writeTree(await scratchDirectory(t), tree);
    const build = (platform: string) => appendLayer({ ...options(context), platform });
    const images = [await build('linux/amd64'), await build('linux/arm64')];
    const index = combinePlatforms(images);
    const pushed = await pushImage(open(), index, { tags: ['v1'] });
    assert.deepEqual([pushed.mediaType, pushed.blobs.pushed], [mediaTypes.index, 3]);
    const base = { repository: open(), digest: index.digest };
    const upon = await appendLayer({ ...options(context), base, platform: 'linux/arm64' });
    assert.equal(upon.baseDigest, images[1]?.digest);
    assert.throws(() => combinePlatforms([...images, ...images]), { code: 'OPTION_INVALID' });
  });

  test('a base that is not there, and one for another platform, are refused', async (t) => {
    const { open } = await startRig(t);
    const repository = open();
    const base = await pushBase(repository, t);
    const context = await writeTree(await scratchDirectory(t), { run: 'x' });
    const absent = { repository, digest: sha256Of(Buffer.from('absent')) };
    await assert.rejects(appendLayer({ ...options(context), base: absent }), { code: 'BASE_MISSING' });
    const present = { repository, digest: base.digest };
    await assert.rejects(appendLayer({ ...options(context), base: present, platform: 'linux/arm64' }), {
      code: 'PLATFORM_MISSING',
    });
  });

  test('a layer with foreign URLs is refused, and no URL is asked', async (t) => {
    const { open, registry } = await startRig(t);
    const base = await pushBase(open(), t);
    const lab = registry.store.repository('team/app');
    const document = JSON.parse(Buffer.from(base.documents[0].bytes).toString('utf8'));
    document.layers[0].urls = [`${registry.origin}/somewhere`];
    const { digest } = lab.putManifest(Buffer.from(JSON.stringify(document)), mediaTypes.manifest);
    const context = await writeTree(await scratchDirectory(t), { run: 'x' });
    const foreign = { repository: open(), digest: digest as `sha256:${string}` };
    await assert.rejects(appendLayer({ ...options(context), base: foreign }), { code: 'FOREIGN_LAYER' });
  });
});
