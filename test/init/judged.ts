import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  deployedDigest,
  digestFile,
  digestPath,
  parseDigest,
  parsePolicy,
  setDigest,
  textFile,
  type Digest,
  type Policy,
} from '@bitvault/promotion';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { at, isFields, type Manifest } from '../examples/example-files.ts';
import { schemaProblems } from '../examples/kubernetes-schema.ts';
import {
  argocdManifests,
  below,
  documentsOf,
  mergedValues,
  rootApplications,
  sourceFiles,
  type Files,
} from './manifests.ts';

/** Each service has its own, and each release of it. */
export const digestOf = (service: string, release = ''): Digest =>
  parseDigest(`sha256:${createHash('sha256').update(`${service}${release}`).digest('hex')}`);

/** The same repository after every service was promoted into these environments, each digest written as promotion does. */
export function promoted(files: Files, environments?: readonly string[], release?: string): Files {
  const after = new Map(files);
  for (const { slot, path, at: place } of slots(parsePolicy(files.get('promotion.yaml') ?? ''))) {
    if (environments !== undefined && !environments.includes(slot.environment)) continue;
    after.set(path, setDigest(after.get(path) ?? '', place, digestOf(slot.service, release)).text);
  }
  return after;
}

function slots(policy: Policy) {
  return policy.environments.flatMap(({ name: environment }) =>
    [...policy.services.keys()].map((service) => ({
      slot: { environment, service },
      path: digestFile(policy, environment, service),
      at: digestPath(policy, environment, service),
    })),
  );
}

/** The policy is one, and each digest has its place, which begins empty. */
export function assertPolicy(files: Files, services: readonly string[], environments: readonly string[]): void {
  const policy = parsePolicy(files.get('promotion.yaml') ?? '');
  assert.deepEqual([...policy.services.keys()], services);
  assert.deepEqual(
    policy.environments.map(({ name }) => name),
    environments,
  );
  assert.deepEqual(
    policy.environments.map(({ merge }) => merge),
    ['auto', ...environments.slice(1, -1).map(() => 'review'), 'gate'],
  );
  for (const { slot, path } of slots(policy)) {
    const text = files.get(path);
    assert.ok(text !== undefined, path);
    assert.equal(deployedDigest(new Map([[path, textFile(text)]]), policy, slot), null);
  }
  promoted(files);
}

/** Every manifest for Argo CD has only known fields, and every Application is made from files that are there. */
export function assertApplications(files: Files): void {
  for (const manifest of argocdManifests(files)) {
    if (manifest.kind !== 'Secret')
      assert.deepEqual(schemaProblems(withoutIntegrity(manifest)), [], manifest.metadata.name);
  }
  const applications = rootApplications(files);
  const names = applications.map((application) => at(application, 'metadata', 'name'));
  assert.deepEqual(names, [...new Set(names)]);
  for (const application of applications) {
    for (const path of sourceFiles(files, application)) assert.ok(files.has(path), path);
    assertAllowed(files, application);
  }
}

/** The models are older than this field; test/peers judges it by the CRD itself. */
function withoutIntegrity(manifest: Manifest): unknown {
  if (!isFields(manifest['spec'])) return manifest;
  const { sourceIntegrity: _, ...spec } = manifest['spec'];
  return { ...manifest, spec };
}

/** Each project that takes the repository verifies its commits by these keys; none does where there are none. */
export function assertSigned(files: Files, keys: readonly string[]): void {
  const projects = argocdManifests(files).filter(({ kind }) => kind === 'AppProject');
  for (const project of projects) {
    const [repository] = [at(project, 'spec', 'sourceRepos')].flat();
    const own = String(repository).endsWith('.git');
    const policies = at(project, 'spec', 'sourceIntegrity', 'git', 'policies');
    assert.deepEqual(
      policies,
      own && keys.length > 0 ? [{ repos: [{ url: '*' }], gpg: { mode: 'strict', keys } }] : undefined,
      project.metadata.name,
    );
  }
}

function assertAllowed(files: Files, application: unknown): void {
  const name = at(application, 'spec', 'project');
  const project = argocdManifests(files).find(({ kind, metadata }) => kind === 'AppProject' && metadata.name === name);
  assert.deepEqual(at(project, 'spec', 'sourceRepos'), [at(application, 'spec', 'source', 'repoURL')]);
  const wanted = at(application, 'spec', 'destination');
  assert.ok(isFields(wanted));
  // What is empty counts as not given.
  const destination = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));
  const allowed = [at(project, 'spec', 'destinations')].flat();
  assert.ok(
    allowed.some(
      (entry) => isFields(entry) && Object.entries(destination).every(([key, value]) => entry[key] === value),
    ),
    `${String(name)} does not allow ${JSON.stringify(destination)}`,
  );
}

