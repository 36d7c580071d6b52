import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { deedsIn } from './deeds.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const deeds = await deedsIn(organisation);

test('promote, killed anywhere and run again, opens one pull request', (t) =>
  killEverywhere(t, organisation, deeds.promoting));

test('promote, killed anywhere and run again, starts one gate', (t) =>
  killEverywhere(t, organisation, deeds.dispatching));

test('promote, killed anywhere and run again, closes a pull request once and says so once', (t) =>
  killEverywhere(t, organisation, deeds.closing));

test('promote, killed anywhere and run again, merges once', (t) =>
  killEverywhere(t, organisation, deeds.promoteMerging));
