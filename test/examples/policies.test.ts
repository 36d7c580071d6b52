import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { environments, gitOps } from './applications.ts';
import { at, readDocuments, readManifests, readText, type Fields } from './example-files.ts';

const [policy] = readDocuments(`${gitOps}/promotion.yaml`);
const services = Object.values(at(policy, 'services') as Fields);
const images = services.map((service) => String(at(service, 'image')));
/** As GitHub writes the workflow into the certificate of whoever signs. */
const signers = new Set(
  services.map(
    (service) =>
      `https://github.com/${String(at(service, 'source'))}/${String(at(service, 'workflow'))}@refs/heads/main`,
  ),
);
const issuer = 'https://token.actions.githubusercontent.com';
const provenance = 'https://slsa.dev/provenance/v1';

describe('admission', () => {
  const [kyverno] = readManifests(`${gitOps}/policies/kyverno-release-images.yaml`);
  const [controller, configuration] = readManifests(`${gitOps}/policies/policy-controller-release-images.yaml`);

  test('trusts whom promotion.yaml trusts, and nobody else', () => {
    const identities = [...signers].map((subject) => ({ issuer, subject }));
    assert.deepEqual(at(kyverno, 'spec', 'attestors', '*', 'cosign', 'keyless', 'identities'), [identities]);
    assert.deepEqual(at(controller, 'spec', 'authorities', '*', 'keyless', 'identities'), [identities]);
  });

  test('asks for provenance', () => {
    assert.deepEqual(at(kyverno, 'spec', 'attestations', '*', 'intoto', 'type'), [provenance]);
    assert.deepEqual(at(controller, 'spec', 'authorities', 0, 'attestations', '*', 'predicateType'), [provenance]);
    // Of bundles, policy-controller knows attestations only: without them it would refuse everything.
    assert.equal(at(controller, 'spec', 'authorities', 0, 'signatureFormat'), 'bundle');
  });

  test('of Kyverno: for every image of a pod in every environment, by digest, and nothing changed on the way', () => {
    assert.deepEqual(at(kyverno, 'spec', 'validationActions'), ['Deny']);
    assert.equal(at(kyverno, 'spec', 'failurePolicy'), 'Fail');
    assert.deepEqual(at(kyverno, 'spec', 'validationConfigurations'), {
      required: true,
      verifyDigest: true,
      mutateDigest: false,
    });
    assert.deepEqual(at(kyverno, 'spec', 'matchImageReferences'), [{ glob: '*' }]);
    assert.deepEqual(
      at(kyverno, 'spec', 'matchConstraints', 'namespaceSelector', 'matchExpressions', 0, 'values'),
      environments.map((environment) => `bitvault-${environment}`),
    );
    assert.deepEqual(at(kyverno, 'spec', 'matchConstraints', 'resourceRules', 0, 'resources'), [
      'pods',
      'pods/ephemeralcontainers',
    ]);
    const [named = ''] = at(kyverno, 'spec', 'validations', '*', 'expression') as readonly string[];
    for (const image of images) assert.ok(named.includes(`"${image}@"`), image);
  });

  test('of policy-controller: for the images of promotion.yaml, and what matches nothing is refused', () => {
    assert.equal(at(controller, 'spec', 'mode'), 'enforce');
    assert.deepEqual(
      at(controller, 'spec', 'images', '*', 'glob'),
      images.map((image) => `${image}@*`),
    );
    assert.equal(at(configuration, 'data', 'no-match-policy'), 'deny');
  });
});

describe('CODEOWNERS', () => {
  const lines = readText(`${gitOps}/.github/CODEOWNERS`)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/));
  const owned = lines.map(([path]) => path);

  test('gives the rules and prod to somebody', () => {
    for (const [, ...owners] of lines) assert.match(owners.join(' '), /^@bitvault\/[a-z-]+$/);
    for (const path of [
      '/promotion.yaml',
      '/charts/',
      '/argocd/',
      '/policies/',
      '/monitoring/',
      '/.github/',
      '/envs/prod/',
    ])
      assert.ok(owned.includes(path), path);
  });

  test('gives nobody what an App approves: it is nobody’s code owner', () => {
    for (const path of ['*', '/', '/envs/', '/envs/dev/', '/envs/staging/', '/holds/'])
      assert.ok(!owned.includes(path), path);
  });
});
