import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defects } from './matrix/defects.ts';
import { openWorkshop, ourVerdict } from './matrix/spoil.ts';

const workshop = await openWorkshop();

test('the image that each defect is made in verifies without it', async () => {
  assert.equal(await ourVerdict(workshop, await workshop.publish()), 'verified');
});

for (const defect of defects) {
  test(`refused as ${defect.code}: ${defect.name}`, async () => {
    assert.equal(await ourVerdict(workshop, await workshop.publish(defect)), defect.code);
  });
}
