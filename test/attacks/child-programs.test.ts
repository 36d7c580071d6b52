import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startPublishing, type Inputs, type Publishing } from './publishing.ts';

/** What a job has in its environment that only the action itself is to have. */
const entrusted = { ACTIONS_RUNTIME_TOKEN: 'token-of-the-services-of-the-run', STATE_secret: 'kept-for-the-end' };

describe('another program', () => {
  let rig: Publishing;
  let bin: string;
  before(async () => {
    rig = await startPublishing();
    bin = join(rig.lab.directory, 'bin');
    // Each says its version and writes down what it was given; none does any work.
    const script = `#!/bin/sh
case "$*" in
  version | --version | 'buildx version') exit 0 ;;
  'buildx inspect'*) echo 'Driver: docker-container'; exit 0 ;;
esac
{ env; echo; printf '%s\\n' "$@"; } > "${bin}/$(basename "$0").seen"
exit 3
`;
    const programs = ['syft', 'npm', 'docker', 'buildah', 'docker-credential-test'];
    await rig.folder('bin', Object.fromEntries(programs.map((name) => [name, { run: script }])));
    // What signs is compared with what git has of it, so that only one of the builds gets another git.
    await rig.folder('other-git', { git: { run: script } });
    await rig.folder('docker', { 'config.json': JSON.stringify({ credsStore: 'test' }) });
    await rig.folder('--push', {
      'server.js': '',
      'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
      Dockerfile: 'FROM scratch\n',
    });
  });
  after(() => rig[Symbol.asyncDispose]());

  async function seenBy(program: string, code: string, inputs: Inputs, env: Inputs = {}) {
    const context = 'context' in inputs ? {} : { context: join(rig.lab.directory, '--push') };
    const first = program === 'git' ? `${join(rig.lab.directory, 'other-git')}:` : '';
    const search = { PATH: `${first}${bin}:/usr/bin:/bin`, ...entrusted, ...env };
    const result = await rig.repels(code, () => rig.build({ ...context, ...inputs }, search));
    const [environment = '', args = ''] = (await readFile(join(bin, `${program}.seen`), 'utf8')).split('\n\n');
    return { environment, args: args.trimEnd().split('\n'), result };
  }

  const cases: readonly (readonly [program: string, code: string, inputs: Inputs, env?: Inputs])[] = [
    ['syft', 'SBOM_TOOL_FAILED', { sbom: 'syft', builder: 'append' }],
    ['npm', 'SBOM_TOOL_FAILED', { sbom: 'npm', builder: 'append' }],
    ['docker', 'BUILDER_FAILED', { builder: 'buildx', 'cache-from': 'type=registry,ref=ghcr.io/a/b' }],
    ['buildah', 'BUILDER_FAILED', { builder: 'buildah' }],
    ['git', 'INPUT_UNREVIEWED', { builder: 'append' }],
    ['docker-credential-test', 'CREDENTIALS_INVALID', { 'registry-username': '', 'registry-password': '' }],
  ];
  for (const [program, code, inputs] of cases)
    test(`${program} gets no input, no token and no means to ask for one`, async () => {
      const env = { DOCKER_CONFIG: join(rig.lab.directory, 'docker') };
      const { environment } = await seenBy(program, code, { builder: 'append', ...inputs }, env);
      assert.match(environment, /^PATH=/m);
      assert.doesNotMatch(environment, /^(?:INPUT_|STATE_|ACTIONS_ID_TOKEN_REQUEST_|ACTIONS_RUNTIME_TOKEN)/m);
      for (const secret of [...rig.wiretap.secrets, ...Object.values(entrusted)])
        assert.ok(!environment.includes(secret), `${program} is given ${secret.slice(0, 6)}…`);
    });

  test('buildx gets the token of GitHub’s cache where that is used', async () => {
    const { environment } = await seenBy('docker', 'BUILDER_FAILED', { builder: 'buildx', 'cache-to': 'type=gha' });
    assert.match(environment, /^ACTIONS_RUNTIME_TOKEN=token-of/m);
    assert.doesNotMatch(environment, /^(?:INPUT_|ACTIONS_ID_TOKEN_REQUEST_)/m);
  });

  test('takes no name for an option, and learns no secret of the build by its arguments', async () => {
    const context = join(rig.lab.directory, '--push');
    const inputs = {
      'build-args': '--a=--push',
      labels: '--output=--x',
      secrets: 'id=a-secret-of-the-build',
      'add-hosts': '-h:127.0.0.1',
    };
    for (const [program, builder] of [
      ['docker', 'buildx'],
      ['buildah', 'buildah'],
    ] as const) {
      const { args, result } = await seenBy(program, 'BUILDER_FAILED', { builder, context, ...inputs });
      if (program === 'buildah') continue;
      assert.deepEqual(args.slice(-2), ['--', context]);
      assert.ok(args.includes('--build-arg=--a=--push') && args.includes('--label=--output=--x'));
      assert.ok(!args.join('\n').includes('a-secret-of-the-build'));
      assert.ok(!result.log.includes('a-secret-of-the-build'));
    }
  });

  test('is given a folder of its own, not one of the checkout, where its configuration lies', async () => {
    await rig.folder('--push', { '.syft.yaml': 'exclude: ["**"]\n' });
    const { environment, args } = await seenBy('syft', 'SBOM_TOOL_FAILED', { sbom: 'syft', builder: 'append' });
    assert.match(environment, /^PWD=.*\/bitvault-sbom-/m);
    assert.deepEqual(args.slice(0, 2), ['scan', 'oci-dir:layout']);
  });
});
