import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { startGitServer, type ApiAnswer, type GitServer } from './git-server.test-host.ts';
import { runWorkflow, startRig, type Rig } from './runner.test-host.ts';

let rig: Rig;
let server: GitServer;
let api: ApiAnswer;
let sha = '';

before(async () => {
  server = await startGitServer((request) => api(request));
  rig = await startRig({ serverUrl: server.origin, apiUrl: `${server.origin}/api/v3` });
  await server.commit('bitvault/gitops', 'main', { 'a.txt': 'one' });
  sha = await server.commit('bitvault/gitops', 'main', { 'a.txt': 'two', 'dir/b.txt': 'b' });
  await server.commit('bitvault/gitops', 'topic/x', { 'a.txt': 'three' });
  await server.tag('bitvault/gitops', 'v1', sha);
  await server.commit('bitvault/other', 'main', { 'o.txt': 'other' });
});
after(async () => {
  await rig[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  server.gitAuthorizations.length = 0;
  server.seen.length = 0;
});

const basic = (token: string) => `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;

async function job(steps: string) {
  const text = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
  const run = await runWorkflow(rig, text, { sha, workflowSha: sha });
  return { run, job: run.jobs[0], log: run.jobs[0]?.steps.map((step) => step.log).join('') ?? '' };
}

describe('checkout', () => {
  test('gets the event’s commit, alone, onto its branch', async () => {
    const { run, log } = await job(`
      - {id: c, uses: actions/checkout@v5}
      - run: |
          cat a.txt dir/b.txt; echo
          git rev-parse HEAD; git branch --show-current; git rev-list --count HEAD; git status --porcelain
          echo "\${{ steps.c.outputs.ref }} \${{ steps.c.outputs.commit }}"`);
    assert.equal(run.conclusion, 'success', log);
    assert.equal(log, `bitvault/gitops refs/heads/main\ntwob\n${sha}\nmain\n1\nrefs/heads/main ${sha}\n`);
  });

  test('takes ref, repository, path and depth', async () => {
    const { log } = await job(`
      - {uses: actions/checkout@v5, with: {fetch-depth: 0}}
      - {uses: actions/checkout@v5, with: {ref: topic/x, path: topic}}
      - {uses: actions/checkout@v5, with: {ref: v1, path: tag}}
      - {uses: actions/checkout@v5, with: {ref: '${sha}', path: commit}}
      - {uses: actions/checkout@v5, with: {repository: bitvault/other, path: other}}
      - run: git rev-list --count HEAD; cat topic/a.txt; git -C topic rev-list --count HEAD
      - run: cat tag/a.txt commit/a.txt other/o.txt; git -C other branch --show-current`);
    assert.match(log, /\n2\nthree1\ntwotwoothermain\n$/);
  });

  test('uses the job’s token and keeps it out of .git/config and the arguments of git', async () => {
    const {
      run,
      log,
      job: record,
    } = await job(`
      - run: |
          real=$(which git); mkdir $HOME/bin; echo $HOME/bin >> $GITHUB_PATH
          printf '#!/bin/sh\\necho "$@" >> %s/arguments\\nexec %s "$@"\\n' $HOME $real > $HOME/bin/git
          chmod +x $HOME/bin/git
      - uses: actions/checkout@v5
      - run: |
          git ls-remote origin main > /dev/null
          cat .git/config $HOME/arguments
          ls -l $RUNNER_TEMP/git-credentials-*.config | cut -c1-10`);
    const token = `ghs_tokenOfJob${5000 + rig.host.jobStarts.length}`;
    assert.equal(run.conclusion, 'success', log);
    assert.ok(server.gitAuthorizations.length > 2);
    assert.ok(server.gitAuthorizations.every((header) => header?.toLowerCase() === basic(token).toLowerCase()));
    const raw = record?.steps[2]?.rawLog ?? '';
    assert.match(raw, /^fetch .*origin[^]*-rw-------/m);
    assert.ok(!raw.includes(token) && !raw.includes(basic(token).slice(6)));
  });

  test('leaves no token with `persist-credentials: false`', async () => {
    const { log } = await job(`
      - {uses: actions/checkout@v5, with: {persist-credentials: false}}
      - run: |
          git config --list --show-origin | grep -ci -e extraheader -e include.path || true
          ls $RUNNER_TEMP | grep -c credentials || true`);
    assert.match(log, /\n0\n0\n$/);
  });

  test('removes the token after the job', async () => {
    await rig.action('temporary', {
      main: 'console.log(1);',
      // Its \`post\` runs after that of the checkout, which comes later in the job.
      post: `import { readdirSync } from 'node:fs';
        console.log(readdirSync(process.env.RUNNER_TEMP).filter((name) => name.includes('credentials')).length);`,
    });
    const { job: record } = await job(`
      - uses: bitvault/actions/temporary@v1
      - uses: actions/checkout@v5`);
    assert.deepEqual(
      record?.steps.slice(2).map(({ name, log }) => [name, log]),
      [
        ['Post Run actions/checkout@v5', ''],
        ['Post Run bitvault/actions/temporary@v1', '0\n'],
      ],
    );
  });

  for (const [inputs, complaint] of [
    ['{submodules: true}', 'submodules is not available in the lab'],
    ['{path: ../elsewhere}', 'not below the workspace'],
    ['{ref: nowhere}', 'no branch or tag "nowhere"'],
    ['{ref: --upload-pack=touch}', 'no branch or tag'],
    ['{repository: "a/b/c"}', 'is not owner/name'],
  ] as const) {
    test(`refuses ${inputs}`, async () => {
      const { run, log } = await job(`      - {uses: actions/checkout@v5, with: ${inputs}}`);
      assert.equal(run.conclusion, 'failure');
      assert.ok(log.includes(complaint), log);
    });
  }
});

describe('create-github-app-token', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const token = 'ghs_installationTokenOfTheLab';

  const claims = (authorization: string | undefined) => {
    const [header = '', body = '', signature = ''] = (authorization ?? '').replace(/^bearer /, '').split('.');
    const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    assert.ok(verify('RSA-SHA256', Buffer.from(`${header}.${body}`), key, Buffer.from(signature, 'base64url')));
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as { iss: string; iat: number; exp: number };
  };

  beforeEach(() => {
    rig.host.secrets['KEY'] = pem;
    api = ({ method, path }) => {
      if (method === 'POST') return { status: 201, body: { token, expires_at: '2026-01-01T00:00:00Z' } };
      if (method === 'DELETE') return { status: 204, body: undefined };
      return path.endsWith('/installation')
        ? { status: 200, body: { id: 42, app_slug: 'bitvault-promoter' } }
        : { status: 404, body: { message: 'Not Found' } };
    };
  });

  const step = (more: string) => `
      - id: app
        uses: actions/create-github-app-token@0123456789012345678901234567890123456789
        with: {client-id: Iv1.abc, private-key: "\${{ secrets.KEY }}"${more}}
      - run: 'echo "\${{ steps.app.outputs.token }} \${{ steps.app.outputs.app-slug }} \${{ steps.app.outputs.installation-id }}"'`;

  test('asks as the App for a token of the current repository, hides it, and revokes it after the job', async () => {
    const { run, log, job: record } = await job(step(''));
    assert.equal(run.conclusion, 'success', log);
    assert.match(log, /^\*\*\* bitvault-promoter 42$/m);
    assert.equal(record?.steps[1]?.rawLog, `${token} bitvault-promoter 42\n`);
    assert.deepEqual(
      server.seen.map(({ method, path }) => `${method} ${path}`),
      [
        'GET /api/v3/repos/bitvault/gitops/installation',
        'POST /api/v3/app/installations/42/access_tokens',
        'DELETE /api/v3/installation/token',
      ],
    );
    const { iss, iat, exp } = claims(server.seen[0]?.authorization);
    assert.equal(iss, 'Iv1.abc');
    assert.ok(exp - iat <= 600);
    assert.deepEqual(server.seen[1]?.body, { repositories: ['gitops'] });
    assert.equal(server.seen[2]?.authorization, `bearer ${token}`);
  });

  test('takes owner, repositories and permissions', async () => {
    await job(
      step(', owner: acme, repositories: "one,acme/two", permission-pull-requests: write, skip-token-revoke: true'),
    );
    assert.equal(server.seen[0]?.path, '/api/v3/repos/acme/one/installation');
    assert.deepEqual(server.seen[1]?.body, { repositories: ['one', 'two'], permissions: { pull_requests: 'write' } });
    assert.equal(server.seen.length, 2);
    await job(step(', owner: acme'));
    assert.equal(server.seen[2]?.path, '/api/v3/users/acme/installation');
    assert.deepEqual(server.seen[3]?.body, {});
  });

  test('fails when the App is not installed, and without a key', async () => {
    api = () => ({ status: 404, body: { message: 'Not Found' } });
    assert.match((await job(step(''))).log, /##\[error\]GET .*installation answered 404/);
    rig.host.secrets['KEY'] = '';
    assert.match((await job(step(''))).log, /##\[error\]input private-key is missing/);
  });
});

describe('upload-sarif', () => {
  const sarif = { version: '2.1.0', runs: [{ tool: { driver: { name: 'lint-gitops' } }, results: [] }] };
  const upload = (log: unknown, more = '') =>
    job(`
      - run: echo '${JSON.stringify(log)}' > $RUNNER_TEMP/found.sarif
      - id: up
        uses: github/codeql-action/upload-sarif@v4
        with: {sarif_file: "\${{ runner.temp }}/found.sarif"${more}}
      - run: 'echo "id \${{ steps.up.outputs.sarif-id }}"'`);

  beforeEach(() => {
    api = () => ({ status: 202, body: { id: 'an-id', url: 'https://example.org' } });
  });

  test('sends the log packed, for the commit of the run and under its category', async () => {
    const { run, log } = await upload(sarif, ', category: lint');
    assert.equal(run.conclusion, 'success', log);
    assert.match(log, /^id an-id$/m);
    const [request] = server.seen;
    const body = request?.body as { readonly commit_sha: string; readonly ref: string; readonly sarif: string };
    assert.equal(`${request?.method} ${request?.path}`, 'POST /api/v3/repos/bitvault/gitops/code-scanning/sarifs');
    assert.equal(request?.authorization, `token ghs_tokenOfJob${5000 + rig.host.jobStarts.length}`);
    assert.deepEqual([body.commit_sha, body.ref], [sha, 'refs/heads/main']);
    assert.deepEqual(JSON.parse(gunzipSync(Buffer.from(body.sarif, 'base64')).toString()), {
      ...sarif,
      runs: [{ ...sarif.runs[0], automationDetails: { id: 'lint/' } }],
    });
  });

  test('sends nothing that is no SARIF 2.1.0', async () => {
    for (const wrong of [[], { ...sarif, version: '2.0.0' }, { version: '2.1.0' }, { ...sarif, runs: [{}] }]) {
      const { run, log } = await upload(wrong);
      assert.equal(run.conclusion, 'failure');
      assert.match(log, /##\[error\].*found\.sarif is not valid: /);
    }
    assert.deepEqual(server.seen, []);
  });

  test('fails where the token may not write security events', async () => {
    api = () => ({ status: 403, body: { message: 'Resource not accessible by integration' } });
    assert.match((await upload(sarif)).log, /##\[error\]POST .*sarifs answered 403: .*not accessible/);
  });
});

test('setup-node gives the version that is there', async () => {
  const { log } = await job(`
      - {id: n, uses: actions/setup-node@v5, with: {node-version: 24}}
      - run: 'echo "\${{ steps.n.outputs.node-version }}"; node --version'`);
  assert.equal(log, `${process.version}\n${process.version}\n`);
});
