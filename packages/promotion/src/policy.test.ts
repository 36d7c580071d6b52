import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEnvironmentName, parseServiceName } from './names.ts';
import { PolicyError, policyErrorCodes, type PolicyErrorCode, type PolicyProblem } from './policy-error.ts';
import { digestFile, digestPath, downstreamOf, environmentOf, parsePolicy, upstreamOf } from './policy.ts';

const text = `version: 1
bot: bitvault-promoter[bot]
argocd: bitvault-argocd[bot]
services:
  api: {image: ghcr.io/bitvault/api, source: bitvault/bitvault, workflow: .github/workflows/release.yml}
  web: {image: ghcr.io/bitvault/web, source: bitvault/bitvault, workflow: .github/workflows/release.yml, ref: refs/tags/v1}
digests:
  file: envs/{env}/values.{env}.yaml
  path: services.{service}.image.digest
environments:
  prod:
    from: staging
    merge: gate
    environment: production
    healthy: [argocd/bitvault-staging]
    soak: 30m
    freeze: [{cron: "0 16 * * 5", duration: 64h, timezone: Europe/Berlin, reason: weekend}]
  staging: {from: dev, merge: review, approvals: 2}
  dev: {from: build, merge: auto}
`;
const api = parseServiceName('api');
const [dev, staging, prod] = ['dev', 'staging', 'prod'].map(parseEnvironmentName) as [
  ReturnType<typeof parseEnvironmentName>,
  ReturnType<typeof parseEnvironmentName>,
  ReturnType<typeof parseEnvironmentName>,
];

function problemsOf(yaml: string): readonly PolicyProblem[] {
  try {
    parsePolicy(yaml);
  } catch (error) {
    assert.ok(error instanceof PolicyError, String(error));
    assert.equal(error.code, 'POLICY_INVALID');
    for (const { code, message, line, column } of error.problems) {
      assert.ok(error.message.split('\n').includes(`${message} (${code})`), error.message);
      assert.ok(message.startsWith(`promotion.yaml:${line}:${column} `), message);
      assert.doesNotMatch(message, /\.$/);
    }
    return error.problems;
  }
  return assert.fail('the policy was accepted');
}

test('a policy is read into the values of the domain, upstream first', () => {
  const policy = parsePolicy(text);
  assert.equal(policy.bot, 'bitvault-promoter[bot]');
  assert.equal(policy.argocd, 'bitvault-argocd[bot]');
  assert.deepEqual(
    [...policy.services].map(([name, service]) => [name, service.ref]),
    [
      ['api', 'refs/heads/main'],
      ['web', 'refs/tags/v1'],
    ],
  );
  const numbered = text.replace('ref: refs/tags/v1', 'source-id: 101, owner-id: 7');
  const [plain, web] = [...parsePolicy(numbered).services.values()];
  assert.deepEqual([web?.sourceId, web?.ownerId], ['101', '7']);
  assert.equal(plain !== undefined && 'sourceId' in plain, false);
  const signer = 'acme/shared/.github/workflows/build.yml@refs/tags/v2';
  const called = text.replace('ref: refs/tags/v1', `signer-workflow: ${signer}`);
  assert.deepEqual(
    [...parsePolicy(called).services.values()].map((service) => service.signer),
    [undefined, signer],
  );
  const freeze = [{ cron: '0 16 * * 5', duration: 230_400_000, timezone: 'Europe/Berlin', reason: 'weekend' }];
  assert.deepEqual(policy.environments, [
    {
      name: 'dev',
      from: 'build',
      merge: 'auto',
      approvals: 0,
      environment: null,
      dispatchers: null,
      healthy: [],
      soak: 0,
      freeze: [],
      separate: { promotion: [], rollback: [] },
    },
    {
      name: 'staging',
      from: 'dev',
      merge: 'review',
      approvals: 2,
      environment: null,
      dispatchers: null,
      healthy: [],
      soak: 0,
      freeze: [],
      separate: { promotion: [], rollback: [] },
    },
    {
      name: 'prod',
      from: 'staging',
      merge: 'gate',
      approvals: 1,
      environment: 'production',
      dispatchers: null,
      healthy: ['argocd/bitvault-staging'],
      soak: 1_800_000,
      freeze,
      separate: { promotion: [['reviewer', 'approver']], rollback: [['reviewer', 'approver']] },
    },
  ]);
  assert.equal(digestFile(policy, prod, api), 'envs/prod/values.prod.yaml');
  assert.deepEqual(digestPath(policy, prod, api), ['services', 'api', 'image', 'digest']);
  assert.equal(upstreamOf(policy, dev), null);
  assert.equal(upstreamOf(policy, prod)?.name, staging);
  assert.deepEqual(
    downstreamOf(policy, staging).map(({ name }) => name),
    [prod],
  );
  assert.deepEqual(
    downstreamOf(policy, 'build').map(({ name }) => name),
    [dev],
  );
});

