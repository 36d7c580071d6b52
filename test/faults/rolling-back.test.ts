import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { proposeRollback } from '../loop/proposals.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());

const [good, bad] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);

async function regrettedSite(name: string) {
  const site = await organisation.createSite(name, { dev: { api: good } });
  await site.deploy('dev', { api: bad });
  return site;
}

test('rollback, killed anywhere and run again, opens one pull request', (t) =>
  killEverywhere(t, organisation, {
    name: 'rolling-back',
    prepare: async (name) => {
      const site = await regrettedSite(name);
      return { site, act: (signal) => site.rollBack('dev', 'api', signal) };
    },
  }));

test('the merge of a rollback, killed anywhere and run again, happens once', (t) =>
  killEverywhere(t, organisation, {
    name: 'merging-rollback',
    gitHubOnly: true,
    prepare: async (name) => {
      const site = await regrettedSite(name);
      const { number } = await proposeRollback(site, 'dev', 'api', good);
      return { site, act: (signal) => site.autoMerge(number, signal) };
    },
  }));
