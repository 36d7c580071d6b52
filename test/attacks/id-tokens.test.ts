import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  checkOutSigstore,
  LabClock,
  startPart,
  startRegistry,
  startSigstore,
  Traffic,
  type PartServer,
  type SigstoreCheckout,
} from '@bitvault/lab';
import { runBundled } from './bundled-action.ts';

const requestToken = 'token-that-asks-for-the-identity-of-the-job';

describe('the address that gives the job its identity', () => {
  const traffic = new Traffic();
  const received: { readonly url: string; readonly authorization: string | undefined }[] = [];
  let server: PartServer;
  let image: string;
  let signing: SigstoreCheckout;
  const closing: (() => Promise<void>)[] = [];
  before(async () => {
    const clock = new LabClock();
    server = await startPart('oidc', traffic, ({ url, headers }) => {
      received.push({ url: url.href, authorization: headers.authorization });
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":"not a token"}' };
    });
    const registry = await startRegistry({ traffic, clock });
    const sigstore = await startSigstore({ traffic, clock, oidcIssuers: [] });
    closing.push(
      () => server.close(),
      () => registry.close(),
      () => sigstore.close(),
    );
    const directory = await mkdtemp(join(tmpdir(), 'id-tokens-'));
    closing.push(() => rm(directory, { recursive: true }));
    image = `${registry.host}/a/b`;
    signing = await checkOutSigstore(join(directory, 'sigstore'), sigstore);
  });
  after(() => Promise.all(closing.map((close) => close())));

  const build = (address: string, github = server.origin) =>
    runBundled(
      'build-sign-push',
      {
        image,
        context: '.',
        'source-date-epoch': '0',
        ...signing.inputs,
      },
      {
        GITHUB_SERVER_URL: github,
        GITHUB_API_URL: github,
        GITHUB_GRAPHQL_URL: github,
        GITHUB_REPOSITORY: 'a/b',
        GITHUB_SHA: signing.commit,
        GITHUB_WORKFLOW_REF: 'a/b/.github/workflows/release.yml@refs/heads/main',
        ACTIONS_ID_TOKEN_REQUEST_URL: address,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
      },
    );

  const foreign: readonly (readonly [what: string, address: () => string, github?: string])[] = [
    ['that is plain http', () => 'http://run.actions.githubusercontent.com/x?y=1', 'https://github.com'],
    ['of a stranger', () => 'https://evil.example/x?y=1', 'https://github.com'],
    [
      'whose name begins as GitHub’s',
      () => 'https://actions.githubusercontent.com.evil.example/x',
      'https://github.com',
    ],
    ['whose name ends as GitHub’s', () => 'https://evilactions.githubusercontent.com/x', 'https://github.com'],
    ['of anybody’s files on GitHub', () => 'https://raw.githubusercontent.com/x?y=1', 'https://github.com'],
    ['on loopback, in a job of GitHub’s', () => `${server.origin}/x?y=1`, 'https://github.com'],
    ['of the machine’s own metadata', () => 'http://169.254.169.254/x?y=1'],
    ['that asks for an audience of its own', () => `${server.origin}/x?audience=evil`],
    ['that asks for one in other letters', () => `${server.origin}/x?aud%69ence=evil`],
    ['that carries a login', () => server.origin.replace('//', '//u:p@')],
    ['that is none', () => 'x'],
    ['of another kind', () => 'file:///etc/passwd'],
  ];
  for (const [what, address, github] of foreign)
    test(`${what}: it is not asked`, async () => {
      const mark = traffic.served.length;
      const { exitCode, reason, shown } = await build(address(), github);
      assert.match(reason, /^(?:TOKEN_UNAVAILABLE|OIDC_UNAVAILABLE): /, shown);
      assert.equal(exitCode, 1);
      assert.deepEqual(received.splice(0), []);
      const asked = traffic.since(mark).filter(({ part }) => part !== 'registry');
      assert.deepEqual(asked, [], 'what was pushed stays unsigned');
      assert.ok(!shown.includes(requestToken));
    });

  test('what it answers, if it is no token, is printed nowhere', async () => {
    const { exitCode, reason, shown } = await build(`${server.origin}/x?y=1`);
    assert.match(reason, /^TOKEN_INVALID: /, shown);
    assert.equal(exitCode, 1);
    assert.ok(!shown.includes('not a token') && !shown.includes(requestToken));
    assert.deepEqual(
      received.splice(0).map(({ url }) => new URL(url).searchParams.get('audience')),
      ['sigstore'],
    );
  });
});
