import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesMatching, isFields, readManifests } from './example-files.ts';
import { freeFormPlaces, schemaProblems } from './kubernetes-schema.ts';

const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'bitvault-dev' },
  spec: {
    project: 'bitvault',
    source: {
      repoURL: 'https://github.com/bitvault/gitops.git',
      path: 'charts/bitvault',
      helm: { valueFiles: ['a.yaml'] },
    },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'bitvault-dev' },
  },
};

test('a valid manifest has no problems', () => {
  assert.deepEqual(schemaProblems(application), []);
});

test('a field in the wrong place is a problem, though an API server would drop it without a word', () => {
  const { helm, ...source } = application.spec.source;
  const misplaced = { ...application, spec: { ...application.spec, source: { ...source, ...helm } } };
  assert.deepEqual(schemaProblems(misplaced), ['/spec/source/valueFiles is not a field of this kind']);
});

test('a value of the wrong type, and a missing required field, are problems', () => {
  const wrongType = { ...application, spec: { ...application.spec, source: { repoURL: 1 } } };
  assert.match(schemaProblems(wrongType).join(), /repoURL/);
  const { destination: _, ...incomplete } = application.spec;
  assert.match(schemaProblems({ ...application, spec: incomplete }).join(), /destination/);
});

test('a kind without a schema is a problem', () => {
  assert.deepEqual(schemaProblems({ ...application, kind: 'Aplication' }), ['no schema is known for this kind']);
});

test('values for Helm are free-form, and nothing beside them', () => {
  const helm = { valuesObject: { services: { bitvaultd: { anything: true } } } };
  const withValues = { ...application, spec: { ...application.spec, source: { ...application.spec.source, helm } } };
  assert.deepEqual(schemaProblems(withValues), []);
  assert.deepEqual(freeFormPlaces(withValues), ['/spec/source/helm/valuesObject']);
});

/** Labels, annotations, selectors, data and amounts are maps: any key may stand there. */
const maps =
  /(?:labels|annotations|matchLabels|selector|data|requests|limits|nodeSelector|hard|defaultRequest|default|max)$/;

for (const path of filesMatching(
  'examples/gitops/argocd/**/*.yaml',
  'examples/gitops/monitoring/prometheusrule-*.yaml',
  'test/examples/rendered/*.yaml',
)) {
  test(`an unknown field is found wherever it is put in ${path}`, () => {
    for (const manifest of readManifests(path)) {
      const open = freeFormPlaces(manifest);
      for (const [place, damaged] of withUnknownField(manifest, '')) {
        if (maps.test(place) || open.some((outer) => place === outer || place.startsWith(`${outer}/`))) continue;
        assert.deepEqual(schemaProblems(damaged), [`${place}/unheardOf is not a field of this kind`]);
      }
    }
  });
}

/** Copies of `value`, each with one more field in one of its objects. */
function* withUnknownField(value: unknown, place: string): Generator<readonly [place: string, damaged: unknown]> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      for (const [inner, damaged] of withUnknownField(element, `${place}/${index}`))
        yield [inner, value.with(index, damaged)];
    }
  } else if (isFields(value)) {
    yield [place, { ...value, unheardOf: 1 }];
    for (const [key, field] of Object.entries(value)) {
      for (const [inner, damaged] of withUnknownField(field, `${place}/${key}`))
        yield [inner, { ...value, [key]: damaged }];
    }
  }
}
