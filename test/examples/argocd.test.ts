import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import {
  applications,
  applicationSet,
  environments,
  expand,
  gitOps,
  helmRelease,
  matrixParameters,
  previewParameters,
  type HelmRelease,
} from './applications.ts';
import { absolute, at, filesMatching, isFields, readDocuments, readManifests, type Manifest } from './example-files.ts';
import { schemaProblems } from './kubernetes-schema.ts';
import { renderedFile } from './rendering.ts';

const argocd = filesMatching(`${gitOps}/argocd/**/*.yaml`);

for (const path of argocd) {
  test(`${path} has only fields that its APIs know`, () => {
    for (const manifest of readManifests(path)) assert.deepEqual(schemaProblems(manifest), [], manifest.metadata.name);
  });
}

const matrix = applicationSet('applicationset-services.yaml');
const ofMatrix = matrixParameters(matrix).map((parameters) => expand(matrix, parameters));
const preview = expand(applicationSet('applicationset-previews.yaml'), previewParameters);
const projects = new Map(
  readManifests(`${gitOps}/argocd/appproject.yaml`).map((project) => [project.metadata.name, project]),
);

for (const application of [...applications(), ...ofMatrix, preview]) {
  const release = helmRelease(application);

  describe(`Application ${release.application}`, () => {
    test('takes chart and values from files that are here', () => {
      assert.ok(existsSync(absolute(`${gitOps}/${release.chart}/Chart.yaml`)));
      for (const file of release.valueFiles) assert.ok(existsSync(absolute(`${gitOps}/${file}`)), file);
      assert.equal(at(application, 'spec', 'source', 'targetRevision'), 'main');
    });

    test('heals itself, prunes, and retries with the newest commit', () => {
      const policy = at(application, 'spec', 'syncPolicy');
      assert.deepEqual(at(policy, 'automated'), { enabled: true, prune: true, selfHeal: true });
      assert.equal(at(policy, 'retry', 'refresh'), true);
      assert.equal(at(policy, 'retry', 'limit'), 5);
    });

    test('goes where its project lets it, from where it lets it', () => {
      const project = projects.get(release.project);
      const destinations = at(project, 'spec', 'destinations', '*', 'namespace');
      assert.ok(
        Array.isArray(destinations) && destinations.some((pattern) => fits(String(pattern), release.namespace)),
      );
      assert.deepEqual(at(project, 'spec', 'sourceRepos'), [at(application, 'spec', 'source', 'repoURL')]);
    });
  });
}

const fits = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;

for (const application of [...applications(), ...ofMatrix]) {
  test(`${helmRelease(application).application} tells when it healed itself: the alert about it counts that`, () => {
    const channel = at(
      application,
      'metadata',
      'annotations',
      'notifications.argoproj.io/subscribe.on-self-heal.slack',
    );
    assert.equal(channel, 'bitvault-deploys');
  });
}

describe('AppProjects', () => {
  for (const release of [...applications(), preview].map(helmRelease)) {
    test(`let ${release.application} have the kinds that it renders`, () => {
      for (const manifest of readManifests(renderedFile(release.application))) {
        const list = manifest.kind === 'Namespace' ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist';
        const allowed = at(projects.get(release.project), 'spec', list, '*');
        const group = manifest.apiVersion.includes('/') ? manifest.apiVersion.split('/')[0] : '';
        const found =
          Array.isArray(allowed) &&
          allowed.some((entry) => at(entry, 'group') === group && at(entry, 'kind') === manifest.kind);
        assert.ok(found, `${release.project} does not list ${manifest.kind}`);
      }
    });
  }

  test('let a preview have exactly the kinds that it renders', () => {
    const rendered = readManifests(renderedFile('bitvault-preview-pr-7')).map(({ kind }) => kind);
    const allowed = ['clusterResourceWhitelist', 'namespaceResourceWhitelist'].flatMap((list) =>
      [at(projects.get('bitvault-previews'), 'spec', list, '*', 'kind')].flat().map(String),
    );
    assert.deepEqual(allowed.toSorted(), [...new Set(rendered)].toSorted());
  });

  test('keep previews out of every environment', () => {
    const namespaces = [at(projects.get('bitvault-previews'), 'spec', 'destinations', '*', 'namespace')]
      .flat()
      .map(String);
    for (const environment of environments) {
      assert.ok(!namespaces.some((pattern) => fits(pattern, `bitvault-${environment}`)), environment);
    }
  });
});

