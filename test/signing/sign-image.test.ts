import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPart, type ServedRequest, type When } from '@bitvault/lab';
import { loadSigningServices, SigningError } from '@bitvault/signing';
import { release, workflowRun } from './forge.ts';
import { attachBundle, provenanceType, signatureType } from './forgery.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig } from './rig.ts';

const rig = await startRig();
const sbom = {
  predicateType: 'https://spdx.dev/Document',
  predicate: { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT' },
};

const typesOf = (repository: MemoryRepository, image: { readonly digest: `sha256:${string}` }): readonly string[] =>
  (repository.listed.get(image.digest) ?? []).map(
    ({ annotations }) => annotations?.['dev.sigstore.bundle.predicateType'] ?? '',
  );

test('bundles are attached in the form of cosign 3', async () => {
  const image = imageOf('form');
  const repository = new MemoryRepository(image);
  const [signature] = await rig.sign(repository, image);
  const stored = await repository.manifest(signature?.descriptor.digest ?? '');
  const manifest = JSON.parse(Buffer.from(stored?.bytes ?? '').toString('utf8')) as {
    readonly layers: readonly { readonly digest: `sha256:${string}`; readonly size: number }[];
    readonly annotations: Readonly<Record<string, string>>;
  };
  const [layer] = manifest.layers;
  const type = 'application/vnd.dev.sigstore.bundle.v0.3+json';
  assert.match(manifest.annotations['org.opencontainers.image.created'] ?? '', /^2026-03-02T09:0\d:\d\dZ$/);
  assert.deepEqual(manifest, {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: type,
    config: {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      size: 2,
    },
    layers: [{ mediaType: type, digest: layer?.digest, size: layer?.size }],
    subject: image,
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': signatureType,
      'org.opencontainers.image.created': manifest.annotations['org.opencontainers.image.created'],
    },
  });
  const bytes = repository.blobs.get(layer?.digest ?? image.digest) ?? Buffer.alloc(0);
  const bundle = JSON.parse(Buffer.from(bytes).toString('utf8')) as {
    readonly dsseEnvelope: { readonly payload: string };
  };
  assert.deepEqual(bundle, signature?.bundle);
  assert.deepEqual(JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8')), {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: repository.name, digest: { sha256: image.digest.slice('sha256:'.length) } }],
    predicateType: signatureType,
    predicate: {},
  });
});

test('running again converges to one bundle of each kind', async () => {
  const image = imageOf('again');
  const repository = new MemoryRepository(image);
  await rig.sign(repository, image);
  const mark = rig.traffic.served.length;
  const second = await rig.sign(repository, image, { claims: { run_attempt: '2' } });
  assert.deepEqual(
    second.map(({ existed }) => existed),
    [true, true],
  );
  assert.deepEqual(rig.traffic.since(mark), []);

  const third = await rig.sign(repository, image, { attestations: [sbom] });
  assert.deepEqual(
    third.map(({ existed }) => existed),
    [true, true, false],
  );
  assert.deepEqual(typesOf(repository, image), [signatureType, provenanceType, sbom.predicateType]);

  const changed = { ...sbom, predicate: { ...sbom.predicate, name: 'changed' } };
  const fourth = await rig.sign(repository, image, { attestations: [changed] });
  assert.deepEqual(
    fourth.map(({ existed }) => existed),
    [true, true, false],
  );
});

test('what others attached is neither kept for ours nor in the way', async () => {
  const image = imageOf('others');
  const repository = new MemoryRepository(image);
  await attachBundle(repository, image, signatureType, 'garbage');
  const pullRequest = workflowRun('bitvault/bitvault', release, 'refs/pull/1/merge');
  await rig.sign(repository, image, { claims: pullRequest });
  await rig.sign(repository, image, { claims: { sha: 'b'.repeat(40) } });
  const ours = await rig.sign(repository, image);
  assert.deepEqual(
    ours.map(({ existed }) => existed),
    [false, false],
  );
  assert.equal((await rig.verify(repository, image)).commit, 'c0ffee0123456789c0ffee0123456789c0ffee01');
});

