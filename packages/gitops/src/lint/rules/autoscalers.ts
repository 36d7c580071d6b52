import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Rule } from '../rule.ts';
import { argoSettings } from './argo-settings.ts';
import { autoscalersIn, autoscalersOf } from './autoscaler-targets.ts';
import { deployed } from './deployed.ts';
import { concerns, covers, ignoredPaths } from './ignored-paths.ts';
import { neighboursOf } from './neighbours.ts';
import { argoGroup, referencedWorkload, wholeNumber } from './rollouts.ts';

/** Kinds that the repository would deploy itself; others come from operators. */
const workloads = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'argoproj.io/Rollout']);

export const autoscalerTargetMissing: Rule = {
  id: 'autoscaler-target-missing',
  severity: 'error',
  title: 'An autoscaler scales what is not there',
  why: 'Nothing is scaled, and nothing says so but a condition of the autoscaler. It happens when a Rollout takes the place of a Deployment and the autoscaler still names the Deployment.',
  fix: 'Name the workload that is deployed, with its kind: `apiVersion: argoproj.io/v1alpha1, kind: Rollout`. For a Rollout with `workloadRef`, that is the Rollout too.',
  argo: {
    does: 'Argo CD shows the HorizontalPodAutoscaler as Degraded: its target cannot be scaled.',
    test: 'test/peers/cluster/argocd-claims.test.ts: an autoscaler of a missing Deployment is degraded',
  },
  *check(repository) {
    for (const { manifest, target, path } of autoscalersIn(repository)) {
      const { group, kind, name } = target;
      const neighbours = neighboursOf(repository, manifest);
      const found = (message: string, field: string) => ({
        at: manifest.at([...path, field]),
        message: `${manifest.title} ${message}`,
        application: manifest.application.name,
      });
      const rollouts = neighbours.all(argoGroup, 'Rollout');
      const replacing = rollouts.find((rollout) => {
        const workload = referencedWorkload(repository, rollout);
        return workload?.kind === kind && workload.name === name;
      });
      if (replacing !== undefined) yield found(`scales ${kind} ${name}, which ${replacing.title} replaces`, 'kind');
      if (!neighbours.complete || !workloads.has(`${group}/${kind}`)) continue;
      if (neighbours.find(group, kind, name) !== undefined) continue;
      const other = [...workloads].find((each) => {
        const [itsGroup = '', itsKind = ''] = each.split('/');
        return neighbours.find(itsGroup, itsKind, name) !== undefined;
      });
      const instead = other === undefined ? '' : `, but ${other.split('/')[1] ?? ''} ${name}`;
      yield found(`scales ${kind} ${name}, which is not there${instead}`, other === undefined ? 'name' : 'kind');
    }
  },
};

export const autoscalersCompete: Rule = {
  id: 'autoscalers-compete',
  severity: 'error',
  title: 'Two autoscalers scale one workload',
  why: 'A ScaledObject makes a HorizontalPodAutoscaler of its own. Two of them set the replicas against each other, up and down without end.',
  fix: 'Keep one. A ScaledObject can scale by CPU and memory too.',
  *check(repository) {
    for (const { manifest, target, path } of autoscalersIn(repository)) {
      const workload = neighboursOf(repository, manifest).find(target.group, target.kind, target.name);
      if (workload === undefined) continue;
      const first = autoscalersOf(repository, workload)[0]?.manifest;
      if (first === undefined || first.identity === manifest.identity) continue;
      const message = `${manifest.title} scales ${workload.title}, as ${first.title} does`;
      yield { at: manifest.at([...path, 'name']), message, application: manifest.application.name };
    }
  },
};

export const replicasBesideAutoscaler: Rule = {
  id: 'replicas-beside-autoscaler',
  severity: 'warning',
  title: 'A workload says its replicas although an autoscaler sets them',
  why: 'Argo CD puts the number from Git back with every sync, and at once where it heals by itself. In the middle of a peak that takes most of the pods away.',
  fix: 'Leave `replicas` out of the workload.',
  argo: {
    does: 'Argo CD sets the replicas back to what Git says.',
    test: 'test/peers/cluster/argocd-claims.test.ts: replicas in Git overwrite those of an autoscaler',
  },
  *check(repository) {
    for (const manifest of deployed(repository)) {
      const replicas = wholeNumber(manifest.field('spec', 'replicas'));
      if (replicas === undefined || !workloads.has(`${manifest.group}/${manifest.kind}`)) continue;
      const [autoscaler] = autoscalersOf(repository, manifest);
      if (autoscaler === undefined || isIgnored(repository, manifest)) continue;
      const message = `${manifest.title} has ${replicas} replicas written, and ${autoscaler.manifest.title} scales it`;
      yield { at: manifest.at(['spec', 'replicas'], 'key'), message, application: manifest.application.name };
    }
  },
};

/** Whether Argo CD is told to leave the replicas alone, by the Application or for all of them. */
function isIgnored(repository: Repository, manifest: Manifest): boolean {
  const { application } = manifest;
  const told = ignoredPaths(application.resource).some(
    ({ of, steps }) => concerns(of, manifest) && covers(steps, ['spec', 'replicas']),
  );
  // What is set for all of them only hides the difference, unless the Application respects that when it applies.
  const isRespected = application.syncOptions.get('RespectIgnoreDifferences') === 'true';
  return told || (isRespected && argoSettings(repository).some((text) => /spec[./]replicas/.test(text)));
}
