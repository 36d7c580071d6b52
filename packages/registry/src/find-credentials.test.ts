import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { credentialFinder } from './find-credentials.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const login = (text: string) => ({ auth: base64(text) });

/** A home directory with these files, as objects or as text, and programs of it first on the PATH. */
async function home(t: TestContext, files: Readonly<Record<string, object | string>>) {
  const HOME = await mkdtemp(join(tmpdir(), 'home-'));
  t.after(() => rm(HOME, { recursive: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(HOME, path)), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(HOME, path), text, { mode: 0o700 });
  }
  return { HOME, PATH: [HOME, process.env['PATH']].join(delimiter) };
}

const find = (environment: NodeJS.ProcessEnv, name: string, mask: (secret: string) => void = () => {}) =>
  credentialFinder({ environment, mask })(name);

/** Refused with the code, in a message that has none of these words. */
const refused =
  (pattern: RegExp, ...hidden: readonly string[]) =>
  (error: Error) => {
    assert.equal('code' in error && error.code, 'CREDENTIALS_INVALID');
    assert.match(error.message, pattern);
    return [error.message, String(error.cause)].every((text) => hidden.every((word) => !text.includes(word)));
  };

suite('credentials of docker login', () => {
  const config = {
    auths: {
      'ghcr.io': login('robot:pass:with:colons'),
      'https://index.docker.io/v1/': { username: 'hub', password: 'hub-password' },
      'token.example': { ...login('00000000-0000:'), identitytoken: 'opaque' },
      'ghcr.io.evil.example': login('evil:evil'),
      'half.example': { username: 'only-a-name' },
      'empty.example': {},
    },
  };

  test('are found for exactly their host', async (t) => {
    const environment = await home(t, { '.docker/config.json': config });
    const robot = { username: 'robot', password: 'pass:with:colons' };
    assert.deepEqual(await find(environment, 'ghcr.io/team/app'), robot);
    assert.deepEqual(await find(environment, 'docker.io/team/app'), { username: 'hub', password: 'hub-password' });
    assert.deepEqual(await find(environment, 'token.example/app'), { identityToken: 'opaque' });
    for (const name of ['example.com/ghcr.io', 'evil.example/app', 'empty.example/app'])
      assert.equal(await find(environment, name), undefined);
  });

  test('are read from DOCKER_CONFIG before HOME', async (t) => {
    const { HOME } = await home(t, { '.docker/config.json': config });
    assert.ok(await find({ DOCKER_CONFIG: join(HOME, '.docker'), HOME: '/nowhere' }, 'ghcr.io/app'));
    assert.equal(await find({ DOCKER_CONFIG: '/nowhere', HOME }, 'ghcr.io/app'), undefined);
    assert.equal(await find({}, 'ghcr.io/app'), undefined);
  });

  test('are masked in each form that is sent', async (t) => {
    const environment = await home(t, { '.docker/config.json': config });
    const masked: string[] = [];
    for (const name of ['ghcr.io/app', 'token.example/app'])
      await find(environment, name, (secret) => masked.push(secret));
    assert.deepEqual(masked, ['pass:with:colons', base64('robot:pass:with:colons'), 'opaque']);
  });

  test('that cannot be used are an error that quotes nothing', async (t) => {
    const environment = await home(t, { '.docker/config.json': config });
    await assert.rejects(find(environment, 'half.example/app'), refused(/half\.example/, 'only-a-name'));
    const broken = await home(t, { '.docker/config.json': '{"auths":{"ghcr.io":{"auth":"c2VjcmV0"}' });
    await assert.rejects(find(broken, 'ghcr.io/app'), refused(/form/, 'c2VjcmV0'));
  });
});

suite('credentials of podman, buildah and skopeo', () => {
  const auth = {
    auths: {
      'quay.io': login('host:1'),
      'quay.io/team': login('team:2'),
      'quay.io/team/app': login('app:3'),
      'other.example/team': login('team:4'),
    },
  };

  test('are found by the longest name that they are for', async (t) => {
    const environment = await home(t, { '.config/containers/auth.json': auth });
    const user = async (name: string) => {
      const found = await find(environment, name);
      return found && 'username' in found ? found.username : found;
    };
    assert.equal(await user('quay.io/team/app'), 'app');
    assert.equal(await user('quay.io/team/app/deeper'), 'app');
    assert.equal(await user('quay.io/team/application'), 'team');
    assert.equal(await user('quay.io/teams/app'), 'host');
    assert.equal(await user('other.example/team/app'), 'team');
    assert.equal(await user('other.example/else/app'), undefined);
  });

  test('come after those of docker login, and from REGISTRY_AUTH_FILE or XDG_RUNTIME_DIR first', async (t) => {
    const one = (username: string) => ({ auths: { 'quay.io': login(`${username}:secret`) } });
    const { HOME } = await home(t, {
      '.docker/config.json': one('docker'),
      '.config/containers/auth.json': one('config'),
      'run/containers/auth.json': one('runtime'),
      'named.json': one('named'),
    });
    const user = async (environment: NodeJS.ProcessEnv) => {
      const found = await find(environment, 'quay.io/app');
      return found && 'username' in found && found.username;
    };
    const XDG_RUNTIME_DIR = join(HOME, 'run');
    const REGISTRY_AUTH_FILE = join(HOME, 'named.json');
    assert.equal(await user({ HOME, XDG_RUNTIME_DIR, REGISTRY_AUTH_FILE }), 'docker');
    const DOCKER_CONFIG = '/nowhere';
    assert.equal(await user({ HOME, DOCKER_CONFIG, XDG_RUNTIME_DIR, REGISTRY_AUTH_FILE }), 'named');
    assert.equal(await user({ HOME, DOCKER_CONFIG, XDG_RUNTIME_DIR }), 'runtime');
    assert.equal(await user({ HOME, DOCKER_CONFIG }), 'config');
    await assert.rejects(
      find({ DOCKER_CONFIG, REGISTRY_AUTH_FILE: join(HOME, 'absent.json') }, 'quay.io/app'),
      refused(/REGISTRY_AUTH_FILE names/),
    );
  });
});