test('services that fail for a moment are asked again, and nothing is logged twice', async () => {
  const faults: readonly (readonly [part: string, fault: { readonly when: When; readonly how: 'reset' | number }])[] = [
    ['fulcio', { when: 'before', how: 503 }],
    ['fulcio', { when: 'after', how: 'reset' }],
    ['rekor', { when: 'before', how: 502 }],
    ['rekor', { when: 'after', how: 'reset' }],
    ['rekor', { when: 'after', how: 504 }],
    ['tsa', { when: 'before', how: 429 }],
    ['tsa', { when: 'after', how: 'reset' }],
  ];
  for (const [part, fault] of faults) {
    const image = imageOf(`${part} ${fault.when} ${String(fault.how)}`);
    const repository = new MemoryRepository(image);
    const size = rig.sigstore.log.entries.length;
    rig.traffic.failAt(1, fault, (request: ServedRequest) => request.part === part);
    await rig.sign(repository, image);
    await rig.traffic.calm();
    assert.equal((await rig.verify(repository, image)).subject, image.digest);
    assert.equal(rig.sigstore.log.entries.length, size + 2);
  }
});

test('an unanswered request to a version 2 log is made good by signing again', async () => {
  const modern = await startRig({ rekorVersion: 2 });
  const image = imageOf('version 2');
  const repository = new MemoryRepository(image);
  modern.traffic.failAt(1, { when: 'after', how: 'reset' }, ({ part }) => part === 'rekor');
  await modern.sign(repository, image);
  assert.equal((await modern.verify(repository, image)).subject, image.digest);
});

test('a service that stays away is named, and nothing is attached', async () => {
  const services = { ...rig.services, retries: 1 };
  const cases = [
    ['fulcio', 'CERTIFICATE_REFUSED'],
    ['rekor', 'LOG_REFUSED'],
    ['tsa', 'TIMESTAMP_REFUSED'],
  ] as const;
  for (const [part, code] of cases) {
    const repository = new MemoryRepository();
    for (let k = 1; k <= 6; k += 1)
      rig.traffic.failAt(k, { when: 'before', how: 503 }, (request) => request.part === part);
    await assert.rejects(rig.sign(repository, imageOf('away'), { services }), { code, next: /Run the job again/ });
    await rig.traffic.calm();
    assert.equal(repository.attachments, 0);
  }
});

test('a service that does not answer is given up, and the message says so', async () => {
  const services = { ...rig.services, retries: 0, timeout: 40 };
  rig.traffic.delay(200, ({ part }) => part === 'fulcio');
  const attempt = rig.sign(new MemoryRepository(), imageOf('slow'), { services });
  await assert.rejects(attempt, { code: 'CERTIFICATE_REFUSED', message: /timeout/ });
  await rig.traffic.calm();
});

test('an answer that makes no sense is a refusal like any other', async (context) => {
  const answer = { status: 201, headers: { 'content-type': 'application/json' }, body: '{"x":{}}' };
  const odd = await startPart('odd', rig.traffic, () => answer);
  context.after(() => odd.close());
  const repository = new MemoryRepository();
  const cases = [
    [{ fulcio: odd.origin }, 'CERTIFICATE_REFUSED'],
    [{ rekor: [{ url: odd.origin, version: 1 }] }, 'SIGNING_FAILED'],
    [{ rekor: [{ url: odd.origin, version: 2 }] }, 'LOG_REFUSED'],
    [{ timestamps: [odd.origin] }, 'TIMESTAMP_INVALID'],
  ] as const;
  for (const [change, code] of cases) {
    const services = { ...rig.services, ...change };
    await assert.rejects(rig.sign(repository, imageOf('odd'), { services }), { name: 'SigningError', code });
  }
  assert.equal(repository.attachments, 0);
});

