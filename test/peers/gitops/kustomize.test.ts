import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applicationOf, Folder, lookedAt, told, type Files } from './folder.ts';

const repository: Files = {
  'app.yaml': applicationOf('dev', { path: 'overlays/dev' }),
  'base/kustomization.yaml': 'resources: [pods.yaml]\n',
  'base/pods.yaml': `apiVersion: v1
kind: Pod
metadata: {name: other}
---
apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  containers:
    - name: main
      image: nginx:1
`,
  'overlays/dev/kustomization.yaml':
    'resources: [../../base]\nnamePrefix: dev-\nnamespace: dev\nimages: [{name: nginx, newTag: "2"}]\n',
};

test('a kustomization is built, and a finding is told where the resource is written', async () => {
  using folder = new Folder(repository);
  const checked = await folder.lint({ only: ['image-not-pinned'] });
  assert.deepEqual(told(checked), [
    'base/pods.yaml:12 image-not-pinned Pod dev-api: container main runs nginx:2, which is not pinned by a digest',
  ]);
  const names = checked.repository.applications[0]?.manifests.map(({ identity }) => identity);
  assert.deepEqual(names, [
    'https://kubernetes.default.svc//Pod/dev/dev-api',
    'https://kubernetes.default.svc//Pod/dev/dev-other',
  ]);
});

test('a base of another repository is not fetched, and that is said', async () => {
  using folder = new Folder({
    ...repository,
    'base/kustomization.yaml': 'resources: [https://github.com/acme/base//deploy?ref=v1]\n',
  });
  assert.match(
    told(await folder.lint({ only: lookedAt })).join('\n'),
    /^app\.yaml:1 not-looked-at base\/kustomization\.yaml wants https:\/\/github\.com/,
  );
});

test('what Kustomize complains about is told in its words', async () => {
  using folder = new Folder({ ...repository, 'base/kustomization.yaml': 'resources: [nothing.yaml]\n' });
  assert.match(told(await folder.lint({ only: lookedAt })).join('\n'), /^app\.yaml:1 render-failed .*nothing\.yaml/);
});
