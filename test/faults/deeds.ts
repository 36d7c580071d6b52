import type { ServedRequest, StepResult } from '@bitvault/lab';
import { proposeBump, proposeRollback } from '../loop/proposals.ts';
import type { Organisation } from '../loop/organisation.ts';
import type { Site } from '../loop/site.ts';

export type Act = (signal?: AbortSignal) => Promise<StepResult>;

/** Something that an action does, in a repository made for it. */
export interface Deed {
  /** Begins the names of its repositories. */
  readonly name: string;
  /** Only requests to GitHub are meddled with: verifying an image reads the same, whatever it is for. */
  readonly gitHubOnly: boolean;
  /** Brings a new repository of that name to where the deed starts, and gives the deed. */
  prepare(name: string): Promise<{ readonly site: Site; readonly act: Act }>;
}

const digest = (n: number) => `sha256:${String(n).repeat(64)}`;

/** Waits for ever: nobody approves it here. */
const gateWorkflow = `name: prod-gate
run-name: "Gate #\${{ inputs.pull-request }} at \${{ inputs.head }}"
on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}
jobs: {merge: {runs-on: ubuntu-latest, environment: production, steps: [{run: exit 1}]}}
`;

/** What the actions do that write, each from where everything is ready for it. */
export async function deedsIn(organisation: Organisation) {
  const { lab } = organisation;
  const [old, next] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
  const three = { dev: { api: digest(1), web: digest(2), worker: digest(3) } };
  const provenDev = async (name: string) => {
    const files = { '.github/workflows/prod-gate.yml': gateWorkflow };
    const site = await organisation.createSite(name, { dev: { api: next }, prod: { api: old }, files });
    await site.reportHealthy('dev');
    return site;
  };
  const regretted = async (name: string) => {
    const site = await organisation.createSite(name, { dev: { api: old } });
    await site.reportHealthy('dev');
    await site.deploy('dev', { api: next });
    return site;
  };
  const promoting = (site: Site) => ({ site, act: (signal?: AbortSignal) => site.promote({ signal }) });
  return {
    opening: {
      name: 'opening',
      gitHubOnly: true,
      async prepare(name: string) {
        const site = await organisation.createSite(name, three);
        return { site, act: (signal?: AbortSignal) => site.open('dev', { api: digest(4), web: digest(5) }, signal) };
      },
    },
    updating: {
      name: 'updating',
      gitHubOnly: true,
      async prepare(name: string) {
        const site = await organisation.createSite(name, three);
        await proposeBump(site, 'dev', 'api', digest(4));
        return { site, act: (signal?: AbortSignal) => site.open('dev', { web: digest(5) }, signal) };
      },
    },
    autoMerging: {
      name: 'merging',
      gitHubOnly: false,
      async prepare(name: string) {
        const site = await organisation.createSite(name, { dev: { api: old } });
        const { number } = await proposeBump(site, 'dev', 'api', next);
        return { site, act: (signal?: AbortSignal) => site.autoMerge(number, signal) };
      },
    },
    gating: {
      name: 'gating',
      gitHubOnly: false,
      async prepare(name: string) {
        const site = await organisation.createSite(name, { dev: { api: next }, prod: { api: old } });
        await site.reportHealthy('dev');
        const { number, head } = await proposeBump(site, 'prod', 'api', next);
        await site.approve(number);
        return { site, act: (signal?: AbortSignal) => site.gate(number, head, signal) };
      },
    },
    promoting: {
      name: 'promoting',
      gitHubOnly: true,
      prepare: async (name: string) => promoting(await provenDev(name)),
    },
    dispatching: {
      name: 'dispatching',
      gitHubOnly: true,
      async prepare(name: string) {
        const site = await provenDev(name);
        const { number } = await proposeBump(site, 'prod', 'api', next);
        await site.approve(number);
        return promoting(site);
      },
    },
    closing: {
      name: 'closing',
      gitHubOnly: true,
      async prepare(name: string) {
        const site = await provenDev(name);
        await proposeBump(site, 'prod', 'api', next);
        await site.deploy('prod', { api: next });
        return promoting(site);
      },
    },
    promoteMerging: {
      name: 'promote-merges',
      gitHubOnly: true,
      async prepare(name: string) {
        const site = await organisation.createSite(name, { dev: { api: old } });
        // Otherwise the branch would stay until the next proposal takes its place.
        lab.github.configure(site.repository, { deleteBranchOnMerge: true });
        await proposeBump(site, 'dev', 'api', next);
        return promoting(site);
      },
    },
    rollingBack: {
      name: 'rolling-back',
      gitHubOnly: false,
      async prepare(name: string) {
        const site = await regretted(name);
        return { site, act: (signal?: AbortSignal) => site.rollBack('dev', 'api', signal) };
      },
    },
    mergingRollback: {
      name: 'merging-rollback',
      gitHubOnly: true,
      async prepare(name: string) {
        const site = await regretted(name);
        const { number } = await proposeRollback(site, 'dev', 'api', old);
        return { site, act: (signal?: AbortSignal) => site.autoMerge(number, signal) };
      },
    },
  } as const satisfies Readonly<Record<string, Deed>>;
}

export type DeedName = keyof Awaited<ReturnType<typeof deedsIn>>;

/** The requests of a deed that are meddled with. People's approvals come between the requests of the gate. */
export const requestsOf =
  ({ gitHubOnly }: Deed) =>
  ({ part, url }: ServedRequest): boolean =>
    !url.includes('/pending_deployments') && (part === 'github' || !gitHubOnly);
