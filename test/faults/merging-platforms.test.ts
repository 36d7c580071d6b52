import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Descriptor, Sha256 } from '@bitvault/registry';
import type { ServedRequest, When } from '@bitvault/lab';
import { Merging } from '../actions/merging.ts';

const writes = ({ method, url }: ServedRequest): boolean =>
  !['GET', 'HEAD'].includes(method) && !url.endsWith('/.well-known/jwks');

const kindOf = ({ annotations }: Descriptor) => annotations?.['dev.sigstore.bundle.predicateType'] ?? 'another';

/** From the first signature on, it does what publishing does, which is killed everywhere. */
test('a merge that is killed while it pushes, and run again, leaves what an undisturbed one leaves', async (t) => {
  await using rig = await Merging.start({ registry: { referrers: false } });
  const { traffic } = rig.lab;
  const digests = await Promise.all([rig.digestOf('linux/amd64'), rig.digestOf('linux/arm64')]);
  /** Another index each time, of the same two images. */
  const merge = (name: string, signal?: AbortSignal) =>
    rig.merge(digests, { annotations: `org.example.name=${name}`, tags: name }, signal && { signal });
  const endState = async (name: string) => {
    const digest = (await rig.open().resolve(name))?.digest as Sha256;
    const attached = await rig.open().referrers(digest);
    const verified = await rig.verify(digest);
    const listed = (await rig.listed(digest)).map((each) => each.digest);
    return { listed, attached: attached.map(kindOf).toSorted(), result: verified.outputs['result'] };
  };
  const mark = traffic.served.length;
  const undisturbed = await merge('undisturbed');
  assert.equal(undisturbed.conclusion, 'success', undisturbed.log);
  const requests = traffic.since(mark).filter(writes);
  const expected = await endState('undisturbed');
  assert.equal(expected.attached.length, 3);
  const signing = requests.findIndex(({ part }) => part === 'fulcio');
  assert.ok(signing > 0);
  for (const [index, { part, url }] of requests.slice(0, signing + 1).entries()) {
    for (const when of ['before', 'after'] satisfies When[]) {
      await t.test(
        `killed at write ${index + 1}, ${part} ${url.split('/')[4] ?? ''}, ${when} it took effect`,
        async () => {
          const name = `killed-${index + 1}-${when}`;
          const machine = new AbortController();
          traffic.failAt(index + 1, { when, how: () => machine.abort() }, writes);
          const killed = await merge(name, machine.signal);
          await traffic.calm();
          assert.equal(killed.exitCode, 128 + 9, 'the action was killed');
          const again = await merge(name);
          assert.equal(again.conclusion, 'success', again.log);
          assert.deepEqual(await endState(name), expected);
        },
      );
    }
  }
});