test('the gate of a team that starts it by hand stands in place of a GitHub environment', () => {
  const policy = parsePolicy(text.replace('environment: production', 'gate: {dispatch: release-managers}'));
  const { environment, dispatchers } = environmentOf(policy, prod);
  assert.deepEqual([environment, dispatchers], [null, 'release-managers']);
});

for (const [from, to, problem] of [
  ['environment: production', 'gate: {}', 'POLICY_KEY_MISSING environments.prod.gate.dispatch'],
  ['environment: production', 'gate: {dispatch: "@acme/x"}', 'POLICY_VALUE_INVALID environments.prod.gate.dispatch'],
  ['soak: 30m', 'gate: {dispatch: x}', 'POLICY_RULE_CONFLICT environments.prod.gate'],
  ['approvals: 2', 'gate: {dispatch: x}', 'POLICY_RULE_CONFLICT environments.staging.gate'],
  ['merge: auto', 'merge: auto, separate: [author, reviewer]', 'POLICY_RULE_CONFLICT environments.dev.separate'],
  ['approvals: 2', 'separate: [author]', 'POLICY_VALUE_INVALID environments.staging.separate'],
  ['approvals: 2', 'separate: [author, author]', 'POLICY_VALUE_INVALID environments.staging.separate'],
  ['approvals: 2', 'separate: [author, boss]', 'POLICY_VALUE_INVALID environments.staging.separate[1]'],
] as const) {
  test(`a policy with ${to} is refused`, () => {
    const problems = problemsOf(text.replace(from, to)).map(({ code, path }) => `${code} ${path}`);
    assert.ok(problems.includes(problem), problems.join('\n'));
  });
}

test('an environment that the policy lacks is an error of its own', () => {
  assert.throws(
    () => environmentOf(parsePolicy(text), parseEnvironmentName('qa')),
    (error) =>
      error instanceof PolicyError &&
      error.code === 'POLICY_ENVIRONMENT_UNKNOWN' &&
      /dev, staging, prod/.test(error.message),
  );
});

test('environments may fork', () => {
  const forked = text.replace('  dev: {', '  us: {from: dev, merge: auto}\n  eu: {from: dev, merge: auto}\n  dev: {');
  assert.deepEqual(
    parsePolicy(forked).environments.map(({ name }) => name),
    ['dev', 'staging', 'us', 'eu', 'prod'],
  );
});

test('a message says which line, which key, what is there and what must be', () => {
  const [problem, ...others] = problemsOf(text.replace('merge: gate', 'merge: "manual"'));
  assert.deepEqual(others, []);
  assert.deepEqual(problem, {
    code: 'POLICY_VALUE_INVALID',
    line: 13,
    column: 12,
    path: 'environments.prod.merge',
    message: 'promotion.yaml:13:12 environments.prod.merge is "manual", but must be one of auto, review, gate',
  });
});

test('all problems are told at once, in the order of their lines', () => {
  const broken = text
    .replace('bot: ', 'bott: ')
    .replace('ghcr.io/bitvault/api', 'ghcr.io/bitvault/web')
    .replace('source: bitvault/bitvault', 'source: bitvault')
    .replace('from: dev', 'from: dve')
    .replace('approvals: 2', 'approvals: 7')
    .replace('soak: 30m', 'soak: 30');
  assert.deepEqual(
    problemsOf(broken).map(({ code, line, path }) => [line, path, code]),
    [
      [1, 'bot', 'POLICY_KEY_MISSING'],
      [2, 'bott', 'POLICY_KEY_UNKNOWN'],
      [5, 'services.api.source', 'POLICY_VALUE_INVALID'],
      [16, 'environments.prod.soak', 'POLICY_VALUE_INVALID'],
      [18, 'environments.staging.from', 'POLICY_UPSTREAM_UNKNOWN'],
      [18, 'environments.staging.approvals', 'POLICY_VALUE_INVALID'],
    ],
  );
});

