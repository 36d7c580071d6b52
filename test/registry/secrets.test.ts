import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { account, pushSample, startRig } from './rig.ts';

const bearer = { auth: { ...account, bearer: true } };
const basicForm = Buffer.from(`${account.username}:${account.password}`).toString('base64');

suite('secrets', () => {
  test('the password’s Basic form and the token are masked before they are used', async (t) => {
    const { open, traffic } = await startRig(t, bearer);
    const masked = new Map<string, number>();
    const repository = open('team/app', { mask: (secret) => void masked.set(secret, traffic.served.length) });
    await repository.resolve('v1');
    const [password, basic, token] = [...masked];
    assert.deepEqual(
      [password, basic],
      [
        [account.password, 1],
        [basicForm, 1],
      ],
    );
    assert.equal(token?.[1], 2);
    assert.equal(masked.size, 3);
  });

  test('an identity token is masked, and sent in the body of a request for a token only', async (t) => {
    const identityToken = 'opaque-refresh-token';
    const auth = { ...account, bearer: true, identityToken };
    const { open, traffic } = await startRig(t, { auth });
    const masked: string[] = [];
    const repository = open('team/app', { credentials: { identityToken }, mask: (secret) => void masked.push(secret) });
    const image = await pushSample(repository, 'hello', ['v1']);
    assert.deepEqual(await repository.resolve('v1'), image);
    assert.ok(masked.includes(identityToken));
    assert.ok(traffic.served.some(({ method, url }) => method === 'POST' && url === '/token'));
    assert.ok(!JSON.stringify(traffic.served).includes(identityToken));
  });

  test('an identity token that the registry does not know, or asks a password for, is refused', async (t) => {
    const credentials = { identityToken: 'opaque-refresh-token' };
    const expired = await startRig(t, { auth: { ...account, bearer: true, identityToken: 'another' } });
    await assert.rejects(expired.open('team/app', { credentials }).resolve('v1'), { code: 'REGISTRY_DENIED' });
    const basic = await startRig(t, { auth: account });
    await assert.rejects(basic.open('team/app', { credentials }).resolve('v1'), { code: 'CREDENTIALS_INVALID' });
  });

  test('what a server says in an error is not repeated, its error code apart', async (t) => {
    const { registry, open } = await startRig(t);
    registry.tamper(() => ({
      status: 400,
      body: JSON.stringify({
        errors: [{ code: 'DENIED', message: `you sent ${account.password}\n::error::x` }, { code: '::add-mask::' }],
      }),
    }));
    await assert.rejects(open().manifest('v1'), (error: Error) => {
      assert.match(
        error.message,
        /^the registry answered 400 \(DENIED\) to GET 127\.0\.0\.1:\d+\/v2\/team\/app\/manifests\/v1$/,
      );
      return true;
    });
  });

  test('wrong credentials are denied without being printed', async (t) => {
    for (const auth of [account, { ...account, bearer: true }]) {
      const { open } = await startRig(t, { auth });
      const wrong = { username: 'robot', password: 'wr0ng-pa55' };
      await assert.rejects(open('team/app', { credentials: wrong }).resolve('v1'), (error: Error) => {
        assert.equal('code' in error && error.code, 'REGISTRY_DENIED');
        return !error.message.includes(wrong.password);
      });
    }
  });

  test('credentials that would break a header are refused before anything is sent', async (t) => {
    const { open, traffic } = await startRig(t, { auth: account });
    const credentials = { username: 'a:b', password: 'x\r\ny' };
    await assert.rejects(open('team/app', { credentials }).resolve('v1'), { code: 'CREDENTIALS_INVALID' });
    assert.equal(traffic.served.length, 1);
  });
});
