import { eventually, field, type Kubernetes } from '../../../scripts/cluster/kubernetes.ts';
import { textOf } from './application-state.ts';
import { rolloutVersion } from './canary-course.ts';

/** Runs the AnalysisTemplates of a service on its stable pods, and gives the phase in which each has ended. */
export async function analysesOfStable(
  kubernetes: Kubernetes,
  namespace: string,
  service: string,
): Promise<ReadonlyMap<string, string>> {
  const rollout = await kubernetes.read({ apiVersion: rolloutVersion, kind: 'Rollout', name: service, namespace });
  const args = [{ name: 'canary', value: textOf(rollout, 'status', 'stableRS') }];
  const label = `app.kubernetes.io/name=${service}`;
  const templates = await kubernetes.list(rolloutVersion, 'AnalysisTemplate', namespace, label);
  const names = templates.map(({ metadata }) => metadata?.name ?? '');
  for (const template of templates) {
    await kubernetes.apply({
      apiVersion: rolloutVersion,
      kind: 'AnalysisRun',
      metadata: { name: runOf(template.metadata?.name ?? ''), namespace },
      spec: { args, metrics: counted(field(template, 'spec', 'metrics')) },
    });
  }
  return eventually(`the analyses of ${service} have ended`, async () => {
    const runs = await Promise.all(
      names.map((name) =>
        kubernetes.read({ apiVersion: rolloutVersion, kind: 'AnalysisRun', name: runOf(name), namespace }),
      ),
    );
    const phases = runs.map((run, index) => [names[index] ?? '', textOf(run, 'status', 'phase')] as const);
    return phases.every(([, phase]) => ended.has(phase)) && new Map(phases);
  });
}

/** In the background of a canary they have no end of their own. */
const counted = (metrics: unknown): readonly object[] =>
  (Array.isArray(metrics) ? metrics : []).map((metric: object) => ({ ...metric, count: 5 }));

const runOf = (template: string): string => `${template}-of-stable`;

const ended: ReadonlySet<string> = new Set(['Successful', 'Failed', 'Error', 'Inconclusive']);
