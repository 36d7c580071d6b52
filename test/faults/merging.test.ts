import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { deedsIn } from './deeds.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const deeds = await deedsIn(organisation);

test('auto-merge-dev, killed anywhere and run again, approves once and merges once', (t) =>
  killEverywhere(t, organisation, deeds.autoMerging));
