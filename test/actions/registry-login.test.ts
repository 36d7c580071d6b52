import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import { startApplicationLab, type ApplicationLab } from '../application-lab.ts';

const repository = 'bitvault/bitvault';
const identityToken = 'refresh-token-of-the-login';
const account = { username: 'ci', password: 'registry-password-of-ci' };

suite('without a login in its inputs, build-sign-push uses that of an earlier step', () => {
  let lab: ApplicationLab;
  let folders = 0;
  before(async () => {
    lab = await startApplicationLab({ registry: { auth: { ...account, bearer: true, identityToken } } });
    await mkdir(join(lab.directory, 'context'));
    await writeFile(join(lab.directory, 'context', 'server.js'), '');
  });
  after(() => lab.close());

  /** Runs the action after a login that left these files in one folder, which is also first on the PATH. */
  async function runAfter(files: Readonly<Record<string, object | string>>, variable: string): Promise<StepResult> {
    const folder = join(lab.directory, `login-${(folders += 1)}`);
    await mkdir(folder);
    for (const [name, content] of Object.entries(files)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content);
      await writeFile(join(folder, name), text, { mode: 0o700 });
    }
    return lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath: '.github/workflows/release.yml',
      event: lab.signing.event,
      permissions: { 'id-token': 'write' },
      env: {
        PATH: [folder, process.env['PATH']].join(delimiter),
        [variable]: variable === 'DOCKER_CONFIG' ? folder : join(folder, 'auth.json'),
      },
      with: {
        image: `${lab.registry.host}/bitvault/api`,
        context: join(lab.directory, 'context'),
        'source-date-epoch': '1700000000',
        ...lab.signing.inputs,
      },
    });
  }

  const auth = Buffer.from(`${account.username}:${account.password}`).toString('base64');
  const helper = (answer: string): string =>
    `#!/bin/sh\n[ -z "$INPUT_IMAGE" ] || exit 9\n[ "$*" = get ] || exit 8\n${answer}\n`;
  const secret = JSON.stringify({ Username: account.username, Secret: account.password });

  test('of docker login', async () => {
    const { conclusion, log } = await runAfter(
      { 'config.json': { auths: { [lab.registry.host]: { auth } } } },
      'DOCKER_CONFIG',
    );
    assert.equal(conclusion, 'success', log);
  });

  test('of an identity token', async () => {
    const config = { auths: { [lab.registry.host]: { identitytoken: identityToken } } };
    const { conclusion, log, masks } = await runAfter({ 'config.json': config }, 'DOCKER_CONFIG');
    assert.equal(conclusion, 'success', log);
    assert.ok(masks.includes(identityToken));
  });

  test('of podman, for the namespace', async () => {
    const auths = { [`${lab.registry.host}/bitvault`]: { auth }, [lab.registry.host]: { auth: 'd3Jvbmc6d3Jvbmc=' } };
    const { conclusion, log } = await runAfter({ 'auth.json': { auths } }, 'REGISTRY_AUTH_FILE');
    assert.equal(conclusion, 'success', log);
  });

  test('of a credential helper, which learns the host and none of the inputs', async () => {
    const files = {
      'config.json': { credHelpers: { [lab.registry.host]: 'test' } },
      'docker-credential-test': helper(`[ "$(cat)" = ${lab.registry.host} ] && echo '${secret}'`),
    };
    const { conclusion, log, rawLog, masks } = await runAfter(files, 'DOCKER_CONFIG');
    assert.equal(conclusion, 'success', log);
    assert.ok(masks.includes(account.password) && masks.includes(auth));
    assert.ok(!log.includes(account.password), rawLog);
  });

  test('and is refused where the helper fails, in words of ours', async () => {
    const files = {
      'config.json': { credsStore: 'test' },
      'docker-credential-test': helper(`echo '${secret}'; echo 'told ${account.password}' >&2; exit 7`),
    };
    const pushes = () => lab.traffic.served.filter(({ part }) => part === 'registry').length;
    const mark = pushes();
    const { outputs, rawLog } = await runAfter(files, 'DOCKER_CONFIG');
    assert.match(outputs['reason'] ?? '', /^CREDENTIALS_INVALID: docker-credential-test .* ended with 7/);
    assert.ok(!rawLog.includes(account.password));
    assert.equal(pushes(), mark);
  });
});