test('an SBOM that no log would take is refused before anything is asked for', async () => {
  const predicate = { ...sbom.predicate, comment: 'x'.repeat(16 * 1024 * 1024) };
  const mark = rig.traffic.served.length;
  const attempt = rig.sign(new MemoryRepository(), imageOf('large'), { attestations: [{ ...sbom, predicate }] });
  await assert.rejects(attempt, { code: 'SBOM_TOO_LARGE' });
  assert.deepEqual(rig.traffic.since(mark), []);
});

test('bundles that would not verify are not attached', async () => {
  const cases = [
    [{ certificate: 'expired' }, 'CERTIFICATE_EXPIRED'],
    [{ certificate: 'without-sct' }, 'SCT_MISSING'],
    [{ entry: 'without-proof' }, 'LOG_ENTRY_MISSING'],
    [{ timestamp: 'of-something-else' }, 'TIMESTAMP_INVALID'],
  ] as const;
  for (const [fault, code] of cases) {
    const repository = new MemoryRepository();
    await rig.during(fault, () => assert.rejects(rig.sign(repository, imageOf('faulty')), { code }));
    assert.equal(repository.attachments, 0);
  }
});

test('the token is masked before anything else, and appears in no error', async (context) => {
  const token = await rig.issuer.token();
  const events: string[] = [];
  const fulcio = await startPart('echo', rig.traffic, ({ body }) => {
    events.push('asked');
    return {
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message: `bad ${body.toString()}` }),
    };
  });
  context.after(() => fulcio.close());
  const services = { ...rig.services, fulcio: fulcio.origin };
  const idToken = (): Promise<string> => Promise.resolve(token);
  const mask = (secret: string): void => {
    events.push(secret === token ? 'masked' : 'masked something else');
  };
  await assert.rejects(
    rig.sign(new MemoryRepository(), imageOf('echo'), { services, idToken, mask }),
    (error: unknown) => {
      assert.ok(error instanceof SigningError);
      assert.equal(error.code, 'CERTIFICATE_REFUSED');
      assert.match(error.message, /bad .*\*\*\*/);
      for (const part of [token, ...token.split('.')]) assert.equal(everything(error).includes(part), false);
      return true;
    },
  );
  assert.deepEqual(events, ['masked', 'asked']);
});

test('a token that is not one of a workflow is refused without being shown', async () => {
  const secret = 'eyJhbGciOiJub25lIn0.c2VjcmV0.c2ln';
  for (const token of ['not a token', secret, `${secret}\n`, '']) {
    const attempt = rig.sign(new MemoryRepository(), imageOf('token'), { idToken: () => Promise.resolve(token) });
    await assert.rejects(attempt, (error: unknown) => {
      assert.ok(error instanceof SigningError);
      assert.equal(error.code, 'TOKEN_INVALID');
      return token === '' || !everything(error).includes(token);
    });
  }
  const unavailable = rig.sign(new MemoryRepository(), imageOf('token'), {
    idToken: () => Promise.reject(new Error('no')),
  });
  await assert.rejects(unavailable, { code: 'TOKEN_UNAVAILABLE', next: /id-token: write/ });
});

test('the token goes to no service over plain http, loopback excepted', async () => {
  const config = JSON.parse(rig.sigstore.signingConfig) as Record<string, unknown>;
  for (const url of ['http://fulcio.example', 'ftp://fulcio.example', 'http://127.0.0.1.example', 'fulcio']) {
    const inline = JSON.stringify({ ...config, caUrls: [{ url, majorApiVersion: 1, operator: 'x' }] });
    await assert.rejects(loadSigningServices({ inline }, { now: rig.clock.now() }), { code: 'SIGNING_CONFIG_INVALID' });
  }
});

/** All that any log could show of an error. */
function everything(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), everything(error.cause)].join('\n');
}
