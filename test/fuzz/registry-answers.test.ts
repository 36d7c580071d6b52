import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { LabClock, startRegistry, Traffic } from '@bitvault/lab';
import { isSha256, openRepository, sha256Of, type ImageRepository } from '@bitvault/registry';
import fc from 'fast-check';
import { account, pushSample, sampleReferrer } from '../registry/rig.ts';
import { answerChanges, changedAnswer, type AnswerChange } from './answer-changes.ts';
import { fuzz } from './fuzz.ts';
import { assertUnpolluted, outcomeOf } from './refusal.ts';

const registry = await startRegistry({
  traffic: new Traffic(),
  clock: new LabClock(),
  auth: { ...account, bearer: true },
  pageSize: 1,
});
after(() => registry.close());
const older = await startRegistry({ traffic: new Traffic(), clock: new LabClock(), auth: account, referrers: false });
after(() => older.close());
const retry = { retries: 1, minTimeout: 1, maxTimeout: 1 };
const openAt = (host: string): ImageRepository => openRepository(`${host}/team/app`, { credentials: account, retry });

const image = await pushSample(openAt(registry.host), 'hello', ['v1']);
await pushSample(openAt(older.host), 'hello', ['v1']);
for (const { host } of [registry, older])
  for (const note of ['a', 'b', 'c']) await openAt(host).attach(image, [sampleReferrer(image, note)]);
const layer = { mediaType: 'x/y', digest: sha256Of(Buffer.from('hello')), size: 5 };

const manifest = (await openAt(registry.host).manifest(image.digest)) ?? assert.fail();

/** What a name says is the registry's to say; what a digest says is not. */
const readings: Readonly<Record<string, (repository: ImageRepository) => Promise<void>>> = {
  'a tag': async (repository) => {
    const found = await outcomeOf(() => repository.resolve('v1'));
    if (found !== undefined) assert.ok(isSha256(found.digest) && Number.isSafeInteger(found.size));
  },
  'a manifest': async (repository) => {
    const found = await outcomeOf(() => repository.manifest(image.digest));
    if (found !== undefined) assert.equal(sha256Of(found.bytes), image.digest);
  },
  'a blob': async (repository) => {
    const found = await outcomeOf(() => repository.blob(layer));
    if (found !== undefined) assert.equal(Buffer.from(found).toString(), 'hello');
  },
  'whether a blob is there': async (repository) => {
    const found = await outcomeOf(() => repository.hasBlob(layer.digest));
    assert.ok(found === undefined || typeof found === 'boolean');
  },
  referrers: async (repository) => {
    const found = await outcomeOf(() => repository.referrers(image.digest));
    for (const { digest, size, mediaType } of found ?? [])
      assert.ok(isSha256(digest) && Number.isSafeInteger(size) && size >= 0 && typeof mediaType === 'string');
  },
  'an upload': async (repository) => {
    const content = Buffer.from('pushed again');
    const pushed = await outcomeOf(() => repository.pushBlob(content));
    assert.ok(pushed === undefined || pushed.digest === sha256Of(content));
  },
  'a push': async (repository) => {
    const pushed = await outcomeOf(() => repository.pushManifest(manifest.bytes, manifest.mediaType, ['v2']));
    assert.ok(pushed === undefined || pushed.digest === image.digest);
  },
};

const { origin } = registry;
const headers = {
  'www-authenticate': [
    `Bearer realm="${origin}/token",service="x",scope="repository:team/app:pull"`,
    'Basic realm="a"',
  ],
  link: [`</v2/team/app/referrers/${image.digest}?n=1&last=x>; rel="next"`],
  location: ['/v2/team/app/blobs/uploads/1?state=a', `${origin}/v2/team/app/blobs/${layer.digest}`],
  'content-type': ['application/vnd.oci.image.manifest.v1+json', 'application/json; charset=utf-8'],
  'docker-content-digest': [image.digest],
  'oci-subject': [image.digest],
  'oci-filters-applied': ['artifactType'],
  etag: ['"abc"'],
  range: ['0-4'],
};

const spoilt = fc.record({ at: fc.integer({ min: 0, max: 5 }), change: answerChanges(headers) });

async function whileSpoiling(
  lab: typeof registry,
  { at, change }: { readonly at: number; readonly change: AnswerChange },
  read: (repository: ImageRepository) => Promise<void>,
): Promise<void> {
  let answered = 0;
  const undo = lab.tamper((_, answer) => (answered++ === at ? changedAnswer(answer, change) : answer));
  try {
    await read(openAt(lab.host));
  } finally {
    undo();
  }
  assertUnpolluted();
}

suite('an answer of a registry, spoilt in any way, is refused with a code or says what was asked', () => {
  for (const [what, read] of Object.entries(readings)) {
    test(`${what}: honest answers are taken`, async () => {
      await read(openAt(registry.host));
      await read(openAt(older.host));
      assertUnpolluted();
    });
    fuzz(what, spoilt, (each) => whileSpoiling(registry, each, read), { atLeast: 150 });
  }
  fuzz('referrers that a tag lists', spoilt, (each) =>
    whileSpoiling(older, each, (repository) => (readings['referrers'] ?? assert.fail())(repository)),
  );
});
