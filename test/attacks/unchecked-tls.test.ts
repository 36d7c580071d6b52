import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startPart, Traffic, type PartServer } from '@bitvault/lab';
import { runBundled } from './bundled-action.ts';

/** A variable that has Node.js check nobody's certificate: whoever is in between would be GitHub, the registry and Sigstore. */

const digest = `sha256:${'1'.repeat(64)}`;
const gitOps = { token: 'token-of-the-app', repository: 'a/b' };
const actions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-sign-push': { image: '127.0.0.1:9/a/b', context: '.', 'source-date-epoch': '0' },
  'verify-image': { image: '127.0.0.1:9/a/b', digest, source: 'a/b', workflow: '.github/workflows/r.yml' },
  promote: gitOps,
  'open-gitops-pr': { ...gitOps, environment: 'dev', digests: `api=${digest}` },
  'auto-merge-dev': { ...gitOps, 'pull-request': '1' },
  'prod-manual-gate': { ...gitOps, 'pull-request': '1', head: '1'.repeat(40) },
  rollback: { ...gitOps, environment: 'dev', service: 'api', reason: 'It broke.' },
  board: gitOps,
};

describe('where certificates are not checked', () => {
  const traffic = new Traffic();
  let server: PartServer;
  before(async () => {
    server = await startPart('anybody', traffic, () => ({ status: 404 }));
  });
  after(() => server.close());

  for (const [action, inputs] of Object.entries(actions)) {
    test(`${action} asks nobody`, async () => {
      const { exitCode, reason } = await runBundled(action, inputs, {
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        GITHUB_SERVER_URL: server.origin,
        GITHUB_API_URL: server.origin,
        GITHUB_GRAPHQL_URL: server.origin,
        GITHUB_REPOSITORY: 'a/b',
        GITHUB_SHA: '1'.repeat(40),
        ACTIONS_ID_TOKEN_REQUEST_URL: `${server.origin}/token?a=b`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      });
      assert.equal(exitCode, 1);
      assert.match(reason, /^TLS_UNCHECKED: NODE_TLS_REJECT_UNAUTHORIZED is 0.* Next: .*NODE_EXTRA_CA_CERTS/);
      assert.deepEqual(traffic.served, []);
    });
  }
});
