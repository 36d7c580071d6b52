import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PolicyError } from './policy-error.ts';
import { parsePolicy } from './policy.ts';
import type { ServiceTrust } from './policy-trust.ts';

/** A policy with these values of `trust` for all, and for the service `api`. */
const policyText = (ofAll?: string, ofApi?: string): string => `version: 1
bot: promoter[bot]
services:
  api:
    image: ghcr.io/acme/api
    source: acme/api
    workflow: .github/workflows/release.yml
${ofApi === undefined ? '' : `    trust: ${ofApi}\n`}  web: {image: ghcr.io/acme/web, source: acme/web, workflow: .github/workflows/release.yml}
${ofAll === undefined ? '' : `trust: ${ofAll}\n`}digests: {file: 'envs/{env}/values.yaml', path: 'services.{service}.image.digest'}
environments:
  dev: {from: build, merge: auto}
`;

function trustsOf(ofAll?: string, ofApi?: string): readonly (ServiceTrust | undefined)[] {
  const services = [...parsePolicy(policyText(ofAll, ofApi)).services.values()];
  return services.map(({ trust }) => trust);
}

function problemsOf(ofAll?: string, ofApi?: string): readonly string[] {
  try {
    parsePolicy(policyText(ofAll, ofApi));
  } catch (error) {
    assert.ok(error instanceof PolicyError, String(error));
    return error.problems.map(({ message, code }) => `${message} (${code})`);
  }
  return assert.fail('the policy was accepted');
}

const byDefault: ServiceTrust = {
  sigstore: { kind: 'well-known', instances: ['public-good', 'github'] },
  issuer: null,
  evidence: ['signature', 'provenance'],
  triggers: null,
  runner: null,
};

test('without a word, both well-known Sigstores count, and a signature and provenance are wanted', () => {
  assert.deepEqual(trustsOf(), [byDefault, byDefault]);
  assert.deepEqual(trustsOf('{}', '{}'), [byDefault, byDefault]);
});

test('what is said for all holds for every service, and key by key the service’s own word comes first', () => {
  const ofAll = '{issuer: "https://token.actions.githubusercontent.com/acme", triggers: [push], runner: github-hosted}';
  const all = {
    ...byDefault,
    issuer: 'https://token.actions.githubusercontent.com/acme',
    triggers: ['push'],
    runner: 'github-hosted',
  };
  assert.deepEqual(trustsOf(ofAll), [all, all]);
  const own = '{triggers: [release, schedule], evidence: [provenance, spdx, "https://acme.example/reviewed/v1"]}';
  assert.deepEqual(trustsOf(ofAll, own), [
    {
      ...all,
      triggers: ['release', 'schedule'],
      evidence: ['provenance', 'spdx', 'https://acme.example/reviewed/v1'],
    },
    all,
  ]);
});

test('a trusted root takes the place of the well-known Sigstores, and the nearest of both words counts', () => {
  const root = { ...byDefault, sigstore: { kind: 'trusted-root', path: 'trust/root.json' } };
  const github = { ...byDefault, sigstore: { kind: 'well-known', instances: ['github'] } };
  assert.deepEqual(trustsOf('{trusted-root: trust/root.json}'), [root, root]);
  assert.deepEqual(trustsOf('{sigstore: [github]}', '{trusted-root: trust/root.json}'), [root, github]);
  assert.deepEqual(trustsOf('{trusted-root: trust/root.json}', '{sigstore: [github]}'), [github, root]);
});

describe('what is refused, with its line', () => {
  const cases: readonly (readonly [trust: string, says: RegExp])[] = [
    ['github', /:9:8 trust is "github", but must be a mapping \(POLICY_VALUE_INVALID\)$/],
    ['{trusted_root: a.json}', /trust\.trusted_root is not a key that exists: did you mean trusted-root\?/],
    ['{sigstore: [public]}', /trust\.sigstore\[0\] is "public", but must be one of public-good, github/],
    ['{sigstore: []}', /trust\.sigstore must be a list of public-good and github/],
    ['{sigstore: [github, github]}', /none of them twice/],
    ['{sigstore: github}', /trust\.sigstore is "github", but must be a list/],
    ['{trusted-root: /etc/root.json}', /must be the path of a file of this repository/],
    ['{trusted-root: ../root.json}', /must be the path of a file of this repository/],
    ['{trusted-root: a/.git/root.json}', /must be the path of a file of this repository/],
    ['{trusted-root: holds/dev/api.yml}', /must be the path of a file of this repository/],
    ['{trusted-root: "{}"}', /must be the path of a file of this repository/],
    [
      '{sigstore: [github], trusted-root: a.json}',
      /:9:29 trust\.trusted-root says whose signatures count, and so does `sigstore` beside it.* \(POLICY_RULE_CONFLICT\)$/,
    ],
    ['{issuer: token.actions.githubusercontent.com}', /trust\.issuer is .* but must be the https address of an issuer/],
    ['{issuer: "http://token.actions.githubusercontent.com"}', /must be the https address/],
    ['{issuer: "https://token.actions.githubusercontent.com/"}', /must be the https address/],
    ['{issuer: "https://Token.actions.githubusercontent.com"}', /must be the https address/],
    ['{issuer: "https://token.actions.githubusercontent.com/a/../b"}', /must be the https address/],
    ['{issuer: "https://a@token.actions.githubusercontent.com"}', /must be the https address/],
    ['{issuer: "https://token.actions.githubusercontent.com?a"}', /must be the https address/],
    ['{evidence: [signature]}', /trust\.evidence must be a list with provenance in it/],
    ['{evidence: [provenance, provenance]}', /none of them twice/],
    [
      '{evidence: [provenance, sbom]}',
      /trust\.evidence\[1\] is "sbom", but must be one of signature, provenance, spdx/,
    ],
    ['{evidence: [provenance, "http://a"]}', /or the https URI of a predicate type/],
    ['{triggers: push}', /must be a list of names of events/],
    ['{triggers: ["*"]}', /must be the name of an event/],
    ['{triggers: []}', /must be a list of names of events/],
    ['{runner: ubuntu-latest}', /must be one of github-hosted, self-hosted/],
  ];
  for (const [trust, says] of cases) {
    test(trust, () => {
      const ofAll = problemsOf(trust);
      assert.ok(
        ofAll.some((problem) => says.test(problem)),
        ofAll.join('\n'),
      );
      const ofService = problemsOf(undefined, trust);
      assert.ok(
        ofService.some((problem) => /^promotion\.yaml:8:\d+ services\.api\.trust/.test(problem)),
        ofService.join('\n'),
      );
    });
  }
});