type Change = readonly [from: string | RegExp, to: string];
const refusals: readonly (readonly [PolicyErrorCode, Change, says: RegExp])[] = [
  ['POLICY_YAML', [/[^]*/, ''], /:1:1 is empty/],
  ['POLICY_YAML', ['version: 1', 'version: ['], /is not valid YAML/],
  ['POLICY_YAML', ['version: 1', 'version: &v 1'], /1:13 uses the anchor &v.*: write it out/],
  ['POLICY_YAML', ['version: 1', 'version: 01'], /1:10 has the plain value "01", .*: put it in quotes, or/],
  ['POLICY_YAML', ['version: 1', 'version: !!str 1'], /uses a tag/],
  ['POLICY_YAML', ['version: 1', 'bot: a\nversion: 1\nbot: b'], /3:1 repeats the key bot/],
  ['POLICY_YAML', ['version: 1', 'a: 1\n---\nversion: 1'], /second document/],
  ['POLICY_KEY_RESERVED', ['  api:', '  constructor:'], /5:3 services\.constructor is a reserved word/],
  ['POLICY_KEY_RESERVED', ['version: 1', '__proto__: {version: 1}'], /1:1 __proto__ is a reserved word/],
  [
    'POLICY_KEY_RESERVED',
    ['reason: weekend', 'toString: 1'],
    /17:75 environments\.prod\.freeze\[0\]\.toString is a reserved word/,
  ],
  [
    'POLICY_KEY_UNKNOWN',
    ['soak: 30m', 'soack: 30m'],
    /16:5 environments\.prod\.soack is not a key that exists: did you mean soak\?/,
  ],
  [
    'POLICY_KEY_UNKNOWN',
    ['reason: weekend', 'reason: weekend, x: 1'],
    /freeze\[0\]\.x .*the keys here are cron, duration, timezone, reason/,
  ],
  ['POLICY_KEY_MISSING', ['bot: bitvault-promoter[bot]\n', ''], /bot is missing/],
  ['POLICY_KEY_MISSING', [/argocd: bit.*\n/, ''], /argocd is missing, but environments\.prod\.healthy needs/],
  [
    'POLICY_KEY_MISSING',
    ['    environment: production\n', ''],
    /11:3 environments\.prod\.environment is missing, but merge: gate/,
  ],
  ['POLICY_VALUE_INVALID', ['version: 1', 'version: "1"'], /version is "1", but must be 1/],
  ['POLICY_VALUE_INVALID', ['[bot]', ''], /bot is "bitvault-promoter"/],
  ['POLICY_VALUE_INVALID', ['bitvault/api', 'bitvault/api:v1'], /must be an image name/],
  ['POLICY_VALUE_INVALID', ['  api:', '  API:'], /5:3 services\.API has a wrong name: it must be a service name/],
  ['POLICY_VALUE_INVALID', ['refs/tags/v1', 'main'], /must be a full ref/],
  ['POLICY_VALUE_INVALID', ['.github/workflows/release.yml', '../release.yml'], /must be a workflow file/],
  ['POLICY_VALUE_INVALID', [' ref: refs/tags/v1', ' source-id: "101"'], /source-id is "101", but must be the number/],
  ['POLICY_VALUE_INVALID', [' ref: refs/tags/v1', ' owner-id: 0'], /owner-id is 0, but must be the number/],
  ['POLICY_VALUE_INVALID', [' ref: refs/tags/v1', ' owner-id: 1.5'], /owner-id is 1\.5, but must be the number/],
  ...[
    'acme/shared',
    'a/b/.github/workflows/c.yml',
    'https://github.com/a/b/.github/workflows/c.yml@v1',
    'a/b/c.yml@v1',
    'a/b/.github/workflows/c.yml@v1',
    'a/b/.github/workflows/c.yml@refs/tags/v 1',
  ]
    .map((signer) => ` signer-workflow: "${signer}"`)
    .map((given) => ['POLICY_VALUE_INVALID', [' ref: refs/tags/v1', given], /must be owner\/name\/.github/] as const),
  ['POLICY_KEY_UNKNOWN', [' ref: refs/tags/v1', ' sourceid: 101'], /did you mean source-id/],
  ['POLICY_VALUE_INVALID', ['envs/{env}', '../{env}'], /must be a relative path/],
  ['POLICY_VALUE_INVALID', ['{service}.image', '{svc}.image'], /must be keys separated by dots/],
  ['POLICY_VALUE_INVALID', ['"0 16 * * 5"', '"0 16 * * 8"'], /must be five cron fields/],
  ['POLICY_VALUE_INVALID', ['Europe/Berlin', 'Berlin'], /must be the name of a time zone/],
  ['POLICY_VALUE_INVALID', ['64h', '0h'], /must be a duration/],
  [
    'POLICY_VALUE_INVALID',
    ['{from: dev, merge: review, approvals: 2}', '[dev]'],
    /environments\.staging is a list, but must be a mapping/,
  ],
  [
    'POLICY_VALUE_INVALID',
    ['approvals: 2', 'approvals:'],
    /18:39 environments\.staging\.approvals is empty, but must be a whole number/,
  ],
  ['POLICY_IMAGE_REPEATED', ['bitvault/web', 'bitvault/api'], /6:16 .* is the image of api already/],
  [
    'POLICY_APP_SHARED',
    ['argocd: bitvault-argocd[bot]', 'argocd: Bitvault-Promoter[bot]'],
    /3:9 argocd is "Bitvault-Promoter\[bot\]", which is the bot as well/,
  ],
  ['POLICY_UPSTREAM_UNKNOWN', ['from: staging', 'from: stagging'], /did you mean staging\?/],
  ['POLICY_CYCLE', ['from: build', 'from: prod'], /prod from staging from dev from prod/],
  ['POLICY_CYCLE', ['from: build', 'from: dev'], /dev from dev/],
  ['POLICY_RULE_CONFLICT', ['merge: review', 'merge: review, environment: x'], /guards nothing with merge: review/],
  ['POLICY_RULE_CONFLICT', ['merge: auto', 'merge: auto, approvals: 2'], /must be 0 or 1/],
  ['POLICY_RULE_CONFLICT', ['approvals: 2', 'approvals: 0'], /must be at least 1/],
  ['POLICY_RULE_CONFLICT', ['merge: auto', 'merge: auto, soak: 1h'], /nothing to wait for/],
  ['POLICY_RULE_CONFLICT', ['merge: auto', 'merge: auto, healthy: [x]'], /nothing to look at/],
  ['POLICY_RULE_CONFLICT', ['  dev: {', '  build: {from: build, merge: auto}\n  dev: {'], /another name/],
  ['POLICY_SLOTS_COLLIDE', ['{service}.image', 'api.image'], /must have \{service\}/],
];

