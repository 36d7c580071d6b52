import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { extendConfig, parseImageConfig, scratchConfig, type ImageConfig, type RunConfig } from './image-config.ts';
import { packLayer } from './layer.ts';
import { parsePlatform, platformText, suits } from './platform.ts';

const layer = await packLayer([], { prefix: [], parents: false, createdAt: 0 });
const run = (base: NonNullable<ImageConfig['config']>, config: RunConfig) =>
  extendConfig({ ...scratchConfig(parsePlatform('linux/amd64')), config: base }, layer, config, 0).config;

suite('the configuration of an image', () => {
  test('is the base’s where nothing is said', () => {
    const base = { Env: ['A=1'], Cmd: ['sh'], WorkingDir: '/', StopSignal: 'SIGINT', Volumes: { '/data': {} } };
    assert.deepEqual(run(base, {}), base);
  });

  test('drops the base’s command with its entrypoint, as Docker does', () => {
    const base = { Entrypoint: ['/old'], Cmd: ['old'] };
    assert.deepEqual(run(base, { entrypoint: ['/new'] }), { Entrypoint: ['/new'] });
    assert.deepEqual(run(base, { entrypoint: ['/new'], cmd: ['new'] }), { Entrypoint: ['/new'], Cmd: ['new'] });
    assert.deepEqual(run(base, { cmd: ['new'] }), { Entrypoint: ['/old'], Cmd: ['new'] });
  });

  test('replaces variables by name only', () => {
    const base = { Env: ['PATH=/bin', 'PATHS=1', 'EMPTY='] };
    assert.deepEqual(run(base, { env: { PATH: '/app=x', EMPTY: '1' } })?.Env, ['PATHS=1', 'PATH=/app=x', 'EMPTY=1']);
  });

  test('takes ports with and without a protocol', () => {
    const ports = run({ ExposedPorts: { '22/tcp': {} } }, { exposedPorts: ['8080', '53/udp'] })?.ExposedPorts;
    assert.deepEqual(ports, { '22/tcp': {}, '8080/tcp': {}, '53/udp': {} });
  });

  for (const port of ['0', '65536', '80/http', '-1', '', '80-90', '8 0'])
    test(`refuses the port ${JSON.stringify(port)}`, () =>
      assert.throws(() => run({}, { exposedPorts: [port] }), { code: 'OPTION_INVALID' }));

  for (const name of ['', 'A=B', 'A\0'])
    test(`refuses the variable ${JSON.stringify(name)}`, () =>
      assert.throws(() => run({}, { env: { [name]: 'x' } }), { code: 'OPTION_INVALID' }));

  for (const workdir of ['', 'app', './app', '/a\nb', `/${'a'.repeat(4_096)}`])
    test(`refuses the working directory ${JSON.stringify(workdir.slice(0, 20))}`, () =>
      assert.throws(() => run({}, { workdir }), { code: 'OPTION_INVALID' }));

  for (const user of ['', 'a b', '1:2:3', 'a:', 'a\n', 'a'.repeat(300)])
    test(`refuses the user ${JSON.stringify(user.slice(0, 20))}`, () =>
      assert.throws(() => run({}, { user }), { code: 'OPTION_INVALID' }));

  test('takes users and groups by name and by number', () => {
    for (const user of ['app', '65532:65532', 'www-data:www_data.x'])
      assert.deepEqual(run({}, { user, workdir: '/' }), { User: user, WorkingDir: '/' });
  });

  test('that is malformed is refused with the place', () => {
    const bytes = Buffer.from('{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[1]}}');
    assert.throws(() => parseImageConfig(bytes), { code: 'BASE_INVALID', message: /rootfs\.diff_ids\.0/ });
    assert.throws(() => parseImageConfig(Buffer.from('{')), { code: 'BASE_INVALID' });
  });
});

suite('platforms', () => {
  test('are read and written', () => {
    for (const text of ['linux/amd64', 'linux/arm/v7']) assert.equal(platformText(parsePlatform(text)), text);
    for (const text of ['linux', 'linux/', 'a/b/c/d', 'linux/amd64 ', '../x'])
      assert.throws(() => parsePlatform(text), { code: 'OPTION_INVALID' });
  });

  test('suit each other where they mean the same', () => {
    const suit = (offered: string, wanted: string) => suits(parsePlatform(offered), parsePlatform(wanted));
    assert.equal(suit('linux/arm64/v8', 'linux/arm64'), true);
    assert.equal(suit('linux/arm/v7', 'linux/arm/v6'), false);
    assert.equal(suit('windows/amd64', 'linux/amd64'), false);
  });
});
