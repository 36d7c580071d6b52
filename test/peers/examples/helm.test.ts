import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import {
  applications,
  applicationSet,
  environments,
  expand,
  helmRelease,
  matrixParameters,
} from '../../examples/applications.ts';
import { at, readManifests, readText } from '../../examples/example-files.ts';
import { helmTemplate, renderedFile, renderedReleases, withDigests } from '../../examples/rendering.ts';
import { useInstalledPrograms } from './program.ts';

useInstalledPrograms();

const documents = (yaml: string): readonly unknown[] =>
  parseAllDocuments(yaml)
    .map((document) => document.toJS() as unknown)
    .filter((document) => document !== null);

for (const [release, state] of renderedReleases()) {
  test(`Helm renders ${release.application} as it is committed (test/examples/render.ts renews it)`, () => {
    assert.equal(helmTemplate(release, state), readText(renderedFile(release.application)));
  });
}

describe('an environment', () => {
  for (const application of applications()
    .map(helmRelease)
    .filter(({ chart }) => chart === 'charts/bitvault')) {
    test(`renders nothing before its first promotion: ${application.namespace}`, () => {
      assert.deepEqual(documents(helmTemplate(application, {})), []);
    });

    test(`renders one service when only that one was promoted: ${application.namespace}`, () => {
      const { bitvaultd: _, ...others } = withDigests.services;
      const [web] = [others['bitvault-web']];
      const rendered = documents(helmTemplate(application, { services: { 'bitvault-web': web } }));
      const names = new Set(rendered.map((document) => at(document, 'metadata', 'labels', 'app.kubernetes.io/name')));
      assert.deepEqual([...names], ['bitvault-web']);
    });
  }

  test('is divided among the Applications of its services without rest and without overlap', () => {
    const set = applicationSet('applicationset-services.yaml');
    const releases = matrixParameters(set).map((parameters) => helmRelease(expand(set, parameters)));
    const identity = (document: unknown): string =>
      `${String(at(document, 'kind'))} ${String(at(document, 'metadata', 'name'))}`;
    for (const environment of environments) {
      const parts = releases
        .filter(({ namespace }) => namespace === `bitvault-${environment}`)
        .flatMap((release) => documents(helmTemplate(release, withDigests)));
      const whole = readManifests(renderedFile(`bitvault-${environment}`));
      assert.deepEqual(parts.map(identity).toSorted(), whole.map(identity).toSorted());
    }
  });
});

test('Helm refuses values that nobody meant', () => {
  const [dev] = applications()
    .map(helmRelease)
    .filter(({ application }) => application === 'bitvault-dev');
  assert.ok(dev !== undefined);
  assert.throws(() => helmTemplate(dev, { delivry: 'rolling' }), /delivry/);
  assert.throws(() => helmTemplate(dev, { services: { bitvaultd: { image: { digest: 'latest' } } } }), /digest/);
});
