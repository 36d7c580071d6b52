import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { proposeBump } from '../loop/proposals.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());

const digest = (n: number) => `sha256:${String(n).repeat(64)}`;
const layout = { dev: { api: digest(1), web: digest(2), worker: digest(3) } };

test('open-gitops-pr, killed anywhere and run again, opens one pull request', (t) =>
  killEverywhere(t, organisation, {
    name: 'opening',
    prepare: async (name) => {
      const site = await organisation.createSite(name, layout);
      return { site, act: (signal) => site.open('dev', { api: digest(4), web: digest(5) }, signal) };
    },
  }));

test('open-gitops-pr, killed anywhere and run again, adds one commit to a pull request', (t) =>
  killEverywhere(t, organisation, {
    name: 'updating',
    prepare: async (name) => {
      const site = await organisation.createSite(name, layout);
      await proposeBump(site, 'dev', 'api', digest(4));
      return { site, act: (signal) => site.open('dev', { web: digest(5) }, signal) };
    },
  }));
