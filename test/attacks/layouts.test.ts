import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { access, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { mediaTypes, sha256Of } from '@bitvault/registry';
import { asTar, asTree, blobPath, sampleLayout } from '../build/trees.ts';
import { tarEntry, unsafeEntries } from '../build/unsafe-entries.ts';
import { assertTextOnly, hostile } from './hostile-text.ts';
import { startPublishing, type Publishing } from './publishing.ts';

const block = 512;

describe('a layout that means harm', () => {
  let rig: Publishing;
  let folders = 0;
  before(async () => {
    rig = await startPublishing();
  });
  after(() => rig[Symbol.asyncDispose]());

  const { files, index } = sampleLayout();
  const build = (layout: string) => rig.build({ layout, sbom: 'none' });
  const refuses = (code: string, layout: string) => rig.repels(code, () => build(layout));
  const folder = (own: ReadonlyMap<string, Buffer> = files) => rig.folder(`layout-${(folders += 1)}`, asTree(own));
  async function archive(bytes: Uint8Array): Promise<string> {
    const path = join(await rig.folder(`archive-${(folders += 1)}`, { 'beside.txt': 'untouched' }), 'layout.tar');
    await writeFile(path, bytes);
    return path;
  }

  describe('an archive', () => {
    for (const [what, attack] of Object.entries(unsafeEntries)) {
      test(`with ${what}`, async () => {
        const path = await archive(await asTar(files, [attack]));
        await refuses('LAYOUT_UNSAFE', path);
        assert.deepEqual((await readdir(join(path, '..'))).toSorted(), ['beside.txt', 'layout.tar']);
        await assert.rejects(access(join(path, '..', '..', 'evil')));
      });
    }

    test('with a file that is mostly holes', async () => {
      const tar = Buffer.from(await asTar(new Map([['blobs/sha256/sparse', Buffer.alloc(block)], ...files])));
      tar.write('S', 156, 'latin1');
      tar.write('        ', 148, 'latin1');
      const sum = tar.subarray(0, block).reduce((total, byte) => total + byte, 0);
      tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
      await refuses('LAYOUT_UNSAFE', await archive(tar));
    });

    test('that expands a thousandfold, and leaves nothing on the disk', async () => {
      const zeros = Buffer.alloc(40 * 1024 * 1024);
      const bomb = gzipSync(await asTar(new Map(files).set('padding', zeros)), { level: 9 });
      assert.ok(zeros.length / bomb.length > 900);
      await refuses('LAYOUT_UNSAFE', await archive(bomb));
    });

    test('with more entries than an image needs', async () => {
      const many = Array.from({ length: 10_001 }, (_, at) => tarEntry(`padding-${at}`));
      await refuses('LAYOUT_TOO_LARGE', await archive(await asTar(files, many)));
    });

    test('whose entries have hostile names', async () => {
      const name = `../${hostile.replaceAll('/', '|')}`.slice(0, 90);
      assertTextOnly(await refuses('LAYOUT_UNSAFE', await archive(await asTar(files, [tarEntry(name)]))));
    });
  });

  describe('a directory', () => {
    test('with links in place of its files or folders', async () => {
      const secret = join(await rig.folder('outside', { secret: 'a secret of the machine' }), 'secret');
      for (const path of ['index.json', 'oci-layout', blobPath(index.digest)]) {
        const layout = await folder();
        await rm(join(layout, path));
        await symlink(secret, join(layout, path));
        await refuses('LAYOUT_UNSAFE', layout);
      }
      const layout = await folder();
      await rename(join(layout, 'blobs'), join(layout, 'elsewhere'));
      await symlink('elsewhere', join(layout, 'blobs'));
      await refuses('LAYOUT_UNSAFE', layout);
    });

    test('with a pipe in place of a file, or that is a pipe', async () => {
      const layout = await folder();
      await rm(join(layout, 'index.json'));
      execFileSync('mkfifo', [join(layout, 'index.json'), join(layout, 'pipe')]);
      await refuses('LAYOUT_UNSAFE', layout);
      await refuses('LAYOUT_UNSAFE', join(layout, 'pipe'));
      await refuses('LAYOUT_UNSAFE', '/dev/zero');
    });

    test('with files that are huge and empty', async () => {
      const huge = 100 * 1024 ** 3;
      for (const [path, code] of [
        ['index.json', 'LAYOUT_TOO_LARGE'],
        ['oci-layout', 'LAYOUT_TOO_LARGE'],
        [blobPath(index.digest), 'LAYOUT_CORRUPT'],
      ] as const) {
        const layout = await folder();
        await truncate(join(layout, path), huge);
        await refuses(code, layout);
      }
      const claims = { mediaType: mediaTypes.manifest, digest: `sha256:${'1'.repeat(64)}`, size: huge };
      const top = JSON.stringify({ schemaVersion: 2, manifests: [claims] });
      await refuses('LAYOUT_TOO_LARGE', await folder(new Map(files).set('index.json', Buffer.from(top))));
    });

    test('with a layer that is elsewhere', async () => {
      const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...placed(Buffer.from('layer')) };
      const layers = [{ ...layer, urls: [`${rig.lab.registry.origin}/layer`] }];
      const manifest = Buffer.from(
        JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, config: layer, layers }),
      );
      const root = { mediaType: mediaTypes.manifest, ...placed(manifest) };
      const foreign = new Map(files)
        .set('index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [root] })))
        .set(blobPath(root.digest), manifest)
        .set(blobPath(layer.digest), Buffer.from('layer'));
      await refuses('FOREIGN_LAYER', await folder(foreign));
    });

    test('with indexes in indexes', async () => {
      const nested = new Map(files);
      let root = index;
      for (let depth = 0; depth < 5; depth += 1) {
        const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: [root] }));
        root = { mediaType: mediaTypes.index, ...placed(bytes) };
        nested.set(blobPath(root.digest), bytes);
      }
      const top = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [root] }));
      await refuses('LAYOUT_INVALID', await folder(nested.set('index.json', top)));
    });

    for (const [what, text, code] of [
      ['100,000 entries', `{"schemaVersion":2,"manifests":[${Array(100_000).fill('1').join()}]}`, 'LAYOUT_INVALID'],
      ['brackets without end', '['.repeat(1_000_000), 'LAYOUT_INVALID'],
      ['a prototype', '{"schemaVersion":2,"__proto__":{"manifests":[]}}', 'LAYOUT_INVALID'],
      ['no image', '{"schemaVersion":2,"manifests":[]}', 'LAYOUT_AMBIGUOUS'],
    ] as const)
      test(`with an index of ${what}`, async () => {
        await refuses(code, await folder(new Map(files).set('index.json', Buffer.from(text))));
      });
  });

  describe('that is changed when it has been read', () => {
    const layer = Buffer.alloc(3 * 1024 * 1024, 'honest ');
    let run = 0;

    /** A layout that the registry has nothing of, of which `change` is made at the first request to the registry. */
    async function changedMeanwhile(asArchive: boolean, change: (path: string, blob: string) => void) {
      const config = Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', run: (run += 1) }));
      const [content, mediaType] = [Buffer.from(layer), 'application/vnd.oci.image.layer.v1.tar'];
      content.write(String(run));
      const manifest = Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: mediaTypes.manifest,
          config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...placed(config) },
          layers: [{ mediaType, ...placed(content) }],
        }),
      );
      const root = { mediaType: mediaTypes.manifest, ...placed(manifest) };
      const own = new Map([
        ['oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}')],
        ['index.json', Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [root] }))],
        ...[config, content, manifest].map((bytes) => [blobPath(sha256Of(bytes)), bytes] as const),
      ]);
      const path = asArchive ? await archive(await asTar(own)) : await folder(own);
      let changed = false;
      const stop = rig.lab.registry.tamper((_request, answer) => {
        // At once, so that it is done before the answer is there.
        if (!changed) change(path, blobPath(sha256Of(content)));
        changed = true;
        return answer;
      });
      return { digest: root.digest, attack: () => build(path).finally(stop) };
    }

    const overwritten = (path: string) => {
      const bytes = readFileSync(path);
      bytes.write('hostil', bytes.indexOf('honest', 1024 * 1024));
      writeFileSync(path, bytes);
    };

    test('a blob with other bytes, fewer bytes, or a link in its place', async () => {
      const changes = {
        DIGEST_MISMATCH: (path: string, blob: string) => overwritten(join(path, blob)),
        'DIGEST_MISMATCH ': (path: string, blob: string) => truncateSync(join(path, blob), 5),
        LAYOUT_UNSAFE: (path: string, blob: string) => {
          rmSync(join(path, blob));
          symlinkSync('/etc/passwd', join(path, blob));
        },
        LAYOUT_CORRUPT: (path: string, blob: string) => rmSync(join(path, blob)),
      };
      for (const [code, change] of Object.entries(changes))
        await rig.repels(code.trim(), (await changedMeanwhile(false, change)).attack);
    });

    test('an archive with other bytes', async () => {
      const { attack } = await changedMeanwhile(true, overwritten);
      await rig.repels('DIGEST_MISMATCH', attack);
    });

    test('an archive with another in its place: what was read is published', async () => {
      const { attack, digest } = await changedMeanwhile(true, (path) => {
        writeFileSync(`${path}.new`, 'another');
        renameSync(`${path}.new`, path);
      });
      const { outputs, log } = await attack();
      assert.equal(outputs['digest'], digest, log);
      const stored = rig.lab.registry.store.repository('bitvault/api').blobs;
      assert.ok([...stored].every(([name, bytes]) => sha256Of(bytes) === name));
    });
  });

  const placed = (bytes: Buffer) => ({ digest: sha256Of(bytes), size: bytes.length });
});
