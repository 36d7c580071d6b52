import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { listAt, textAt } from '../yaml/fields.ts';
import { expandIn } from './expand.ts';
import { parametersOf, type GeneratorContext } from './generators.ts';

const prod = {
  name: 'Prod EU',
  server: 'https://eu.example.com',
  project: 'shop',
  labels: { environment: 'prod', 'acme.io/zone': 'eu' },
  annotations: { domain: 'eu.example.com' },
};
const dev = {
  name: 'dev',
  server: 'https://dev.example.com',
  project: '',
  labels: { environment: 'dev' },
  annotations: {},
};
const context = (clusters: GeneratorContext['clusters'], kind: 'go' | 'plain' = 'go'): GeneratorContext => ({
  tree: { root: '/', files: new Set(), folders: new Set(), links: new Set(), text: () => '', lines: () => [] },
  syntax: kind === 'go' ? { kind, missingIsError: true } : { kind },
  clusters,
  isOwn: () => false,
});
const names = (clusters: object, known = [prod, dev]) =>
  parametersOf({ clusters }, context(known)).map(({ name }) => name);

suite('a cluster generator', () => {
  test('makes one of each cluster, the one that Argo CD runs in included', () => {
    assert.deepEqual(names({}), ['in-cluster', 'Prod EU', 'dev']);
    assert.deepEqual(names({}, []), ['in-cluster']);
    assert.deepEqual(names({ selector: {} }, []), ['in-cluster']);
    assert.deepEqual(names({ selector: { matchLabels: {}, matchExpressions: [] } }, []), ['in-cluster']);
  });

  test('that selects leaves out the one that Argo CD runs in, unless it has a Secret', () => {
    assert.deepEqual(names({ selector: { matchLabels: { environment: 'dev' } } }), ['dev']);
    assert.deepEqual(
      names({ selector: { matchExpressions: [{ key: 'environment', operator: 'In', values: ['prod', 'test'] }] } }),
      ['Prod EU'],
    );
    assert.deepEqual(names({ selector: { matchLabels: { 'argocd.argoproj.io/secret-type': 'cluster' } } }), [
      'Prod EU',
      'dev',
    ]);
    const own = { ...dev, name: 'own', server: 'https://kubernetes.default.svc' };
    assert.deepEqual(names({ selector: { matchLabels: { environment: 'dev' } } }, [own, prod]), ['own']);
    assert.deepEqual(names({}, [own, prod]), ['own', 'Prod EU']);
  });

  test('gives what the Secret has, and its own values', () => {
    const generator = {
      clusters: { selector: { matchLabels: { environment: 'prod' } }, values: { app: 'a-{{.name}}' } },
    };
    assert.deepEqual(parametersOf(generator, context([prod])), [
      {
        name: 'Prod EU',
        nameNormalized: 'prod-eu',
        server: 'https://eu.example.com',
        project: 'shop',
        metadata: {
          labels: { ...prod.labels, 'argocd.argoproj.io/secret-type': 'cluster' },
          annotations: prod.annotations,
        },
        values: { app: 'a-Prod EU' },
      },
    ]);
  });

  test('without Go templates is filled in by flat names', () => {
    const plain = context([prod], 'plain');
    const [parameters = {}] = parametersOf({ clusters: { selector: { matchLabels: { environment: 'prod' } } } }, plain);
    const text = '{{nameNormalized}} {{metadata.labels.acme.io/zone}} {{metadata.annotations.domain}}';
    assert.equal(expandIn(text, parameters, plain.syntax), 'prod-eu eu eu.example.com');
  });

  test('may be selected from outside by what it gives, a label with slashes too', () => {
    const selector = { matchLabels: { 'metadata.labels.acme.io/zone': 'eu' } };
    const made = parametersOf({ clusters: {}, selector }, context([prod, dev]));
    assert.deepEqual(
      made.map(({ name }) => name),
      ['Prod EU'],
    );
  });

  test('may give all of them at once', () => {
    const all = parametersOf({ clusters: { flatList: true } }, context([dev]));
    const list = all.flatMap((parameters) => listAt(parameters, ['clusters']));
    assert.equal(all.length, 1);
    assert.deepEqual(
      list.map((each) => textAt(each, ['name'])),
      ['in-cluster', 'dev'],
    );
  });

  test('makes nothing up where nobody names the clusters', () => {
    assert.throws(() => parametersOf({ clusters: {} }, context(undefined)), /\.lint-gitops\.yaml names them/);
  });
});
