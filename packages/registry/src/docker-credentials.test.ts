import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { readDockerCredentials } from './docker-credentials.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

async function home(t: TestContext, config: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'docker-'));
  t.after(() => rm(directory, { recursive: true }));
  await mkdir(join(directory, '.docker'));
  await writeFile(join(directory, '.docker', 'config.json'), config);
  return directory;
}

suite('credentials of docker login', () => {
  const config = JSON.stringify({
    auths: {
      'ghcr.io': { auth: base64('robot:pass:with:colons') },
      'https://index.docker.io/v1/': { username: 'hub', password: 'hub-password' },
      'token.example': { identitytoken: 'opaque' },
      'ghcr.io.evil.example': { auth: base64('evil:evil') },
    },
  });

  test('are found for exactly their host', async (t) => {
    const HOME = await home(t, config);
    assert.deepEqual(await readDockerCredentials({ HOME }, 'ghcr.io'), {
      username: 'robot',
      password: 'pass:with:colons',
    });
    assert.deepEqual(await readDockerCredentials({ HOME }, 'docker.io'), { username: 'hub', password: 'hub-password' });
    assert.equal(await readDockerCredentials({ HOME }, 'example.com'), undefined);
    assert.equal(await readDockerCredentials({ HOME }, 'io'), undefined);
  });

  test('are read from DOCKER_CONFIG before HOME', async (t) => {
    const DOCKER_CONFIG = join(await home(t, config), '.docker');
    assert.ok(await readDockerCredentials({ DOCKER_CONFIG, HOME: '/nowhere' }, 'ghcr.io'));
    assert.equal(await readDockerCredentials({ DOCKER_CONFIG: '/nowhere' }, 'ghcr.io'), undefined);
    assert.equal(await readDockerCredentials({}, 'ghcr.io'), undefined);
  });

  test('that cannot be used are an error that quotes nothing', async (t) => {
    const HOME = await home(t, config);
    await assert.rejects(readDockerCredentials({ HOME }, 'token.example'), (error: Error) => {
      assert.equal('code' in error && error.code, 'CREDENTIALS_INVALID');
      return !error.message.includes('opaque');
    });
    const broken = await home(t, '{"auths":{"ghcr.io":{"auth":"c2VjcmV0"}');
    await assert.rejects(readDockerCredentials({ HOME: broken }, 'ghcr.io'), (error: Error) => {
      assert.equal('code' in error && error.code, 'CREDENTIALS_INVALID');
      return !error.message.includes('c2VjcmV0') && error.cause === undefined;
    });
  });
});
