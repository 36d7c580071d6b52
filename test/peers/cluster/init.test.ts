import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parsePolicy } from '@bitvault/promotion';
import { eventually } from '../../../scripts/cluster/kubernetes.ts';
import { isHealthy, textOf } from './application-state.ts';
import { creations } from './audit-log.ts';
import { settledCanary } from './canary-course.ts';
import { assertPreviewed } from './previewed-pull.ts';
import { runningDigests, type Digests } from './running-digests.ts';
import { assertWaves, inOrderOfCreation } from './waves.ts';
import { WrittenRig } from './written-rig.ts';
import { digestsOf, type WrittenRepository } from './written-repository.ts';

/** What `init` writes in each of its forms but that of the example, as real controllers take it. */

const services = ['api', 'worker', 'web'];
const environments = ['dev', 'staging', 'prod'];
const answers = [
  '--service=api,host=api,database',
  '--service=worker,database',
  '--service=web,host=@',
  '--migration=api node migrate.js',
  '--no-previews',
];
const one = digestsOf(services, 'one');
const two = digestsOf(services, 'two');

let rig: WrittenRig;
before(async () => {
  rig = await WrittenRig.start('init');
});
after(() => rig[Symbol.asyncDispose]());

const forms = [
  { name: 'yard', templating: 'kustomize', layout: 'environment' },
  { name: 'dock', templating: 'kustomize', layout: 'service' },
  { name: 'mill', templating: 'helm', layout: 'service' },
] as const;

describe('each form', { concurrency: true }, () => {
  for (const { name, templating, layout } of forms) {
    describe(`${templating}, one Application each ${layout}`, { concurrency: 1 }, () => {
      let repository: WrittenRepository;

      test('begins with every environment in place and no service in it', async () => {
        repository = await rig.write(name, [...answers, `--templating=${templating}`, `--layout=${layout}`]);
        const commit = await repository.commit();
        await repository.apply('argocd/argocd-cm.yaml', 'argocd/notifications-cm.yaml');
        await repository.apply('argocd/appproject.yaml', 'argocd/root.yaml');
        await repository.untilAllHealthy(commit);
        for (const environment of environments) assert.deepEqual([...(await running(name, environment))], []);
      });

      test('fills an environment at a time by its digests, each wave after the one before', async () => {
        for (const [index, environment] of environments.entries()) {
          const commit = await repository.promote([environment], 'one');
          await repository.untilRuns(environment, one);
          await repository.untilAllHealthy(commit);
          for (const later of environments.slice(index + 1)) assert.equal((await running(name, later)).size, 0);
        }
        const created = creations(rig.cluster.controlPlane.auditLog);
        for (const application of repository.applications) {
          const namespace = environments.map((each) => `${name}-${each}`).find((each) => application.startsWith(each));
          assert.ok(namespace);
          const all = await inOrderOfCreation(rig.cluster.kubernetes, application, created, namespace);
          assert.ok(all.length >= 4, application);
          assertWaves(all);
          const isMigrated = application === namespace || application === `${namespace}-api`;
          const migration = created.find((each) => each.resource === 'jobs' && each.namespace === namespace);
          if (isMigrated)
            assert.ok(migration && all[0] && migration.at < all[0].at, `${application} is migrated first`);
        }
      });

      test('has the statuses on GitHub that the next environment waits for', async () => {
        const policy = parsePolicy(repository.files.get('promotion.yaml') ?? '');
        const contexts = policy.environments.flatMap(({ healthy }) => healthy);
        assert.equal(contexts.length, layout === 'service' ? 6 : 2);
        for (const context of contexts) {
          const application = context.replace('argocd/', '');
          const { revision } = await repository.until(application, 'is Synced and Healthy', isHealthy);
          await eventually(
            `${context} is a success on ${revision}`,
            async () => (await statusOf(name, revision, context)) === 'success',
          );
        }
      });

      test('rolls dev forward by a commit that changes digests', async () => {
        const commit = await repository.promote(['dev'], 'two');
        await repository.untilRuns('dev', two);
        await repository.untilAllHealthy(commit);
        assert.deepEqual(await running(name, 'staging'), await running(name, 'prod'));
        assert.notDeepEqual(await running(name, 'staging'), await running(name, 'dev'));
      });

      test('takes the short canary in staging and the full one in prod', async () => {
        const since = new Date();
        const commit = await repository.promote(['staging', 'prod'], 'two');
        const canary = (environment: string, service: string) =>
          settledCanary(
            rig.cluster,
            { namespace: `${name}-${environment}`, name: service },
            { digest: two.get(service) ?? '', since },
            () => repository.whatHappened(),
          );
        for (const service of services) {
          const short = await canary('staging', service);
          assert.deepEqual(short, { weights: [50], analyses: ['Successful'] }, `${service} in staging`);
          const full = await canary('prod', service);
          const weights = service === 'worker' ? [25, 50] : [5, 25, 50];
          assert.deepEqual(full, { weights, analyses: ['Successful'] }, `${service} in prod`);
        }
        await repository.untilAllHealthy(commit);
        for (const environment of environments) await repository.untilRuns(environment, two);
      });
    });
  }

  test('kustomize: a labelled pull request has a preview, which follows it and goes with it', async () => {
    const given = ['--service=api,host=api,database', '--service=web,host=@', '--templating=kustomize'];
    const repository = await rig.write('berth', given);
    await repository.commit();
    const application = await rig.previewedApplication();
    await repository.apply('argocd/appproject.yaml', 'argocd/applicationset-previews.yaml');
    await assertPreviewed({
      kubernetes: rig.cluster.kubernetes,
      author: rig.alice,
      repository: application,
      prefix: 'berth',
      services: 2,
      files: (count) => ({ 'try.txt': `${count}` }),
      settled: () => Promise.resolve(),
      whatHappened: () => repository.whatHappened(),
    });
  });
});

const running = (name: string, environment: string): Promise<Digests> =>
  runningDigests(rig.cluster.kubernetes, `${name}-${environment}`);

/** The newest status of a context on a commit. */
async function statusOf(name: string, commit: string, context: string): Promise<string> {
  const statuses = await rig.alice.request('GET', `/repos/acme/${name}/commits/${commit}/statuses`);
  const all = Array.isArray(statuses) ? statuses : [];
  return textOf(
    all.find((status) => textOf(status, 'context') === context),
    'state',
  );
}
