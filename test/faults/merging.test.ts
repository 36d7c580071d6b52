import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { proposeBump } from '../loop/proposals.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());

const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);

test('auto-merge-dev, killed anywhere and run again, approves once and merges once', (t) =>
  killEverywhere(t, organisation, {
    name: 'merging',
    prepare: async (name) => {
      const site = await organisation.createSite(name, { dev: { api: before } });
      const { number } = await proposeBump(site, 'dev', 'api', wanted);
      return { site, act: (signal) => site.autoMerge(number, signal) };
    },
  }));
