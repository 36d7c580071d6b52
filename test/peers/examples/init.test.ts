import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { checkFolder } from '@bitvault/gitops';
import { parseAllDocuments } from 'yaml';
import { at, isFields, type Fields, type Manifest } from '../../examples/example-files.ts';
import { schemaProblems } from '../../examples/kubernetes-schema.ts';
import { combinations } from '../../init/combinations.ts';
import { promoted } from '../../init/judged.ts';
import { argocdManifests, previewApplication, rootApplications, type Files } from '../../init/manifests.ts';
import { readDirectory, runInit } from '../../init/run-init.ts';
import { crdProblems, crdValidators } from './crd-schema.ts';
import { runProgram, useInstalledPrograms } from './program.ts';

useInstalledPrograms();

const validators = crdValidators();

const folder = mkdtempSync(join(tmpdir(), 'init-'));
after(() => rmSync(folder, { recursive: true }));

/** What Argo CD would apply of an Application whose repository is in `directory`. */
function rendered(directory: string, application: unknown): readonly Manifest[] {
  const source = at(application, 'spec', 'source');
  const path = join(directory, String(at(source, 'path')));
  const namespace = String(at(application, 'spec', 'destination', 'namespace'));
  const helm = at(source, 'helm');
  const text =
    helm === undefined
      ? runProgram('kustomize', ['build', edited(path, at(source, 'kustomize'))])
      : runProgram('helm', ['template', ...helmArguments(path, helm), '--namespace', namespace]);
  return parseAllDocuments(text)
    .map((document) => document.toJS() as unknown)
    .filter((document) => document !== null) as Manifest[];
}

function helmArguments(path: string, helm: unknown): readonly string[] {
  const files = ((at(helm, 'valueFiles') ?? []) as readonly string[]).map((file) => join(path, file));
  const values = join(path, 'values-of-application.json');
  writeFileSync(values, JSON.stringify(at(helm, 'valuesObject') ?? {}));
  return [String(at(helm, 'releaseName')), path, ...[...files, values].flatMap((file) => ['--values', file])];
}

/** As Argo CD sets what an Application says besides its path. */
function edited(path: string, kustomize: unknown): string {
  if (!isFields(kustomize)) return path;
  const images = ([kustomize['images'] ?? []].flat() as string[]).map((image) => {
    const [, name, newTag] = /^(.*):([^:/]+)$/.exec(image) ?? [];
    return { name, newTag };
  });
  const overlay = mkdtempSync(join(dirname(path), 'edited-'));
  const kustomization = { ...kustomize, images, resources: [`../${path.slice(dirname(path).length + 1)}`] };
  writeFileSync(join(overlay, 'kustomization.yaml'), JSON.stringify(kustomization));
  return overlay;
}

function written(files: Files, directory: string): string {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

const workloads = new Set(['Deployment', 'Rollout', 'Job']);

const containers = (manifest: Manifest): readonly Fields[] =>
  [at(manifest, 'spec', 'template', 'spec', 'containers') ?? []].flat().filter(isFields);

/** Of what operators define, by their own definitions. */
const problemsOf = (manifest: Manifest): readonly string[] =>
  /^(?:external-secrets\.io|keda\.sh)\//.test(manifest.apiVersion)
    ? crdProblems(validators, manifest)
    : schemaProblems(manifest);

function allowedKinds(files: Files, application: unknown): readonly string[] {
  const project = argocdManifests(files).find(
    ({ kind, metadata }) => kind === 'AppProject' && metadata.name === at(application, 'spec', 'project'),
  );
  return ['clusterResourceWhitelist', 'namespaceResourceWhitelist'].flatMap(
    (list) => at(project, 'spec', list, '*', 'kind') as readonly string[],
  );
}

function assertSound(files: Files, application: unknown, manifests: readonly Manifest[]): void {
  const namespace = at(application, 'spec', 'destination', 'namespace');
  const project = argocdManifests(files).find(
    ({ kind, metadata }) => kind === 'AppProject' && metadata.name === at(application, 'spec', 'project'),
  );
  for (const manifest of manifests) {
    const name = `${manifest.kind} ${manifest.metadata.name}`;
    assert.deepEqual(problemsOf(manifest), [], name);
    const isNamespace = manifest.kind === 'Namespace';
    assert.equal(isNamespace ? manifest.metadata.name : manifest.metadata['namespace'], namespace, name);
    const list = isNamespace ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist';
    const kinds = at(project, 'spec', list, '*', 'kind') as readonly unknown[];
    assert.ok(kinds.includes(manifest.kind), `${name} is not allowed by ${String(project?.metadata.name)}`);
  }
  const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted());
}

/** Of each layout and templating the smallest and the largest: every rendering is a process of its own. */
const extremes = combinations.filter(
  ({ services, environments }) => environments.length === (services.length === 1 ? 2 : 4),
);

