import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { verificationCommands } from '@bitvault/signing';
import type { Defect } from '../../signing/matrix/defect.ts';
import { defects } from '../../signing/matrix/defects.ts';
import { openWorkshop, ourVerdict, type Published } from '../../signing/matrix/spoil.ts';
import { startCosign } from './cosign.ts';

const workshop = await openWorkshop();
const cosign = await startCosign();
const trustedRoot = await cosign.file('trusted_root.json', workshop.rig.sigstore.trustedRoot);
const trigger = ['--certificate-github-workflow-trigger', ...(workshop.expectation.triggers ?? [])].join(' ');

async function cosignVerdict({ alone, digest }: Published, part: Defect['part']): Promise<'verified' | 'refused'> {
  const commands = verificationCommands(`${alone}@${digest}`, workshop.expectation, { trustedRoot });
  const command = commands[part === 'signature' ? 0 : 1] ?? '';
  try {
    await cosign.shell(`${command} ${trigger}`);
    return 'verified';
  } catch {
    return 'refused';
  }
}

const rows: (readonly [defect: string, ours: string, cosign: string])[] = [];
after(() => {
  const width = Math.max(...rows.map(([defect]) => defect.length));
  for (const [defect, ours, theirs] of rows) console.log(`${defect.padEnd(width)}  ${ours.padEnd(24)}${theirs}`);
  const stricter = rows.filter(([, , theirs]) => theirs === 'verified').map(([defect]) => defect);
  console.log(
    `${rows.length} defects; cosign accepts ${stricter.length} that are refused here: ${stricter.join(', ')}`,
  );
});

test('both verify the image that each defect is made in', async () => {
  const image = await workshop.publish();
  assert.equal(await ourVerdict(workshop, image), 'verified');
  assert.equal(await cosignVerdict(image, 'signature'), 'verified');
  const provenanceAlone = await workshop.publish({ name: 'none', code: '', part: 'provenance' });
  assert.equal(await cosignVerdict(provenanceAlone, 'provenance'), 'verified');
});

for (const defect of defects) {
  test(`no weaker than cosign: ${defect.name}`, async () => {
    const image = await workshop.publish(defect);
    const ours = await ourVerdict(workshop, image);
    const theirs =
      defect.unasked === undefined ? await cosignVerdict(image, defect.part) : `not asked: ${defect.unasked}`;
    rows.push([defect.name, ours, theirs]);
    assert.equal(ours, defect.code, `cosign: ${theirs}`);
  });
}
