import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gitOps } from '../../examples/applications.ts';
import { filesMatching, readManifests, type Manifest } from '../../examples/example-files.ts';
import { crdProblems, crdValidators } from './crd-schema.ts';

describe('against the CRDs themselves', () => {
  const validators = crdValidators();
  const problems = (manifest: Manifest): readonly string[] => crdProblems(validators, manifest);

  const custom = filesMatching(
    `${gitOps}/argocd/**/*.yaml`,
    `${gitOps}/monitoring/{prometheusrule-drift,servicemonitors}.yaml`,
    `${gitOps}/policies/*.yaml`,
    'test/examples/rendered/*.yaml',
  )
    .flatMap((path) => readManifests(path).map((manifest) => ({ path, manifest })))
    .filter(({ manifest }) =>
      /argoproj\.io|gateway\.networking|monitoring\.coreos|kyverno\.io|sigstore\.dev/.test(manifest.apiVersion),
    );

  for (const { path, manifest } of custom) {
    test(`${manifest.kind} ${manifest.metadata.name} in ${path} is valid`, () => {
      assert.deepEqual(problems(manifest), []);
    });
  }

  test('a field in the wrong place is found', () => {
    const application = custom.find(({ manifest }) => manifest.kind === 'Application')?.manifest;
    assert.ok(application !== undefined);
    assert.notDeepEqual(problems({ ...application, valueFiles: [] }), []);
  });
});