for (const [index, { name, args, services, environments }] of extremes.entries()) {
  describe(name, async () => {
    const empty = join(folder, `${index}`);
    const { code, errors } = await runInit(...args, empty);
    assert.equal(code, 0, errors);
    const files = readDirectory(empty);
    const applications = rootApplications(files);

    const full = written(promoted(files), join(folder, `${index}-promoted`));

    test('has nothing in it that lint finds, before and after promotion', async () => {
      for (const root of [empty, full]) {
        const checked = await checkFolder({ root, only: [], fix: false, cache: null, env: process.env });
        assert.deepEqual(
          checked.reports.map(({ rule, at: { file, line }, message }) => `${file}:${line} ${message} ${rule.id}`),
          [],
        );
        assert.ok(checked.repository.applications.length >= applications.length);
      }
    });

    test('has projects that the CRD of Argo CD takes', () => {
      for (const manifest of argocdManifests(files).filter(({ kind }) => kind === 'AppProject'))
        assert.deepEqual(crdProblems(validators, manifest), [], manifest.metadata.name);
    });

    test('runs nothing before its first promotion', () => {
      for (const application of applications) {
        const manifests = rendered(empty, application);
        assertSound(files, application, manifests);
        assert.deepEqual(
          manifests.filter(({ kind }) => workloads.has(kind)),
          [],
        );
      }
    });

    test('runs every service in every environment after it, by digest', () => {
      const running: string[] = [];
      for (const application of applications) {
        const manifests = rendered(full, application);
        assertSound(files, application, manifests);
        for (const workload of manifests.filter(({ kind }) => workloads.has(kind))) {
          for (const { image } of containers(workload)) assert.match(String(image), /\/[a-z]+@sha256:[a-f0-9]{64}$/);
          if (workload.kind !== 'Job')
            running.push(`${String(workload.metadata['namespace'])} ${workload.metadata.name}`);
        }
      }
      const expected = environments.flatMap((environment) => services.map((each) => `shop-${environment} ${each}`));
      assert.deepEqual(running.toSorted(), expected.toSorted());
    });

    test('has one autoscaler for each service, and each pod has what it shows the database', () => {
      const keda = args.some((arg) => arg.endsWith(',keda'));
      for (const environment of environments) {
        const manifests = applications
          .filter((application) => at(application, 'spec', 'destination', 'namespace') === `shop-${environment}`)
          .flatMap((application) => rendered(full, application));
        const scaled = manifests
          .filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject')
          .map((manifest) => `${manifest.kind} ${String(at(manifest, 'spec', 'scaleTargetRef', 'name'))}`);
        const expected = services.map((service) =>
          keda && service === 'worker' ? 'ScaledObject worker' : `HorizontalPodAutoscaler ${service}`,
        );
        assert.deepEqual(scaled.toSorted(), expected.toSorted());
        for (const workload of manifests.filter(({ kind }) => kind !== 'Job' && workloads.has(kind))) {
          const target = manifests.find(
            (manifest) =>
              manifest.kind !== 'Service' && at(manifest, 'spec', 'scaleTargetRef', 'name') === workload.metadata.name,
          );
          assert.equal(at(target, 'spec', 'scaleTargetRef', 'kind'), workload.kind);
        }
        const secrets = manifests.filter(({ kind }) => kind === 'ExternalSecret').map(({ metadata }) => metadata.name);
        assert.deepEqual(secrets, args.includes('--secret-store=vault') ? ['shop-database'] : []);
        for (const workload of manifests.filter(({ kind }) => workloads.has(kind))) {
          for (const volume of [at(workload, 'spec', 'template', 'spec', 'volumes') ?? []].flat()) {
            const secret = at(volume, 'secret', 'secretName');
            if (secrets.length === 0) assert.notEqual(at(volume, 'projected'), undefined);
            else assert.equal(secret, 'shop-database');
          }
        }
      }
    });

    if (files.has('argocd/applicationset-previews.yaml')) {
      test('shows a pull request with its images, at hosts of its own, in its own namespace', () => {
        const application = previewApplication(files);
        const manifests = rendered(empty, application);
        assertSound(files, application, manifests);
        const kinds = [...new Set(manifests.map(({ kind }) => kind))];
        assert.deepEqual(kinds.toSorted(), [...allowedKinds(files, application)].toSorted());
        for (const bound of ['ResourceQuota', 'LimitRange', 'NetworkPolicy']) assert.ok(kinds.includes(bound), bound);
        for (const workload of manifests.filter(({ kind }) => workloads.has(kind)))
          assert.equal(at(workload, 'spec', 'template', 'spec', 'volumes'), undefined);
        const running = manifests.filter(({ kind }) => workloads.has(kind));
        assert.deepEqual(
          running.map(({ kind, metadata }) => `${kind} ${metadata.name}`).toSorted(),
          services.map((each) => `Deployment ${each}`).toSorted(),
        );
        for (const { image } of running.flatMap(containers)) assert.match(String(image), /:pr-(?:[a-f0-9]{40})$/);
        for (const route of manifests.filter(({ kind }) => kind === 'HTTPRoute'))
          assert.match(String(at(route, 'spec', 'hostnames', 0)), /^(?:api-)?pr-7\.preview\.shop\.acme\.test$/);
      });
    }
  });
}
