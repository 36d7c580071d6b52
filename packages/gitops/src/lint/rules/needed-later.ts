import type { Application, Manifest } from '../../repository/application.ts';
import { podNeeds, secretMadeBy, type PodNeed } from '../../repository/pod-needs.ts';
import type { Finding, Rule } from '../rule.ts';
import { startsLater } from '../../repository/pods.ts';
import { compareMoments, earliest, indexed, momentName, momentOf, type Moment } from './sync-order.ts';

export const neededInLaterWave: Rule = {
  id: 'needed-in-later-wave',
  severity: 'error',
  title: 'A workload needs what only a later wave brings',
  why: 'Argo CD waits for a wave to become healthy before it goes on. A pod that needs a ServiceAccount, ConfigMap, Secret or volume of a later wave does not start, so that wave never comes: the first sync into a cluster is stuck, and a later one runs with what was there before.',
  fix: 'Give what is needed a wave that is not later than that of the workload. An ExternalSecret, SealedSecret or Certificate counts for the Secret that comes of it.',
  argo: {
    does: 'The sync stays Running on the workload’s wave, and the later wave is not applied.',
    test: 'test/peers/cluster/application-claims.test.ts: a sync stays at a workload that needs what a later wave brings',
  },
  *check({ applications }) {
    for (const application of applications)
      for (const late of neededLate(application)) if (late.at.phase === late.comes.phase) yield finding(late);
  },
};

export const hookNeedsLaterPhase: Rule = {
  id: 'hook-needs-later-phase',
  severity: 'error',
  title: 'A hook needs what only a later phase of its Application brings',
  why: 'A PreSync hook runs before every wave of its Application, the negative ones too. On the first sync into a cluster its pod does not start, since what it needs is not there: the sync stays at the hook, and does not even fail where the hook is a Job without `activeDeadlineSeconds`. On later ones it runs with what the sync before left.',
  fix: 'Bring what the hook needs with an Application of its own, make it a PreSync hook as well, in an earlier wave, or make the hook one of the Sync phase in a wave between what it needs and what needs it.',
  argo: {
    does: 'The first sync stays Running on the hook, and nothing of the Sync phase is applied.',
    test: 'test/peers/cluster/application-claims.test.ts: a sync stays at a PreSync hook that needs what its Application brings',
  },
  *check({ applications }) {
    for (const application of applications)
      for (const late of neededLate(application)) if (late.at.phase !== late.comes.phase) yield finding(late);
  },
};

interface Late {
  readonly workload: Manifest;
  readonly at: Moment;
  readonly need: PodNeed;
  readonly bringer: Manifest;
  readonly comes: Moment;
}

/** What pods need of their own Application that it brings only after them. */
function* neededLate(application: Application): Generator<Late> {
  const workloads = application.manifests.filter(startsPods);
  if (workloads.length === 0) return;
  const bringers = indexed(application, broughtBy);
  for (const workload of workloads) {
    const at = momentOf(workload);
    if (at === undefined) continue;
    for (const need of podNeeds(workload)) {
      const first = earliest(bringers.get(key(need.kind, workload.targetNamespace, need.name)) ?? []);
      if (first !== undefined && compareMoments(first.moment, at) > 0)
        yield { workload, at, need, bringer: first.manifest, comes: first.moment };
    }
  }
}

const startsPods = (manifest: Manifest): boolean => !startsLater(manifest) && manifest.field('spec', 'replicas') !== 0;

const key = (kind: string, namespace: string, name: string): string => `${kind}/${namespace}/${name}`;

const kinds: ReadonlySet<string> = new Set<PodNeed['kind']>([
  'ServiceAccount',
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
]);

function broughtBy(manifest: Manifest): readonly string[] {
  const { group, kind, name, targetNamespace } = manifest;
  if (group === '') return kinds.has(kind) ? [key(kind, targetNamespace, name)] : [];
  const secret = secretMadeBy(manifest);
  return secret === undefined ? [] : [key('Secret', targetNamespace, secret)];
}

function finding({ workload, at, need, bringer, comes }: Late): Finding {
  const which = bringer.kind === need.kind ? '' : `, which ${bringer.title} makes,`;
  return {
    at: workload.at(need.path),
    message: `${workload.title} of ${momentName(at)} needs ${need.kind} ${need.name}${which} of ${momentName(comes)}`,
    application: workload.application.name,
  };
}
