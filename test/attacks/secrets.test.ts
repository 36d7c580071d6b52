import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { checkOutSigstore, json, startPart, type Answer, type PartRequest, type SigstoreCheckout } from '@bitvault/lab';
import { robot } from './people.ts';
import { assertNoSecret, assertRefused, assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Site } from './site.ts';

describe('secrets', () => {
  let rig: Rig;
  let site: Site;
  let signing: SigstoreCheckout;
  before(async () => {
    rig = await startRig();
    signing = await checkOutSigstore(join(rig.lab.directory, 'sigstore'), rig.lab.sigstore);
    site = await rig.siteBeforeDev();
  });
  after(() => rig[Symbol.asyncDispose]());

  const build = (inputs: Readonly<Record<string, string>> = {}, { inputs: trust, event } = signing) =>
    site.run(
      'build-sign-push',
      'bitvault-promoter',
      {
        image: `${rig.lab.registry.host}/bitvault/web`,
        context: '.',
        'source-date-epoch': '0',
        ...trust,
        ...inputs,
      },
      { permissions: { contents: 'read', 'id-token': 'write' }, event },
    );

  test('what was derived from them is masked too: Basic, bearer, the request for an ID token, and the ID token', async () => {
    const earlier = new Set(rig.wiretap.secrets);
    const result = await build();
    assert.equal(result.outputs['result'], 'pushed', result.log);
    const used = [...rig.wiretap.secrets].filter((secret) => !earlier.has(secret));
    const basic = Buffer.from(`${robot.username}:${robot.password}`).toString('base64');
    assert.ok(used.filter((secret) => secret.startsWith('eyJ')).length > 0, 'an ID token was issued');
    assert.ok(used.length >= 3, 'a bearer token, the request token and an ID token are new');
    for (const secret of [robot.password, basic, ...used]) {
      assert.ok(result.masks.includes(secret), `${secret.slice(0, 6)}… is masked`);
    }
    assertNoSecret(result, rig.wiretap.secrets);
  });

  test('what stands alone on a line of one, such as the quote that ends it, is not masked everywhere', async () => {
    const lines = ['line one of it', 'line two of it'];
    const secrets = `"key={\n${lines.join('\n')}\n}\n"`;
    const { log, masks } = await build({ builder: 'append', secrets });
    assert.match(log, /input "secrets" is nothing that the builder append can do/);
    for (const line of lines) assert.ok(masks.includes(line), line);
  });

  test('what is meant for the image never reaches the job: NODE_OPTIONS, LD_PRELOAD, PATH', async () => {
    const variables = 'NODE_OPTIONS=--require=/tmp/evil.js\nLD_PRELOAD=/tmp/evil.so\nPATH=/tmp';
    const result = await build({ env: variables, labels: variables, cmd: 'x\n::set-env name=PATH::/tmp' });
    assert.equal(result.outputs['result'], 'pushed', result.log);
    assert.deepEqual([result.env, result.paths], [{}, []]);
    assertNoSecret(result, rig.wiretap.secrets);
  });

  /** Repeats whatever credentials it was sent, as servers with too much to say do. */
  const talkative = ({ headers, body }: PartRequest): Answer => {
    const said = `cannot use ${headers.authorization ?? ''}, that is ${decoded(headers.authorization)}, with ${body.toString('utf8')}`;
    return json(403, { message: said, errors: [{ code: 'DENIED', message: said, detail: said }] });
  };
  const decoded = (header = '') => Buffer.from(header.split(' ')[1] ?? '', 'base64').toString('latin1');

  describe('that a server repeats in its error are not repeated here', () => {
    test('GitHub', async () => {
      const pull = await site.openDev(await rig.images.signed('api', 2), { branch: 'promote/one' });
      const earlier = await site.world();
      const stop = rig.lab.github.tamper((request, answer) =>
        request.url.pathname === '/api/graphql' ? talkative(request) : answer,
      );
      const result = await site.autoMerge(pull.number).finally(stop);
      assertRefused(result, ['GITHUB_DENIED']);
      assertNoSecret(result, rig.wiretap.secrets);
      assert.deepEqual(await site.world(), earlier);
    });

    test('GitHub, in the address that it redirects to', async () => {
      const earlier = await site.world();
      const stop = rig.lab.github.tamper((request, answer) =>
        request.url.pathname === '/api/graphql'
          ? { status: 302, headers: { location: `http://127.0.0.1:9/?t=${request.headers.authorization}` } }
          : answer,
      );
      const result = await site.autoMerge(1).finally(stop);
      assertRefused(result, ['GITHUB_REDIRECTED']);
      assertNoSecret(result, rig.wiretap.secrets);
      assert.deepEqual(await site.world(), earlier);
    });

    test('the registry', async () => {
      const pull = await site.openDev(await rig.images.signed('api', 2), { branch: 'promote/two' });
      const earlier = await site.world();
      const stop = rig.lab.registry.tamper((request) => talkative(request));
      const result = await site.autoMerge(pull.number).finally(stop);
      assertRefused(result, ['IMAGE_UNVERIFIED']);
      assertNoSecret(result, rig.wiretap.secrets);
      assert.deepEqual(await site.world(), earlier);
    });

    test('the provider of ID tokens', async () => {
      const prod = await rig.siteBeforeProd();
      const pull = await prod.openProd(await rig.images.signed('api', 2));
      const stop = rig.lab.github.tamper((request, answer) =>
        request.url.pathname.endsWith('/idtoken') ? talkative(request) : answer,
      );
      await assertRepelled(rig, prod, ['OIDC_UNAVAILABLE'], () => prod.gate(pull)).finally(stop);
    });

    test('the certificate authority', async () => {
      const server = await startPart('fulcio', rig.lab.traffic, talkative);
      try {
        const { trustedRoot, signingConfig, fulcioUrl } = rig.lab.sigstore;
        const files = { trustedRoot, signingConfig: signingConfig.replaceAll(fulcioUrl, server.origin) };
        const talking = await checkOutSigstore(join(rig.lab.directory, 'talking'), files);
        const earlier = await site.world();
        const result = await build({ labels: 'of=nobody' }, talking);
        assert.equal(result.outputs['result'], 'refused', result.log);
        assert.equal(result.conclusion, 'failure');
        assertNoSecret(result, rig.wiretap.secrets);
        assert.notDeepEqual(await site.world(), earlier, 'what was pushed stays, unsigned, and no gate takes it');
      } finally {
        await server.close();
      }
    });
  });
});