for (const [code, [from, to], says] of refusals) {
  test(`${code}: ${says.source}`, () => {
    const problems = problemsOf(text.replace(from, to));
    const matching = problems.filter((problem) => problem.code === code && says.test(problem.message));
    assert.notEqual(matching.length, 0, problems.map(({ message }) => message).join('\n'));
  });
}

test('a list in place of a mapping is one problem, whatever it holds', () => {
  const listed = text.replace('{from: dev, merge: review, approvals: 2}', '[from, {merge: x}]');
  assert.deepEqual(
    problemsOf(listed).map(({ code, path }) => [code, path]),
    [['POLICY_VALUE_INVALID', 'environments.staging']],
  );
});

test('no two digests meet in one file, and none in a file with another meaning', () => {
  const colliding = text
    .replace('  dev: {', '  d: {from: build, merge: auto}\n  dev: {')
    .replace('  web: {', '  evapi: {');
  const reserved = text.replace(
    '  dev: {',
    '  github: {from: build, merge: auto}\n  holds: {from: build, merge: auto}\n  dev: {',
  );
  const refused = [
    [colliding, "'{env}{service}.yaml'", 'puts the digest of api in dev into devapi.yaml, where it meets d'],
    [
      reserved,
      '.{env}/values.yaml',
      'puts the digest of api in github into .github/values.yaml, where it meets something else',
    ],
    [
      reserved,
      "'{env}/values.yaml'",
      'puts the digest of api in holds into holds/values.yaml, where it meets something else',
    ],
  ] as const;
  for (const [policy, file, says] of refused) {
    const [problem, ...others] = problemsOf(policy.replace('envs/{env}/values.{env}.yaml', file));
    assert.deepEqual(others, []);
    assert.equal(problem?.code, 'POLICY_SLOTS_COLLIDE');
    assert.ok(problem.message.endsWith(`digests.file ${says}`), problem.message);
  }
});

test('a hostile policy is refused quickly and pollutes nothing', () => {
  const bomb = [
    'a: &a [x]',
    ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`),
  ];
  for (const yaml of [bomb.join('\n'), '['.repeat(100_000), `${text}#${'x'.repeat(100_000_000)}`]) problemsOf(yaml);
  problemsOf(`${text}__proto__: {polluted: true}\n`);
  assert.equal('polluted' in {}, false);
});

test('every code has its test here', () => {
  const tested = new Set<string>([
    ...refusals.map(([code]) => code),
    'POLICY_INVALID',
    'POLICY_ENVIRONMENT_UNKNOWN',
    'POLICY_SERVICE_UNKNOWN',
  ]);
  assert.deepEqual(
    Object.keys(policyErrorCodes).filter((code) => !tested.has(code)),
    [],
  );
});
