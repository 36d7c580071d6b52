import type { EnvironmentName } from '../attacks/layout.ts';
import type { Pull, Site } from '../attacks/site.ts';
import { team } from './instant.ts';
import type { Merger } from './oracle.ts';
import { bump, push, type Stage, type Theatre } from './stage.ts';

/** A run of a gate, or of what proposes, from where everything is ready for it. */
export interface Scene {
  /** Whether it merges; else it proposes, or starts a gate. */
  readonly merges: boolean;
  prepare(theatre: Theatre): Promise<Stage>;
}

const old = [1, 1] as const;
const next = [2, 1] as const;

/** The pull request that moves `api` to its second version, as the promoter opens it, and alice's approval where it needs one. */
async function proposed(theatre: Theatre, site: Site, environment: EnvironmentName): Promise<Pull> {
  const digest = await theatre.image('api', 2);
  const trailers = `Promotion-Service: api\nPromotion-Environment: ${environment}\nPromotion-Digest: ${digest}\nPromotion-Previous: ${await theatre.image('api', 1)}`;
  const pull = await site.open({
    files: await bump(site, environment, digest),
    branch: `promote/${environment}`,
    title: `Promote api to ${environment}`,
    message: `Promote api to ${environment}\n\n${trailers}`,
  });
  if (environment !== 'dev') await theatre.rig.people.alice.approve(site.repository, pull.number);
  return pull;
}

async function beforePromotion(theatre: Theatre, environment: EnvironmentName): Promise<Site> {
  const order = ['dev', 'staging', 'prod'] as const;
  const reached = order.indexOf(environment);
  const [dev, staging, prod] = order.map((_, index) => (index < reached ? next : old));
  const site = await theatre.open({ dev: dev ?? old, staging: staging ?? old, prod: prod ?? old });
  if (environment === 'staging') await theatre.report(site, 'dev', 'success');
  if (environment === 'prod') await theatre.report(site, 'staging', 'success');
  return site;
}

/** `api` has gone forward in the environment, which is regretted; alice has asked for the pull request that takes it back. */
async function regretted(theatre: Theatre, environment: 'dev' | 'prod', asked: boolean) {
  const site = await theatre.open({ dev: next, staging: next, prod: old, ...(environment === 'dev' && { dev: old }) });
  if (environment === 'dev') await theatre.report(site, environment, 'success');
  // What was reported in the very second in which the next one came may be about either.
  theatre.rig.lab.clock.advance(1_000);
  await push(site, 'Forward', await bump(site, environment, await theatre.image('api', 2)));
  const rollBack = () =>
    site.run('rollback', 'bitvault-promoter', { environment, service: 'api', reason: 'p99 latency doubled' });
  if (!asked) return { site, rollBack, pull: null };
  const { outputs, log } = await rollBack();
  if (outputs['result'] !== 'opened') throw new Error(`the rollback was not proposed: ${log}`);
  const pull = {
    number: Number(outputs['number']),
    head: outputs['head-sha'] ?? '',
    branch: `rollback/${environment}/api`,
  };
  if (environment === 'prod') await theatre.rig.people.alice.approve(site.repository, pull.number);
  return { site, rollBack, pull };
}

const promoting = (site: Site) => () =>
  site.run('promote', 'bitvault-promoter', { 'merge-token': site.token('bitvault-merger') });

function staged(site: Site, environment: EnvironmentName, by: Merger, pull: Pull): Stage {
  const act = {
    'auto-merge-dev': () => site.autoMerge(pull.number),
    'prod-manual-gate': ({ unguarded } = { unguarded: false }) =>
      site.gate({ ...pull, head: site.headOf(pull.number) }, unguarded ? { review: 'none' } : {}),
    promote: promoting(site),
  };
  return { site, environment, pull, by, act: act[by] };
}

export const scenes = {
  'auto-merge-dev merges a promotion': {
    merges: true,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'dev');
      return staged(site, 'dev', 'auto-merge-dev', await proposed(theatre, site, 'dev'));
    },
  },
  'auto-merge-dev merges a rollback': {
    merges: true,
    async prepare(theatre: Theatre) {
      const { site, pull } = await regretted(theatre, 'dev', true);
      if (pull === null) throw new Error('it was asked for');
      return staged(site, 'dev', 'auto-merge-dev', pull);
    },
  },
  'prod-manual-gate merges a promotion': {
    merges: true,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'prod');
      return staged(site, 'prod', 'prod-manual-gate', await proposed(theatre, site, 'prod'));
    },
  },
  'prod-manual-gate merges a promotion that a team lets through by hand': {
    merges: true,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'prod');
      const policy = await site.file('promotion.yaml');
      // The images here are of no commit that GitHub has: who wrote one is not asked for.
      const gate = `gate: {dispatch: ${team}}, separate: [reviewer, approver]`;
      const byHand = policy.replace('environment: production', gate);
      await push(site, 'Gate by hand', { 'promotion.yaml': byHand });
      await theatre.report(site, 'staging', 'success');
      const pull = await proposed(theatre, site, 'prod');
      const act = () =>
        site.run(
          'prod-manual-gate',
          'bitvault-merger',
          { 'pull-request': String(pull.number), head: site.headOf(pull.number) },
          { event: { name: 'workflow_dispatch', actor: 'carol' }, permissions: { 'id-token': 'write' } },
        );
      return { site, environment: 'prod', pull, by: 'prod-manual-gate', byHand: true, act };
    },
  },
  'prod-manual-gate merges a rollback': {
    merges: true,
    async prepare(theatre: Theatre) {
      const { site, pull } = await regretted(theatre, 'prod', true);
      if (pull === null) throw new Error('it was asked for');
      return staged(site, 'prod', 'prod-manual-gate', pull);
    },
  },
  'promote merges dev': {
    merges: true,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'dev');
      return staged(site, 'dev', 'promote', await proposed(theatre, site, 'dev'));
    },
  },
  'promote merges staging': {
    merges: true,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'staging');
      return staged(site, 'staging', 'promote', await proposed(theatre, site, 'staging'));
    },
  },
  'promote opens the pull request of staging': {
    merges: false,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'staging');
      return { site, environment: 'staging', pull: null, by: 'promote', act: promoting(site) };
    },
  },
  'promote starts the gate': {
    merges: false,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'prod');
      return staged(site, 'prod', 'promote', await proposed(theatre, site, 'prod'));
    },
  },
  'promote proposes what was built': {
    merges: false,
    async prepare(theatre: Theatre) {
      const site = await beforePromotion(theatre, 'dev');
      const digest = await theatre.image('api', 2);
      const act = () => site.run('promote', 'bitvault-promoter', { service: 'api', digest });
      return { site, environment: 'dev', pull: null, by: 'promote', act };
    },
  },
  'rollback proposes': {
    merges: false,
    async prepare(theatre: Theatre) {
      const { site, rollBack } = await regretted(theatre, 'prod', false);
      return { site, environment: 'prod', pull: null, by: 'promote', act: rollBack };
    },
  },
} as const satisfies Readonly<Record<string, Scene>>;

export type SceneTitle = keyof typeof scenes;
