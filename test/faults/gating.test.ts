import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { proposeBump } from '../loop/proposals.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());

const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);

test('prod-manual-gate, killed anywhere and run and approved again, merges once', (t) =>
  killEverywhere(t, organisation, {
    name: 'gating',
    prepare: async (name) => {
      const site = await organisation.createSite(name, { dev: { api: wanted }, prod: { api: before } });
      await site.reportHealthy('dev');
      const { number, head } = await proposeBump(site, 'prod', 'api', wanted);
      await site.approve(number);
      return { site, act: (signal) => site.gate(number, head, signal) };
    },
  }));
