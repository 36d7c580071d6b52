import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { readDirectory, runInit } from './run-init.ts';

const folder = mkdtempSync(join(tmpdir(), 'init-'));
after(() => rmSync(folder, { recursive: true }));

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(folder, 'repository-'));
});

const initIn = (place: string, ...args: readonly string[]) =>
  runInit('--owner=acme', '--source=acme/shop', '--services=api,web', '--domain=acme.test', place, ...args);
const init = (...args: readonly string[]) => initIn(directory, ...args);

describe('init', () => {
  test('says what it wrote and what is to be set up, as the README does', async () => {
    const { code, output } = await init();
    assert.equal(code, 0);
    const files = readDirectory(directory);
    for (const path of files.keys()) assert.ok(output.includes(`wrote ${path}\n`), path);
    const settings = output.slice(output.indexOf('## To set up once'));
    assert.match(settings, /`shop-promoter`[^]*\*\*Rulesets\.\*\*/);
    assert.ok(files.get('README.md')?.endsWith(settings.trimEnd() + '\n'));
  });

  test('pins this suite by the commit of the checkout that it runs from, and by another if asked to', async () => {
    const pins = () =>
      [...readDirectory(directory)].flatMap(([, text]) => text.match(/bitvault\/actions\/[a-z-]+@.*$/gm) ?? []);
    await init();
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    assert.equal(pins().length, 6);
    for (const pin of pins()) assert.match(pin, new RegExp(`@${commit} # v\\d+\\.\\d+\\.\\d+$`));
    rmSync(directory, { recursive: true });
    await init(`--actions=v9.8.7@${'b'.repeat(40)}`);
    for (const pin of pins()) assert.ok(pin.endsWith(`@${'b'.repeat(40)} # v9.8.7`), pin);
  });

  test('writes nothing the second time', async () => {
    await init();
    const before = readDirectory(directory);
    const { code, output } = await init();
    assert.equal(code, 0);
    assert.doesNotMatch(output, /^wrote /m);
    assert.equal(output.match(/^unchanged /gm)?.length, before.size);
    assert.deepEqual(readDirectory(directory), before);
  });

  test('writes nothing in a dry run, and says what it would write', async () => {
    const { code, output } = await init('--dry-run');
    assert.equal(code, 0);
    assert.match(output, /^would write promotion\.yaml$/m);
    assert.deepEqual(readdirSync(directory), []);
  });

  test('overwrites no file, names all that differ, and writes nothing beside them', async () => {
    writeFileSync(join(directory, 'promotion.yaml'), 'version: 1\n');
    writeFileSync(join(directory, 'README.md'), '# Mine\n');
    writeFileSync(join(directory, 'LICENSE'), 'Mine\n');
    const before = readDirectory(directory);
    const { code, output, errors } = await init();
    assert.equal(code, 2);
    assert.equal(output, '');
    assert.match(errors, /^INIT_FILE_DIFFERS: /);
    assert.match(errors, /^ {2}README\.md has other contents\n {2}promotion\.yaml has other contents\nNext: /m);
    assert.deepEqual(readDirectory(directory), before);
  });

  test('leaves files alone that are none of its own', async () => {
    writeFileSync(join(directory, 'LICENSE'), 'Mine\n');
    assert.equal((await init()).code, 0);
    assert.equal(readDirectory(directory).get('LICENSE'), 'Mine\n');
  });

  test('writes through no symbolic link, and over no directory', async () => {
    const outside = join(folder, 'outside');
    mkdirSync(outside, { recursive: true });
    symlinkSync(outside, join(directory, 'envs'));
    mkdirSync(join(directory, 'README.md'));
    const { code, errors } = await init();
    assert.equal(code, 2);
    assert.match(errors, /README\.md is a directory, but must be a file/);
    assert.match(errors, /envs is a symbolic link, but must be a directory/);
    assert.deepEqual(readdirSync(outside), []);
  });

  test('says at once of a file that it is no folder', async () => {
    writeFileSync(join(directory, 'file'), '');
    for (const path of ['file', 'file/below/it']) {
      const { code, errors } = await runInit(join(directory, path));
      assert.equal(code, 2);
      assert.match(errors, /^INIT_FOLDER_UNFIT: .+\. Next: Name another folder/);
    }
  });

  test('says of a place where nothing can be made that it is one', async () => {
    const { code, errors } = await initIn('/proc/self/repository');
    assert.equal(code, 2);
    assert.match(errors, /^INIT_(?:FOLDER_UNFIT|WRITE_FAILED): .+\/proc\/self/);
  });

  test('tells whoever is on call how the gate is started, where the plan has no required reviewers', async () => {
    const gateOf = async (...args: readonly string[]) => {
      rmSync(directory, { recursive: true });
      await init(...args);
      const files = readDirectory(directory);
      assert.match(
        files.get('README.md') ?? '',
        args.length > 0 ? /in prod have another member of/ : /approve the gate's run/,
      );
      return /^4\. .*$/m.exec(files.get('docs/on-call.md') ?? '')?.[0] ?? '';
    };
    const approved = await gateOf();
    assert.match(approved, /\*Review deployments\*, `production`, \*Approve and deploy\*/);
    const started = await gateOf('--private=team', '--releasers=@acme/shippers');
    assert.doesNotMatch(started, /\*Review deployments\*/);
    assert.match(readDirectory(directory).get('README.md') ?? '', /\*\*Code scanning\*\*/);
    for (const said of ['`shippers`', 'prod-gate.yml', '*Run workflow*', '`pull-request`', '`head`'])
      assert.ok(started.includes(said), said);
  });

  test('goes on where a run was cut off', async () => {
    await init();
    const whole = readDirectory(directory);
    const lost = [...whole.keys()].slice(10);
    for (const path of lost) rmSync(join(directory, path));
    // As a run leaves it that ends in the middle of a file, or right after one.
    const [next = '', last = ''] = [lost[0], [...whole.keys()][9]];
    writeFileSync(join(directory, `${next}.unfinished`), 'api');
    writeFileSync(join(directory, `${last}.unfinished`), whole.get(last) ?? '');
    const { code, output } = await init();
    assert.equal(code, 0);
    assert.equal(output.match(/^wrote /gm)?.length, lost.length);
    assert.deepEqual(readDirectory(directory), whole);
  });

  test('asks nothing where nobody can answer', async () => {
    const { code, errors } = await runInit('--owner', 'acme', directory);
    assert.equal(code, 2);
    assert.match(errors, /--source is missing/);
  });
});
