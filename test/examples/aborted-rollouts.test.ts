import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePolicy } from '@bitvault/promotion';
import { parse } from 'yaml';
import { applications, gitOps, helmRelease } from './applications.ts';
import { at, readManifests, readText } from './example-files.ts';
import { renderedFile } from './rendering.ts';

const [config] = readManifests(`${gitOps}/argocd/rollouts-notifications-cm.yaml`);
const entry = (key: string): unknown => parse(String(at(config, 'data', key)));
const [trigger, ...otherTriggers] = entry('trigger.on-rollout-aborted') as readonly unknown[];
const message = at(entry('template.rollout-aborted'), 'github');
const workflow = readText(`${gitOps}/.github/workflows/rollback.yml`);

const rollouts = applications()
  .map(helmRelease)
  .flatMap(({ application }) => readManifests(renderedFile(application)))
  .filter(({ kind }) => kind === 'Rollout');

const label = (name: string) => `promotion.bitvault.dev/${name}`;

test('every Rollout tells of its abort, as the slot that promotion.yaml has for it', () => {
  const policy = parsePolicy(readText(`${gitOps}/promotion.yaml`));
  const slots = ['prod', 'staging'].flatMap((environment) =>
    [...policy.services.keys()].map((service) => `${service} in ${environment}`),
  );
  const told = rollouts.map((rollout) => {
    assert.equal(
      rollout.metadata.annotations?.['notifications.argoproj.io/subscribe.on-rollout-aborted.github'],
      '',
      rollout.metadata.name,
    );
    const [service, environment] = ['service', 'environment'].map((name) =>
      at(rollout, 'metadata', 'labels', label(name)),
    );
    return `${String(service)} in ${String(environment)}`;
  });
  assert.deepEqual(told.toSorted(), slots.toSorted());
});

test('nothing of that is on its pods, which a rollback must give back byte for byte', () => {
  for (const rollout of rollouts) {
    assert.doesNotMatch(JSON.stringify(at(rollout, 'spec', 'template')), /promotion\.bitvault|notifications\.argoproj/);
  }
});

test('the configuration is where Argo Rollouts looks for it', () => {
  assert.equal(at(config, 'metadata', 'name'), 'argo-rollouts-notification-configmap');
  assert.equal(at(config, 'metadata', 'namespace'), 'argo-rollouts');
});

test('the trigger is a state, without `oncePer`, so that what could not be delivered is tried again', () => {
  assert.deepEqual(otherTriggers, []);
  assert.match(String(at(trigger, 'when')), /status\?\.abort == true and\s.*'RolloutAborted'/);
  assert.equal(at(trigger, 'oncePer'), undefined);
  assert.deepEqual(at(trigger, 'send'), ['rollout-aborted']);
});

test('the message goes to this repository, and asks for nothing that only an Application has', () => {
  const { repoURL } = at(applications()[0], 'spec', 'source') as { readonly repoURL: string };
  assert.equal(at(message, 'repoURLPath'), repoURL);
  assert.equal(at(message, 'revisionPath'), 'main');
  assert.doesNotMatch(JSON.stringify(message), /\.app\b/);
});

test('the workflow listens to that event, and reads from it what the message holds, all of it encoded', () => {
  const types = at(parse(workflow), 'on', 'repository_dispatch', 'types');
  assert.deepEqual(types, [at(message, 'repositoryDispatch', 'event_type')]);
  const payload = String(at(message, 'repositoryDispatch', 'client_payload'));
  const sent = [...payload.matchAll(/^\s*"(\w+)" \(/gm)].map(([, name]) => name);
  const read = [...workflow.matchAll(/client_payload\.(\w+)/g)].map(([, name]) => name);
  assert.deepEqual(new Set(read), new Set(sent));
  assert.match(payload, /\| toJson -\}\}\s*\{\{- end -\}\}\s*$/);
});