suite('a credential helper', () => {
  /** Answers with what it was asked, so that a test sees that. */
  const echo = '#!/bin/sh\nread -r host || true\necho "{\\"Username\\":\\"robot\\",\\"Secret\\":\\"$1 $host\\"}"\n';
  const notFound = '#!/bin/sh\necho "credentials not found in native keychain"\nexit 1\n';

  test('that is named for the host is asked before the general one, and both before what is stored', async (t) => {
    const environment = await home(t, {
      '.docker/config.json': {
        auths: { 'a.example': login('stored:1'), 'b.example': {} },
        credHelpers: { 'a.example': 'echo' },
        credsStore: 'token',
      },
      'docker-credential-echo': echo,
      'docker-credential-token': '#!/bin/sh\necho \'{"Username":"<token>","Secret":"refresh"}\'\n',
    });
    assert.deepEqual(await find(environment, 'a.example/app'), { username: 'robot', password: 'get a.example' });
    assert.deepEqual(await find(environment, 'b.example/app'), { identityToken: 'refresh' });
  });

  test('is asked for Docker Hub by the address that Docker uses', async (t) => {
    const environment = await home(t, {
      '.docker/config.json': { credsStore: 'echo' },
      'docker-credential-echo': echo,
    });
    const password = 'get https://index.docker.io/v1/';
    assert.deepEqual(await find(environment, 'docker.io/team/app'), { username: 'robot', password });
  });

  test('that has nothing leaves the word to the next file', async (t) => {
    const environment = await home(t, {
      '.docker/config.json': { credsStore: 'none' },
      'docker-credential-none': notFound,
      '.config/containers/auth.json': { auths: { 'a.example': login('podman:1') } },
    });
    assert.deepEqual(await find(environment, 'a.example/app'), { username: 'podman', password: '1' });
    assert.equal(await find(environment, 'b.example/app'), undefined);
  });

  const failures: Readonly<Record<string, readonly [program: string, message: RegExp]>> = {
    'that fails': ['#!/bin/sh\necho s3cret >&2; echo s3cret; exit 3\n', /ended with 3/],
    'that answers something else': ['#!/bin/sh\necho s3cret\n', /without a username and secret/],
    'that answers with an empty secret': ['#!/bin/sh\necho \'{"Username":"s3cret","Secret":""}\'\n', /without/],
    'that never stops writing': ['#!/bin/sh\nexec yes s3cret\n', /more than 65536 bytes/],
    'that cannot be run': ['s3cret', /ended with/],
  };
  for (const [what, [program, message]] of Object.entries(failures)) {
    test(`${what} is an error and never nobody, even where a password is stored`, async (t) => {
      const environment = await home(t, {
        '.docker/config.json': { credHelpers: { 'a.example': 'bad' }, auths: { 'a.example': login('stored:s3cret') } },
        'docker-credential-bad': program,
      });
      await assert.rejects(find(environment, 'a.example/app'), refused(message, 's3cret'));
    });
  }

  test('that is not there, or whose name is no name, is an error', async (t) => {
    const absent = await home(t, { '.docker/config.json': { credsStore: 'absent' } });
    await assert.rejects(find(absent, 'a.example/app'), refused(/not on the PATH/));
    for (const credsStore of ['../evil', 'a b', '-x', 'x;id', '']) {
      const environment = await home(t, { '.docker/config.json': { credsStore }, evil: echo });
      if (credsStore === '') assert.equal(await find(environment, 'a.example/app'), undefined);
      else await assert.rejects(find(environment, 'a.example/app'), refused(/cannot be one/));
    }
  });
});

test('a credential helper is run once for each host, however many repositories are opened', async (t) => {
  const environment = await home(t, {
    '.docker/config.json': { credsStore: 'counting' },
    'docker-credential-counting': `#!/bin/sh
read -r host
echo "$host" >> "$HOME/asked"
echo "{\\"Username\\":\\"robot\\",\\"Secret\\":\\"of $host\\"}"
`,
  });
  const finder = credentialFinder({ environment, mask: () => {} });
  const names = ['a.example/one', 'a.example/two', 'b.example/one', 'a.example/three'];
  const found = await Promise.all(names.map((name) => finder(name)));
  const passwords = found.map((each) => each && 'password' in each && each.password);
  assert.deepEqual(passwords, ['of a.example', 'of a.example', 'of b.example', 'of a.example']);
  const asked = await readFile(join(environment.HOME, 'asked'), 'utf8');
  assert.deepEqual(asked.trim().split('\n').toSorted(), ['a.example', 'b.example']);
});
