import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { runBundled } from './bundled-action.ts';

const digest = `sha256:${'a'.repeat(64)}`;

/** Repeats all that it was sent, whatever that is asked for, as servers with too much to say do. */
async function startEcho(): Promise<{ readonly server: Server; readonly host: string }> {
  const server = createServer({ maxHeaderSize: 4 * 1024 * 1024 }, (request, response) => {
    const { authorization = '' } = request.headers;
    const decoded = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString('latin1');
    const message = `cannot use ${authorization}, that is ${decoded}, nor "${authorization.split(' ')[1] ?? ''}"`;
    const status = authorization === '' ? 401 : 403;
    response.writeHead(status, { 'content-type': 'application/json', 'www-authenticate': 'Basic realm="x"' });
    response.end(JSON.stringify({ message, errors: [{ code: 'DENIED', message, detail: message }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The same for the same length. */
const secretOf = (length: number): string => {
  const bytes = createHash('shake256', { outputLength: length }).update(`secret of ${length}`).digest();
  return bytes.toString('base64').slice(0, length);
};

describe('a secret of any length stays one, in the shipped bundle', () => {
  let echo: Awaited<ReturnType<typeof startEcho>>;
  before(async () => {
    echo = await startEcho();
  });
  after(() => {
    echo.server.close();
    echo.server.closeAllConnections();
  });

  const verifying = () => ({
    image: `${echo.host}/a/b`,
    digest,
    source: 'a/b',
    workflow: '.github/workflows/release.yml',
    'trusted-root': '{}',
    'registry-username': 'robot',
  });
  const building = {
    image: '127.0.0.1:9/a/b',
    context: '.',
    'source-date-epoch': '0',
    'dry-run': 'true',
    builder: 'append',
  };

  const places: Readonly<
    Record<
      string,
      (secret: string) => readonly [action: string, inputs: Readonly<Record<string, string>>, code: RegExp]
    >
  > = {
    'the token that GitHub repeats': (secret) => [
      'open-gitops-pr',
      { token: secret, environment: 'dev', digests: `api=${digest}` },
      /^GITHUB_DENIED: /,
    ],
    'the password that the registry repeats': (secret) => [
      'verify-image',
      { ...verifying(), 'registry-password': secret },
      /^[A-Z_]+: /,
    ],
    'a secret of the build that it cannot use': (secret) => [
      'build-sign-push',
      { ...building, secrets: `key=${secret}` },
      /^INPUT_INVALID: /,
    ],
  };

  const assertKept = async (place: keyof typeof places, length: number): Promise<void> => {
    const secret = secretOf(length);
    const [action, inputs, code] = places[place]?.(secret) ?? assert.fail();
    const address = `http://${echo.host}`;
    const env = { GITHUB_SERVER_URL: address, GITHUB_API_URL: address, GITHUB_GRAPHQL_URL: address };
    const { exitCode, result, reason, shown } = await runBundled(action, inputs, { ...env, GITHUB_REPOSITORY: 'a/b' });
    assert.deepEqual([exitCode, result], [1, 'refused'], shown.slice(0, 2_000));
    assert.match(reason, code);
    assert.doesNotMatch(reason, /UNEXPECTED/);
    const parts = [0, length / 2, length - 40].map((start) => secret.slice(Math.floor(start)).slice(0, 40));
    const encoded = Buffer.from(`robot:${secret}`).toString('base64').slice(8).slice(0, 40);
    const told = length < 4 ? [] : length < 60 ? [secret] : [secret, ...parts, encoded];
    for (const part of told) assert.ok(!shown.includes(part), `${length}: ${part.slice(0, 10)}… is shown`);
  };

  for (const place of Object.keys(places)) {
    for (const length of [1, 3, 4, 64, 2_368, 2_549, 2_550, 2_551, 2_658, 3_188, 4_252, 100_000])
      test(`${place}: ${length} characters`, () => assertKept(place, length));

    test(`${place}: lengths between`, () =>
      fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), (length) => assertKept(place, length)),
        { numRuns: 5, endOnFailure: true },
      ));
  }

  test('one of more than a line that was put into the wrong input is not shown in part', async () => {
    const secret = secretOf(2_658);
    const { reason, shown } = await runBundled('verify-image', { ...verifying(), digest: secret }, {});
    assert.match(reason, /^INPUT_INVALID: input "digest" is 2658 characters long, but must be /);
    assert.ok(!shown.includes(secret.slice(0, 20)));
  });
});
