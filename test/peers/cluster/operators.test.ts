import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { peersBin } from '../../../scripts/peers/folders.ts';
import { runProgram } from '../examples/program.ts';
import { isHealthy, type ApplicationState } from './application-state.ts';
import { creations } from './audit-log.ts';
import { ChartRepository } from './chart-repository.ts';
import { externalSecretsChart, kedaChart } from './operator-charts.ts';
import { digestsOf, type WrittenRepository } from './written-repository.ts';
import { WrittenRig } from './written-rig.ts';

/** Operators before all else, and what they have to do before a wave is over. */

const services = ['api', 'worker'];
let rig: WrittenRig;
let charts: ChartRepository;
let repository: WrittenRepository;

before(async () => {
  rig = await WrittenRig.start('operators');
  charts = await ChartRepository.start(join(rig.cluster.directory, 'charts'));
  const answers = ['--service=api,host=api,database', '--service=worker,database,keda', '--environments=dev,prod'];
  const more = ['--operators=external-secrets,keda', '--secret-store=vault', '--migration=api node migrate.js'];
  const local = (text: string) =>
    text.replace(/https:\/\/(?:charts\.external-secrets\.io|kedacore\.github\.io\/charts)/g, charts.origin);
  repository = await rig.write('mine', [...answers, ...more, '--no-previews'], local);
  const folder = (name: string) => join(rig.cluster.directory, name);
  charts.add(externalSecretsChart(folder('external-secrets')), versionOf('external-secrets'));
  charts.add(kedaChart(folder('keda')), versionOf('keda'));
});
after(async () => {
  charts[Symbol.dispose]();
  await rig[Symbol.asyncDispose]();
});

/** Of the chart that `init` chose. */
const versionOf = (operator: string): string => {
  const application: unknown = parse(repository.files.get(`argocd/operators/${operator}.yaml`) ?? '');
  return String(field(application, 'spec', 'source', 'targetRevision'));
};

const read = (apiVersion: string, kind: string, name: string, namespace: string) =>
  rig.cluster.kubernetes.read({ apiVersion, kind, name, namespace });

test('the operators come from their charts, with what their project permits', async () => {
  await repository.commit();
  await repository.apply('argocd/argocd-cm.yaml', 'argocd/notifications-cm.yaml');
  await repository.apply('argocd/appproject.yaml', 'argocd/operators.yaml');
  for (const name of ['mine-operators', 'mine-external-secrets', 'mine-keda'])
    await repository.until(name, 'is Synced and Healthy', isHealthy);
  assert.ok(await read('apps/v1', 'Deployment', 'external-secrets-webhook', 'external-secrets'));
  assert.ok(await read('apps/v1', 'Deployment', 'keda-operator', 'keda'));
});

const waitsForPassword = ({ phase, message }: ApplicationState): boolean =>
  phase === 'Running' &&
  /waiting for healthy state of external-secrets\.io\/ExternalSecret\/mine-database/.test(message);

test('the database waits for the password, and everything else for the database', async () => {
  await repository.apply('argocd/root.yaml');
  for (const environment of ['dev', 'prod'])
    await repository.until(`mine-${environment}-data`, 'waits for the password', waitsForPassword);
  assert.equal(await read('v1', 'Service', 'database', 'mine-dev'), undefined);
  for (const environment of ['dev', 'prod'])
    saysOfIt('externalsecrets.external-secrets.io', 'mine-database', `mine-${environment}`, 'Ready');
  for (const environment of ['dev', 'prod'])
    await repository.until(`mine-${environment}-data`, 'is Synced and Healthy', isHealthy);
  const created = creations(rig.cluster.controlPlane.auditLog).filter(({ namespace }) => namespace === 'mine-dev');
  const at = (resource: string, name: string): number => {
    const found = created.find((each) => each.resource === resource && each.name === name);
    assert.ok(found, `${resource} ${name} was created`);
    return found.at.getTime();
  };
  assert.ok(at('serviceaccounts', 'mine-migrate') <= at('externalsecrets', 'mine-database'));
  assert.ok(at('externalsecrets', 'mine-database') < at('services', 'database'));
});

test('what KEDA scales is healthy once KEDA says so', async () => {
  await repository.promote(['dev'], 'one');
  await repository.untilRuns('dev', digestsOf(services, 'one'));
  const scaled = () => read('keda.sh/v1alpha1', 'ScaledObject', 'worker', 'mine-dev');
  await eventually('the ScaledObject is there', scaled, { patience: 120_000 });
  await repository.until('mine-dev', 'waits for KEDA', ({ phase, health }) => {
    return phase === 'Succeeded' && health === 'Progressing';
  });
  assert.equal(await read('autoscaling/v2', 'HorizontalPodAutoscaler', 'worker', 'mine-dev'), undefined);
  saysOfIt('scaledobjects.keda.sh', 'worker', 'mine-dev', 'Ready', 'Active');
  await repository.until('mine-dev', 'is Synced and Healthy', isHealthy);
});

/** Stands in for an operator, which would say of what it has done that all is well. */
function saysOfIt(kind: string, name: string, namespace: string, ...conditions: readonly string[]): void {
  const status = { conditions: conditions.map((type) => ({ type, status: 'True', reason: 'Test', message: '' })) };
  const { kubeconfig } = rig.cluster;
  const patch = ['patch', kind, name, `--namespace=${namespace}`, '--subresource=status', '--type=merge'];
  runProgram(join(peersBin, 'kubectl'), [
    `--kubeconfig=${kubeconfig}`,
    ...patch,
    `--patch=${JSON.stringify({ status })}`,
  ]);
}
