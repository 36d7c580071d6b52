import { after, test } from 'node:test';
import { startOrganisation } from '../loop/organisation.ts';
import { proposeBump } from '../loop/proposals.ts';
import { killEverywhere } from './killing.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());

const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);

/** Waits for ever: nobody approves it here. */
const gate = `name: prod-gate
run-name: "Gate #\${{ inputs.pull-request }} at \${{ inputs.head }}"
on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}
jobs: {merge: {runs-on: ubuntu-latest, environment: production, steps: [{run: exit 1}]}}
`;

async function siteWithProvenDev(name: string) {
  const files = { '.github/workflows/prod-gate.yml': gate };
  const site = await organisation.createSite(name, { dev: { api: wanted }, prod: { api: before }, files });
  await site.reportHealthy('dev');
  return site;
}

test('promote, killed anywhere and run again, opens one pull request', (t) =>
  killEverywhere(t, organisation, {
    name: 'promoting',
    gitHubOnly: true,
    prepare: async (name) => {
      const site = await siteWithProvenDev(name);
      return { site, act: (signal) => site.promote({ signal }) };
    },
  }));

test('promote, killed anywhere and run again, starts one gate', (t) =>
  killEverywhere(t, organisation, {
    name: 'dispatching',
    gitHubOnly: true,
    prepare: async (name) => {
      const site = await siteWithProvenDev(name);
      const { number } = await proposeBump(site, 'prod', 'api', wanted);
      await site.approve(number);
      return { site, act: (signal) => site.promote({ signal }) };
    },
  }));

test('promote, killed anywhere and run again, closes a pull request once and says so once', (t) =>
  killEverywhere(t, organisation, {
    name: 'closing',
    gitHubOnly: true,
    prepare: async (name) => {
      const site = await siteWithProvenDev(name);
      await proposeBump(site, 'prod', 'api', wanted);
      await site.deploy('prod', { api: wanted });
      return { site, act: (signal) => site.promote({ signal }) };
    },
  }));

test('promote, killed anywhere and run again, merges once', (t) =>
  killEverywhere(t, organisation, {
    name: 'promote-merges',
    gitHubOnly: true,
    prepare: async (name) => {
      const site = await organisation.createSite(name, { dev: { api: before } });
      // Otherwise the branch would stay until the next proposal takes its place.
      organisation.lab.github.configure(site.repository, { deleteBranchOnMerge: true });
      await proposeBump(site, 'dev', 'api', wanted);
      return { site, act: (signal) => site.promote({ signal }) };
    },
  }));