/** Each operator is one of a pinned chart, and its project permits what it takes and where it goes, and nothing else. */
export function assertOperators(files: Files): void {
  const paths = below(files, 'argocd/operators');
  const installed = paths.flatMap((path) => documentsOf(files, path));
  const names = [...installed, ...rootApplications(files)].map((application) => at(application, 'metadata', 'name'));
  assert.deepEqual(names, [...new Set(names)]);
  const project = argocdManifests(files).find(
    ({ kind, metadata }) => kind === 'AppProject' && metadata.name.endsWith('-operators'),
  );
  const has = installed.length > 0;
  assert.equal(project !== undefined, has);
  assert.equal(files.has('argocd/operators.yaml'), has);
  if (!has) return;
  for (const operator of installed) {
    assert.equal(at(operator, 'spec', 'project'), project?.metadata.name);
    assert.match(String(at(operator, 'spec', 'source', 'targetRevision')), /^v?\d+\.\d+\.\d+$/);
    assert.ok([at(operator, 'spec', 'syncPolicy', 'syncOptions')].flat().includes('ServerSideApply=true'));
  }
  const taken = installed.map((operator) => String(at(operator, 'spec', 'source', 'repoURL')));
  assert.deepEqual(new Set([at(project, 'spec', 'sourceRepos')].flat()), new Set(taken));
  const places = new Set(installed.map((operator) => JSON.stringify(at(operator, 'spec', 'destination'))));
  const permitted = [at(project, 'spec', 'destinations')].flat();
  const others = permitted.filter((place) => !places.delete(JSON.stringify(place)));
  assert.equal(places.size, 0);
  for (const place of others) assert.equal(at(place, 'namespace'), 'kube-system');
}

/** Each status that an environment waits for is of an Application of the one before, which has it posted. */
export function assertStatuses(files: Files): void {
  const applications = new Map(
    rootApplications(files).map((application) => [
      `argocd/${String(at(application, 'metadata', 'name'))}`,
      application,
    ]),
  );
  const policy = parsePolicy(files.get('promotion.yaml') ?? '');
  for (const environment of policy.environments.slice(1)) {
    assert.notEqual(environment.healthy.length, 0);
    for (const context of environment.healthy) {
      const application = applications.get(context);
      const annotations = at(application, 'metadata', 'annotations');
      assert.ok(isFields(annotations), context);
      assert.equal(annotations['notifications.argoproj.io/subscribe.on-gitops-state.github'], '');
    }
  }
}

/** Helm would take the values of every Application, before and after promotion. */
export function assertValues(files: Files): void {
  for (const application of rootApplications(files)) {
    const [chart = '', ...valueFiles] = sourceFiles(files, application);
    const folder = chart.replace(/\/Chart\.yaml$/, '');
    const schema = files.get(`${folder}/values.schema.json`);
    if (at(application, 'spec', 'source', 'helm') === undefined || schema === undefined) continue;
    const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(schema) as object);
    const [defaults] = documentsOf(files, `${folder}/values.yaml`);
    const values = valueFiles.reduce((base, file) => mergedValues(base, documentsOf(files, file)[0]), defaults);
    assert.ok(validate(values), `${folder}: ${JSON.stringify(validate.errors)}`);
  }
}

/** No file is left that nothing reads, and none says what only the example is about. */
export function assertTidy(files: Files): void {
  const read = new Set(rootApplications(files).flatMap((application) => sourceFiles(files, application)));
  for (const path of below(files, 'envs')) assert.ok(read.has(path), `${path} is read by no Application`);
  for (const [path, text] of files) {
    assert.doesNotMatch(text, /undefined|\[object |<%|%>|example\.com/, path);
    assert.doesNotMatch(text.replaceAll(/bitvault(?:\/actions|\.dev|-gitops)/g, ''), /bitvault/i, path);
    assert.match(text, /[^\n]\n$/, path);
  }
}

/** Kustomize takes what a replacement selects for patterns from 5.8 on; Argo CD 3.2 and the kubectl of many have an older one. */
export function assertSelections(files: Files): void {
  for (const path of [...files.keys()].filter((file) => file.endsWith('/kustomization.yaml'))) {
    for (const kustomization of documentsOf(files, path)) {
      const selections = [at(kustomization, 'replacements', '*', 'targets', '*', 'select') ?? []].flat(2);
      for (const value of selections.filter(isFields).flatMap((selection) => Object.values(selection)))
        assert.match(String(value), /^[A-Za-z0-9-]+$/, path);
    }
  }
}

/** Everything on GitHub that workflows, rulesets, code owners and policy count on is in the list of what is to be set up. */
export function assertSettings(files: Files): void {
  const readme = files.get('README.md') ?? '';
  const settings = readme.slice(readme.indexOf('## To set up once'));
  const workflows = below(files, '.github/workflows').map((path) => files.get(path) ?? '');
  const policy = parsePolicy(files.get('promotion.yaml') ?? '', 'promotion.yaml');
  const named = (texts: readonly string[], pattern: RegExp): readonly string[] =>
    texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
  const owners = named([files.get('.github/CODEOWNERS') ?? ''], /\s(@\S+)/g);
  assert.ok(owners.length > 1);
  const wanted = [
    ...named(workflows, /\b(?:vars|secrets)\.([A-Z_]+)/g),
    ...named(workflows, /^ {4}environment: (\S+)$/gm),
    ...below(files, '.github/rulesets').map((path) => path.replace('.github/rulesets/', '')),
    ...owners,
    ...[policy.bot, policy.argocd].map((login) => String(login).replace('[bot]', '')),
  ];
  for (const name of new Set(wanted)) assert.ok(settings.includes(`\`${name}\``), `nothing says of ${name}`);
  for (const path of below(files, 'policies')) assert.ok(settings.includes(path), path);
}