describe('Applications of an environment', () => {
  test('are a pair: what the migration needs, and the rest', () => {
    const names = applications().map(({ metadata }) => metadata.name);
    assert.deepEqual(
      names.toSorted(),
      environments.flatMap((name) => [`bitvault-${name}`, `bitvault-${name}-data`]).toSorted(),
    );
  });

  test('leave to a running canary what it writes', () => {
    const prod = applications().find(({ metadata }) => metadata.name === 'bitvault-prod');
    assert.deepEqual(at(prod, 'spec', 'ignoreDifferences', '*', 'jqPathExpressions'), [
      ['.spec.rules[].backendRefs[].weight'],
    ]);
    // RespectIgnoreDifferences would keep all rules of the route as they are in the cluster.
    assert.deepEqual(at(prod, 'spec', 'syncPolicy', 'syncOptions'), ['ApplyOutOfSyncOnly=true']);
  });
});

describe('ApplicationSets', () => {
  test('stop at a parameter that is not there', () => {
    for (const file of ['applicationset-services.yaml', 'applicationset-previews.yaml']) {
      const set = applicationSet(file);
      assert.equal(at(set, 'spec', 'goTemplate'), true);
      assert.deepEqual(at(set, 'spec', 'goTemplateOptions'), ['missingkey=error']);
    }
  });

  test('make one Application for each environment and service, with the same values as that of the environment', () => {
    assert.equal(ofMatrix.length, 9);
    const files = (release: HelmRelease): string => release.valueFiles.join();
    for (const release of ofMatrix.map(helmRelease)) {
      const whole = applications()
        .map(helmRelease)
        .find((other) => other.namespace === release.namespace && other.chart === release.chart);
      assert.equal(files(release), whole && files(whole));
    }
  });

  test('give a preview its own namespace in its chart, and take both away again', () => {
    const kinds = readManifests(renderedFile('bitvault-preview-pr-7')).map(({ kind }) => kind);
    assert.ok(kinds.includes('Namespace') && !kinds.includes('Job'));
    assert.deepEqual(at(preview, 'metadata', 'finalizers'), ['resources-finalizer.argocd.argoproj.io']);
    assert.equal(at(preview, 'spec', 'syncPolicy', 'syncOptions'), undefined);
  });
});

describe('notifications', () => {
  const [config] = readManifests(`${gitOps}/argocd/notifications-cm.yaml`);
  const data = at(config, 'data');
  assert.ok(isFields(data));
  const entries = (prefix: string): ReadonlyMap<string, unknown> =>
    new Map(
      Object.entries(data).flatMap(([key, text]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), parse(String(text)) as unknown]] : [],
      ),
    );
  const triggers = entries('trigger.');
  const templates = entries('template.');
  const services = entries('service.');

  test('send only templates that are there, and each state again when it comes back', () => {
    for (const [name, conditions] of triggers) {
      assert.ok(Array.isArray(conditions) && conditions.length > 0, name);
      for (const condition of conditions) {
        assert.equal(typeof at(condition, 'when'), 'string');
        assert.match(String(at(condition, 'oncePer')), /finishedAt|lastTransitionTime|startedAt/);
        for (const template of [at(condition, 'send')].flat())
          assert.ok(templates.has(String(template)), String(template));
      }
    }
  });

  test('put a status on the revision that was synced, and none that would cover up a failure', () => {
    const states = [...templates.values()].filter((template) => at(template, 'github') !== undefined);
    assert.deepEqual(states.map((template) => String(at(template, 'github', 'status', 'state'))).toSorted(), [
      'failure',
      'success',
    ]);
    for (const template of states) {
      assert.equal(at(template, 'github', 'revisionPath'), '{{.app.status.operationState.syncResult.revision}}');
      assert.equal(at(template, 'github', 'status', 'label'), 'argocd/{{.app.metadata.name}}');
    }
  });

  test('are subscribed to by every Application whose health a promotion asks for', () => {
    const [policy] = readDocuments(`${gitOps}/promotion.yaml`);
    const asked = Object.values(at(policy, 'environments') as object).flatMap((rules: unknown) =>
      [at(rules, 'healthy') ?? []].flat(),
    );
    assert.deepEqual(asked, ['argocd/bitvault-dev', 'argocd/bitvault-staging']);
    for (const context of asked) {
      const application = applications().find(({ metadata }) => `argocd/${metadata.name}` === context);
      assert.equal(subscriptions(application)?.['notifications.argoproj.io/subscribe.on-gitops-state.github'], '');
    }
  });

  test('know every trigger and service that is subscribed to', () => {
    for (const subscriber of [...applications(), ...ofMatrix]) {
      for (const key of Object.keys(subscriptions(subscriber) ?? {})) {
        const [, trigger, service] = /^notifications\.argoproj\.io\/subscribe\.([a-z-]+)\.([a-z]+)$/.exec(key) ?? [];
        assert.ok(triggers.has(String(trigger)) && services.has(String(service)), key);
      }
    }
  });
});

const subscriptions = (application: unknown): Manifest['metadata']['annotations'] =>
  at(application, 'metadata', 'annotations') as Manifest['metadata']['annotations'];
