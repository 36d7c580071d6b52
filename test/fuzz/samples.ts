import { parseDigest, parseEnvironmentName, parseServiceName, renderHold } from '@bitvault/promotion';

const digest = (digit: string) => parseDigest(`sha256:${digit.repeat(64)}`);

export const policy = `version: 1
bot: acme-promoter[bot]
argocd: acme-argocd[bot]
services:
  api: {image: ghcr.io/acme/api, source: acme/api, workflow: .github/workflows/release.yml}
digests:
  file: envs/{env}/values.{env}.yaml
  path: services.{service}.image.digest
environments:
  dev: {from: build, merge: auto}
`;

export const fullPolicy = `# yaml-language-server: $schema=promotion.schema.json
version: 1
bot: acme-promoter[bot]
argocd: acme-argocd[bot]
services:
  api:
    image: ghcr.io/acme/api
    source: acme/api
    workflow: .github/workflows/release.yml
    ref: refs/tags/v1
    source-id: 101
    owner-id: 7
  web: {image: ghcr.io/acme/web, source: acme/web, workflow: .github/workflows/release.yml}
trust:
  sigstore: [public-good]
  issuer: https://token.actions.githubusercontent.com
  evidence: [signature, provenance, spdx]
  triggers: [push]
  runner: github-hosted
digests:
  file: envs/{env}/values.{env}.yaml
  path: services.{service}.image.digest
environments:
  dev: {from: build, merge: auto}
  staging: {from: dev, merge: review, approvals: 1, healthy: [argocd/acme-dev]}
  prod:
    from: staging
    merge: gate
    approvals: 2
    environment: production
    separate: [reviewer, approver]
    rollback: {separate: [requester, reviewer]}
    healthy: ['argocd/{env}-{service}']
    soak: 30m
    freeze:
    - {cron: "0 16 * * 5", duration: 64h, timezone: Europe/Berlin, reason: weekend}
`;

const held = {
  service: parseServiceName('api'),
  environment: parseEnvironmentName('prod'),
  digest: digest('1'),
  replaced: digest('2'),
  reason: 'p99 doubled: "checkout" → 2 s\nsee INC-7',
  by: 'carol',
  since: '2026-11-24T09:05:00.000Z',
  run: 'https://github.com/acme/gitops/actions/runs/7',
};

export const hold = renderHold(held);

/** As a person may write one. */
export const looseHold = `version: 1
service: api
environment: prod
digest: ${held.digest}
replaced: null
reason: |
  p99 doubled
  twice
by: acme-promoter[bot]
since: 2026-11-24T09:05:00Z
`;

export const digestFiles: readonly string[] = [
  `# written by hand\nservices:\n  api: # the front\n    image:\n      digest: ${held.digest} # promoted\n    replicas: 2\n  web: {image: {digest: "${held.replaced}"}}\n`,
  `---\n{"services": {"api": {"image": {"digest": "${held.digest}", "tag": null}}}}`.replace('---\n', ''),
  `common: &common {a: 1, b: [x, "y", 'z']}\nother: {<<: *common, c: *common}\nservices:\r\n  api:\r\n    image:\r\n      digest:\r\n`,
  `apiVersion: v1\nkind: ConfigMap\ndata:\n  text: |\n    services: {api: {image: {digest: x}}}\n  more: >-\n    folded\n---\napiVersion: a/v1\nkind: B\nservices: {api: {image: {digest: ''}}}\n`,
];

export const messages: readonly string[] = [
  `Promote api to dev

Promotion-Service: api
Promotion-Environment: dev
Promotion-From: build
Promotion-Digest: ${held.digest}
Promotion-Previous: ${held.replaced}
Promotion-Source: acme/api@${'a'.repeat(40)}
Promotion-Run: https://github.com/acme/gitops/actions/runs/7
Promotion-Service: web
Promotion-Environment: dev
Promotion-Digest: ${held.digest}
`,
  'Merge pull request #7\r\n\r\nPromotion-Approved-By: alice\r\nPromotion-Gate-Approved-By: carol\r\n',
];

export const lintSettings = `addresses: [https://github.com/acme/gitops]
clusters: [{name: eu, server: https://eu.example, labels: {env: prod}}]
exclude: [charts/**, 'old/{a,b}/*.yaml']
kubernetes: 1.36.2
rules:
  image-not-pinned: {off: true, paths: ['apps/**/[ab]*.yaml'], reason: soon}
  hook-spelling: {severity: warning, reason: later}
`;

export const spdx = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  dataLicense: 'CC0-1.0',
  name: 'api',
  documentNamespace: 'https://acme.example/sbom/1',
  creationInfo: { created: '2026-11-24T09:00:00Z', creators: ['Tool: x'] },
  packages: [{ SPDXID: 'SPDXRef-a', name: 'a', downloadLocation: 'NOASSERTION' }],
  files: [{ SPDXID: 'SPDXRef-f', fileName: './f' }],
  relationships: [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-a' },
  ],
});

export const cyclonedx = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  components: [{ type: 'library', name: 'a', version: '1.0.0' }],
});

export const scan = JSON.stringify({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'scanner', version: '1', rules: [{ id: 'CVE-1' }] } },
      results: [{ ruleId: 'CVE-1', level: 'error', message: { text: 'x' } }],
      invocations: [{ executionSuccessful: true, endTimeUtc: '2026-11-24T09:00:00Z' }],
    },
  ],
});

export const tokenPayload = JSON.stringify({
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:acme/api:ref:refs/heads/main',
  aud: 'sigstore',
  repository: 'acme/api',
  repository_id: '101',
  repository_owner_id: '7',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  workflow_ref: 'acme/api/.github/workflows/release.yml@refs/heads/main',
  job_workflow_ref: 'acme/api/.github/workflows/release.yml@refs/heads/main',
  event_name: 'push',
  runner_environment: 'github-hosted',
  run_id: '7',
  run_attempt: '1',
  iat: 1_764_000_000,
  exp: 1_764_000_300,
});

export const lockfile = JSON.stringify({
  name: 'api',
  lockfileVersion: 3,
  packages: {
    '': { name: 'api', version: '1.0.0' },
    'node_modules/left-pad': {
      version: '1.3.0',
      resolved: 'https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz',
      integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}`,
      license: 'WTFPL',
    },
    'node_modules/@acme/ui/node_modules/left-pad': { version: '1.2.0', dev: true, license: { type: 'MIT' } },
    'node_modules/@acme/ui': { resolved: 'ui', link: true },
  },
});
