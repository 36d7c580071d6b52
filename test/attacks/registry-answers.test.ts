import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tampering, type PartRequest } from '@bitvault/lab';
import { sha256Of } from '@bitvault/registry';
import { startStranger, type Stranger } from '../registry/rig.ts';
import { buildAnew, isUpload, plantBase, whileIt, withHeaders, type Tamper } from './lying-registry.ts';
import { startPublishing, type Publishing } from './publishing.ts';

describe('a registry that leads astray', () => {
  let rig: Publishing;
  before(async () => {
    rig = await startPublishing();
  });
  after(() => rig[Symbol.asyncDispose]());

  const lying = (tamper: Tamper, code: string, ...attempts: readonly (() => ReturnType<Publishing['build']>)[]) =>
    whileIt(rig, tamper, code, ...attempts);
  const verify = () => rig.verify();
  const build = () => buildAnew(rig);
  const buildUpon = () => buildAnew(rig, plantBase(rig, 'layer of the base'));

  function assertLearnedNothing({ received }: Stranger): void {
    for (const { authorization, url, body } of received) {
      assert.equal(authorization, undefined);
      for (const secret of rig.wiretap.secrets) assert.ok(!`${url} ${body}`.includes(secret));
    }
  }

  const opening =
    (location: string): Tamper =>
    (request, answer) =>
      isUpload(request) ? { status: 202, headers: { location } } : answer;

  describe('with a bearer realm that is not its own', () => {
    test('on another port of loopback: nothing is asked of it', async (t) => {
      const stranger = await startStranger(t);
      await lying(tampering.bearerRealm(`${stranger.origin}/token`), 'REGISTRY_REALM_UNTRUSTED', build, verify);
      assert.deepEqual(stranger.received, []);
    });

    for (const realm of [
      'https://evil.example/token',
      'http://169.254.169.254/latest/meta-data',
      'https://10.0.0.1/token',
      'https://[::ffff:169.254.169.254]/token',
      'file:///etc/passwd',
    ])
      test(realm, () => lying(tampering.bearerRealm(realm), 'REGISTRY_REALM_UNTRUSTED', verify));

    test('that carries a login', async () => {
      const own = new URL('/token', rig.lab.registry.origin);
      own.username = 'robot';
      await lying(tampering.bearerRealm(own.href), 'REGISTRY_REALM_UNTRUSTED', verify);
    });

    test('in a challenge that is none', async () => {
      const challenge =
        (value: string): Tamper =>
        (_request, answer) =>
          answer.status === 401 ? withHeaders(answer, { 'www-authenticate': value }) : answer;
      await lying(challenge('Bearer realm="x'), 'REGISTRY_ANSWER_INVALID', verify);
      await lying(challenge('Negotiate'), 'REGISTRY_DENIED', verify);
      await lying(challenge(`Bearer realm="${'\\'.repeat(8_000)}`), 'REGISTRY_ANSWER_INVALID', verify);
    });

    test('that redirects: the login does not follow', async (t) => {
      const stranger = await startStranger(t);
      const redirecting: Tamper = ({ url }, answer) =>
        url.pathname === '/token' ? { status: 307, headers: { location: `${stranger.origin}/token` } } : answer;
      await lying(redirecting, 'REGISTRY_ANSWER_INVALID', build, verify);
      assert.deepEqual(stranger.received, []);
    });
  });

  describe('with an upload that goes elsewhere', () => {
    test('the bytes go there, the credentials do not', async (t) => {
      const stranger = await startStranger(t);
      await lying(opening(`${stranger.origin}/upload?state=1`), 'REGISTRY_ANSWER_INVALID', build);
      assert.ok(stranger.received.some(({ method }) => method === 'PUT'));
      assertLearnedNothing(stranger);
    });

    for (const location of [
      'http://169.254.169.254/',
      'https://u:p@storage.example/',
      'file:///etc/passwd',
      'ftp://a/b',
    ])
      test(`${location} is not gone to`, () => lying(opening(location), 'REGISTRY_REDIRECT_REFUSED', build));

    test('a redirect of the upload itself is not followed', async (t) => {
      const stranger = await startStranger(t);
      const redirecting: Tamper = (request, answer) =>
        isUpload(request) ? { status: 307, headers: { location: `${stranger.origin}/upload` } } : answer;
      await lying(redirecting, 'REGISTRY_REDIRECT_REFUSED', build);
      assert.deepEqual(stranger.received, []);
    });

    test('no place at all is an answer that cannot be used', async () => {
      const placeless: Tamper = (request, answer) => (isUpload(request) ? { status: 202 } : answer);
      await lying(placeless, 'REGISTRY_ANSWER_INVALID', build);
    });
  });

  describe('that says it stored something else', () => {
    const other = sha256Of(Buffer.from('something else'));
    const storing =
      (matches: (request: PartRequest) => boolean): Tamper =>
      (request, answer) =>
        matches(request) ? { status: 201, headers: { 'docker-content-digest': other } } : answer;

    test('for a blob in one request', () => lying(storing(isUpload), 'DIGEST_MISMATCH', build));

    test('for a blob in two', async () => {
      const two: Tamper = (request, answer) =>
        request.method === 'PUT' && request.url.pathname.includes('/uploads/')
          ? { status: 201, headers: { 'docker-content-digest': other } }
          : isUpload(request)
            ? { status: 202, headers: { location: '/v2/bitvault/api/blobs/uploads/one' } }
            : answer;
      await lying(two, 'DIGEST_MISMATCH', build);
    });

    test('for a blob that it was to take over from another repository', () =>
      lying(
        storing((request) => request.url.searchParams.has('mount')),
        'DIGEST_MISMATCH',
        buildUpon,
      ));

    test('for a manifest', async () => {
      const isManifest = ({ method, url }: PartRequest) => method === 'PUT' && url.pathname.includes('/manifests/');
      const stop = rig.lab.registry.tamper(storing(isManifest));
      const { outputs, exitCode } = await rig.build({ labels: 'stored=otherwise' }).finally(stop);
      assert.match(outputs['reason'] ?? '', /^DIGEST_MISMATCH/);
      assert.notEqual(exitCode, 0);
    });
  });
});
