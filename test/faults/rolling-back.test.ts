import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { deedsIn } from './deeds.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const deeds = await deedsIn(organisation);

test('rollback, killed anywhere and run again, opens one pull request', (t) =>
  killEverywhere(t, organisation, deeds.rollingBack));

test('the merge of a rollback, killed anywhere and run again, happens once', (t) =>
  killEverywhere(t, organisation, deeds.mergingRollback));
