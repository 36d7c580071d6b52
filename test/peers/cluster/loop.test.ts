import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startRig, type Digests, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
  rig = await startRig('loop');
  await rig.organisation.apply('argocd/root.yaml');
});
after(() => rig[Symbol.asyncDispose]());

let released: Digests = new Map();

test('a commit to the application ends as pods in dev, staging and prod, let on by what Argo CD itself reports', async () => {
  const { gitops } = rig.organisation;
  released = await rig.release('one');
  await rig.untilRuns('dev', released);
  await rig.review('promote/staging');
  await rig.untilRuns('staging', released);
  await rig.review('promote/prod', 'alice');
  assert.deepEqual((await gitops.digests('prod')).get('bitvaultd'), '', 'a review alone brings nothing to prod');
  await rig.approveGate();
  await rig.untilRuns('prod', released);
  for (const environment of ['dev', 'staging', 'prod']) await rig.untilHealthy(`bitvault-${environment}`);
});
