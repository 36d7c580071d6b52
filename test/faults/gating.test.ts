import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { deedsIn } from './deeds.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const deeds = await deedsIn(organisation);

test('prod-manual-gate, killed anywhere and run and approved again, merges once', (t) =>
  killEverywhere(t, organisation, deeds.gating));
