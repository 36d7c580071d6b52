import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite } from 'node:test';
import { startPart, startTufRepository, Traffic, type Answer } from '@bitvault/lab';
import { loadTrust, type VerifiedClaims } from '@bitvault/signing';
import fc from 'fast-check';
import { present } from '../signing/matrix/defect.ts';
import { MemoryRepository } from '../signing/memory-repository.ts';
import { imageOf, startRig } from '../signing/rig.ts';
import { answerChanges, changedAnswer, type AnswerChange } from './answer-changes.ts';
import { fuzz } from './fuzz.ts';
import { assertUnpolluted, outcomeOf } from './refusal.ts';

const rig = await startRig({ organization: 'sigstore.dev' });
const tuf = await startTufRepository(rig.traffic, rig.sigstore.trustedRoot);
after(() => tuf.close());
const image = imageOf('over TUF');
const repository = new MemoryRepository(image);
await rig.sign(repository, image);

let spoilt: { readonly at: number; readonly change: AnswerChange } | undefined;
let answered = 0;

/** The repository, one of whose answers is spoilt on its way. */
const mirror = await startPart('tuf', new Traffic(), async ({ url }) => {
  const answer = await fetch(`${tuf.mirror}${url.pathname}`);
  const whole: Answer = { status: answer.status, body: await answer.text() };
  return spoilt !== undefined && answered++ === spoilt.at ? changedAnswer(whole, spoilt.change) : whole;
});
after(() => mirror.close());

/** As a job does that ran nothing of this before. */
async function verified(): Promise<VerifiedClaims | undefined> {
  const cachePath = await mkdtemp(join(tmpdir(), 'fuzz-tuf-'));
  try {
    const repositories = { 'public-good': { mirror: mirror.origin, root: tuf.root } };
    const trust = await loadTrust(['public-good'], { cachePath, repositories });
    return await outcomeOf(() => rig.verify(repository, image, { trust }));
  } finally {
    await rm(cachePath, { recursive: true });
  }
}

const honest = present(await verified());

suite('a TUF repository, spoilt in any way, is refused with a code or gives the root that it gave', () => {
  const changes = fc.record({ at: fc.integer({ min: 0, max: 4 }), change: answerChanges({ etag: ['"a"'] }) });
  fuzz('one of its answers', changes, async (each) => {
    spoilt = each;
    answered = 0;
    const claims = await verified();
    if (claims !== undefined) assert.deepEqual(claims, honest);
    assertUnpolluted();
  });
});
