import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { deedsIn } from './deeds.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const deeds = await deedsIn(organisation);

test('open-gitops-pr, killed anywhere and run again, opens one pull request', (t) =>
  killEverywhere(t, organisation, deeds.opening));

test('open-gitops-pr, killed anywhere and run again, adds one commit to a pull request', (t) =>
  killEverywhere(t, organisation, deeds.updating));
