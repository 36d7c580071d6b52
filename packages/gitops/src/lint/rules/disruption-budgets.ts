import type { Manifest } from '../../repository/application.ts';
import type { Repository } from '../../repository/repository.ts';
import { podLabels, podSpecPath } from '../../repository/pods.ts';
import type { Mapping } from '../../yaml/fields.ts';
import type { Rule } from '../rule.ts';
import { autoscalersOf } from './autoscaler-targets.ts';
import { deployed } from './deployed.ts';
import { neighboursOf } from './neighbours.ts';
import { wholeNumber } from './rollouts.ts';

const kinds = [
  ['apps', 'Deployment'],
  ['apps', 'StatefulSet'],
  ['argoproj.io', 'Rollout'],
] as const;

function* budgetsIn(repository: Repository): Generator<Manifest> {
  for (const manifest of deployed(repository)) if (manifest.is('policy', 'PodDisruptionBudget')) yield manifest;
}

/** The workloads whose pods a budget selects; undefined where that cannot be known. */
function selectedBy(repository: Repository, budget: Manifest): readonly Manifest[] | undefined {
  const labels: Mapping = budget.mapping('spec', 'selector', 'matchLabels') ?? {};
  if (budget.list('spec', 'selector', 'matchExpressions').length > 0 || Object.keys(labels).length === 0)
    return undefined;
  const neighbours = neighboursOf(repository, budget);
  return kinds
    .flatMap(([group, kind]) => neighbours.all(group, kind))
    .filter((workload) => {
      const carried = podLabels(workload);
      return Object.entries(labels).every(([key, value]) => String(carried[key]) === String(value));
    });
}

export const disruptionBudgetSelectsNothing: Rule = {
  id: 'disruption-budget-selects-nothing',
  severity: 'warning',
  title: 'A PodDisruptionBudget selects no pods',
  why: 'It protects nothing: when a node is drained, all pods that it was meant for may go at once.',
  fix: 'Select by labels that the pods of the workload carry.',
  *check(repository) {
    for (const budget of budgetsIn(repository)) {
      const { complete, all } = bound(repository, budget);
      const selected = selectedBy(repository, budget);
      if (!complete || selected === undefined || selected.length > 0) continue;
      // Operators make pods of kinds that are not known here.
      if (!all.some((workload) => podSpecPath(workload) !== undefined)) continue;
      const message = `${budget.title} selects no pods of what is deployed beside it`;
      yield { at: budget.at(['spec', 'selector']), message, application: budget.application.name };
    }
  },
};

function bound(repository: Repository, budget: Manifest) {
  const neighbours = neighboursOf(repository, budget);
  return { complete: neighbours.complete, all: kinds.flatMap(([group, kind]) => neighbours.all(group, kind)) };
}

export const disruptionBudgetBlocks: Rule = {
  id: 'disruption-budget-blocks',
  severity: 'warning',
  title: 'A PodDisruptionBudget lets no pod go',
  why: 'No pod may be evicted then: a drain of a node waits for ever, and with it the upgrade of the cluster.',
  fix: 'Set `maxUnavailable: 1`, and run at least two replicas.',
  *check(repository) {
    for (const budget of budgetsIn(repository)) {
      const [most, least] = [budget.field('spec', 'maxUnavailable'), budget.field('spec', 'minAvailable')];
      const found = (field: string, says: string) => ({
        at: budget.at(['spec', field], 'key'),
        message: `${budget.title} ${says}`,
        application: budget.application.name,
      });
      if (most === 0 || most === '0' || most === '0%') yield found('maxUnavailable', 'allows no pod to be unavailable');
      if (least === '100%') yield found('minAvailable', 'wants all pods to be available');
      const wanted = wholeNumber(least);
      if (wanted === undefined || wanted === 0) continue;
      for (const workload of selectedBy(repository, budget) ?? []) {
        const replicas = fewestReplicas(repository, workload);
        if (replicas === undefined || replicas === 0 || replicas > wanted) continue;
        yield found('minAvailable', `wants ${wanted} available pods, and ${workload.title} may have but ${replicas}`);
      }
    }
  },
};

/** As written, or what an autoscaler may go down to. */
function fewestReplicas(repository: Repository, workload: Manifest): number | undefined {
  const autoscalers = autoscalersOf(repository, workload);
  if (autoscalers.length === 0) return wholeNumber(workload.field('spec', 'replicas'));
  const floors = autoscalers.flatMap(({ fewest }) => fewest ?? []);
  return floors.length < autoscalers.length ? undefined : Math.min(...floors);
}
