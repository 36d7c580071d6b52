import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { describe, test } from 'node:test';
import { InitError, parseAnswers, type InitErrorCode, type RawAnswers } from '@bitvault/gitops';
import { runInit } from './run-init.ts';

const good: RawAnswers = {
  owner: 'acme',
  source: 'acme/shop',
  services: 'api,web',
  domain: 'acme.test',
  actions: `v1.2.3@${'a'.repeat(40)}`,
};

/** The problems of the good answers with some of them replaced. */
function problemsWith(other: RawAnswers): readonly string[] {
  try {
    parseAnswers({ ...good, ...other });
    return [];
  } catch (error) {
    assert.ok(error instanceof InitError);
    return error.problems.map(({ code, message }) => `${code} ${message}`);
  }
}

const refusals: readonly (readonly [what: string, answers: RawAnswers, code: InitErrorCode, says: RegExp])[] = [
  ['no owner', { owner: undefined }, 'INIT_ANSWER_MISSING', /--owner is missing/],
  ['no service', { services: '' }, 'INIT_ANSWER_MISSING', /names a service/],
  ['no commit to pin', { actions: undefined }, 'INIT_ANSWER_MISSING', /--actions is missing: .* no checkout/],
  ['a version alone', { actions: 'v1' }, 'INIT_ANSWER_INVALID', /the whole commit of bitvault\/actions/],
  ['a commit that is cut off', { actions: 'v1.2.3@3d3c42e' }, 'INIT_ANSWER_INVALID', /the whole commit/],
  ['an owner that GitHub would not take', { owner: 'a--b' }, 'INIT_ANSWER_INVALID', /"a--b", but must be the login/],
  ['an owner that would flood a log', { owner: 'a'.repeat(9_000) }, 'INIT_ANSWER_INVALID', /is "a{80}…", but must be/],
  ['a repository with a slash', { repository: 'a/b' }, 'INIT_ANSWER_INVALID', /name of a repository/],
  ['a plan that there is not', { private: 'gold' }, 'INIT_ANSWER_INVALID', /pro or team or enterprise/],
  ['a plan on which no gate holds', { private: 'free' }, 'INIT_ANSWER_INVALID', /neither rulesets nor environments/],
  [
    'nobody who could start the gate by hand',
    { private: 'team', releasers: '@alice' },
    'INIT_ANSWER_INVALID',
    /--releasers names no team/,
  ],
  ['a repository called ..', { repository: '..' }, 'INIT_ANSWER_INVALID', /name of a repository/],
  ['a source that is no repository', { source: 'shop' }, 'INIT_ANSWER_INVALID', /owner\/name/],
  ['a name that no App can have', { name: 'My_App' }, 'INIT_ANSWER_INVALID', /--name is "My_App"/],
  ['one repository for both', { repository: 'Shop' }, 'INIT_NAMES_COLLIDE', /must be two repositories/],
  ['a name that makes an App’s too long', { name: 'a'.repeat(26) }, 'INIT_ANSWER_INVALID', /at most 25/],
  ['a service with a capital', { services: 'Api' }, 'INIT_ANSWER_INVALID', /lower-case/],
  ['a service that begins with a digit', { services: '1st' }, 'INIT_ANSWER_INVALID', /a letter first/],
  ['a service that is too long', { services: 'a'.repeat(46) }, 'INIT_ANSWER_INVALID', /at most 45/],
  ['a service twice', { services: 'api,web,api' }, 'INIT_ANSWER_REPEATED', /api more than once/],
  ['two services at one host', { services: '', service: ['a,host=x', 'b,host=x'] }, 'INIT_ANSWER_REPEATED', /host=x/],
  ['an option that no service has', { service: ['c,port=80'] }, 'INIT_ANSWER_INVALID', /no options but host=LABEL/],
  ['a host of two labels', { service: ['c,host=a.b'] }, 'INIT_ANSWER_INVALID', /one label below the domain/],
  ['a service in the place of the database', { services: 'database' }, 'INIT_NAMES_COLLIDE', /the database/],
  ['a service in the place of a canary', { service: ['c,host=c', 'c-canary'] }, 'INIT_NAMES_COLLIDE', /c-canary/],
  [
    'a service in the place of the data',
    { services: 'data', layout: 'service' },
    'INIT_NAMES_COLLIDE',
    /shop-dev-data/,
  ],
  ['a service in the folder of the data', { services: 'data', templating: 'kustomize' }, 'INIT_NAMES_COLLIDE', /data/],
  [
    'an operator that init does not know',
    { operators: 'keda,istio' },
    'INIT_ANSWER_INVALID',
    /some of external-secrets/,
  ],
  ['an operator twice', { operators: 'keda,keda' }, 'INIT_ANSWER_REPEATED', /keda more than once/],
  [
    'an environment in the place of an operator',
    { operators: 'keda', environments: 'keda,prod' },
    'INIT_NAMES_COLLIDE',
    /operator keda.*shop-keda/,
  ],
  ['KEDA for what a host reaches', { service: ['c,host=c,keda'] }, 'INIT_ANSWER_INVALID', /either keda or a host/],
  [
    'a store of another kind',
    { service: ['c,database'], 'secret-store': 'Vault/x' },
    'INIT_ANSWER_INVALID',
    /SecretStore/,
  ],
  ['a store for no password', { 'secret-store': 'vault' }, 'INIT_ANSWER_UNKNOWN', /no service has one/],
  ['a key that is none', { 'require-signed-commits': true, 'signing-keys': 'alice' }, 'INIT_ANSWER_INVALID', /GPG key/],
  ['keys for nothing', { 'signing-keys': 'B5690EEEBB952194' }, 'INIT_ANSWER_INVALID', /but not --require-signed/],
  [
    'signed commits of a server whose key is not known',
    { 'require-signed-commits': true, 'server-url': 'https://ghe.acme.test' },
    'INIT_ANSWER_MISSING',
    /--signing-keys is missing/,
  ],
  ['one environment', { environments: 'prod' }, 'INIT_ANSWER_INVALID', /has 1, but must have 2/],
  ['an environment twice', { environments: 'dev,dev' }, 'INIT_ANSWER_REPEATED', /dev more than once/],
  ['an environment that is no folder', { environments: 'dev,../prod' }, 'INIT_ANSWER_INVALID', /"\.\.\/prod"/],
  ['an environment that Windows cannot hold', { environments: 'dev,aux' }, 'INIT_ANSWER_INVALID', /folder/],
  ['an environment that YAML takes for true', { environments: 'on,prod' }, 'INIT_ANSWER_INVALID', /truth value/],
  ['an environment that YAML takes for a number', { environments: 'e0,prod' }, 'INIT_ANSWER_INVALID', /a number/],
  ['an environment called build', { environments: 'build,prod' }, 'INIT_ANSWER_INVALID', /other than build/],
  ['an environment among the previews', { environments: 'preview-pr-1,prod' }, 'INIT_ANSWER_INVALID', /previews/],
  ['an environment in the place of the root', { environments: 'root,prod' }, 'INIT_NAMES_COLLIDE', /shop-root/],
  ['an environment in the place of data', { environments: 'a,a-data' }, 'INIT_NAMES_COLLIDE', /shop-a-data/],
  [
    'environments and services that make one name',
    { environments: 'a,a-b', services: 'b-c,c', layout: 'service' },
    'INIT_NAMES_COLLIDE',
    /shop-a-b-c/,
  ],
  ['a cluster of no environment', { cluster: ['qa=x'] }, 'INIT_ANSWER_UNKNOWN', /dev, staging, prod/],
  ['two clusters of one environment', { cluster: ['dev=a', 'dev=b'] }, 'INIT_ANSWER_REPEATED', /dev/],
  ['a cluster without TLS', { cluster: ['dev=http://10.0.0.1'] }, 'INIT_ANSWER_INVALID', /https address/],
  ['a cluster with a password', { cluster: ['dev=https://a:b@c.d'] }, 'INIT_ANSWER_INVALID', /https address/],
  ['a cluster that ends a YAML string', { cluster: ['dev=https://a.b/"'] }, 'INIT_ANSWER_INVALID', /https address/],
  ['a layout that does not exist', { layout: 'cluster' }, 'INIT_ANSWER_INVALID', /environment or service/],
  ['a templating that does not exist', { templating: 'jsonnet' }, 'INIT_ANSWER_INVALID', /helm or kustomize/],
  ['a registry with a tag', { registry: 'ghcr.io/acme:1' }, 'INIT_ANSWER_INVALID', /host and path/],
  ['a server with a path', { 'server-url': 'https://ghe.acme.test/github' }, 'INIT_ANSWER_INVALID', /origin/],
  ['a domain that is an address', { domain: '10.0.0.1' }, 'INIT_ANSWER_INVALID', /a domain/],
  ['a database of all environments', { 'database-host': 'db.acme.test' }, 'INIT_ANSWER_INVALID', /\{env\}/],
  ['a migration of no service', { migration: 'cron run' }, 'INIT_ANSWER_UNKNOWN', /api, web/],
  ['a migration without arguments', { migration: 'api' }, 'INIT_ANSWER_INVALID', /arguments/],
  ['a migration that Helm would fill in', { migration: 'api {{.Values}}' }, 'INIT_ANSWER_INVALID', /without \{\{/],
  [
    'a signer without a ref',
    { 'signer-workflow': 'acme/ci/.github/workflows/build.yml' },
    'INIT_ANSWER_INVALID',
    /file\.yml@ref/,
  ],
  ['a Sigstore that does not exist', { sigstore: 'gitlab' }, 'INIT_ANSWER_INVALID', /public-good or github/],
  [
    "GitHub's own Sigstore for another GitHub",
    { sigstore: 'github', 'server-url': 'https://ghe.acme.test' },
    'INIT_ANSWER_INVALID',
    /github.com, not for https:\/\/ghe.acme.test/,
  ],
  [
    'more services than statuses',
    { services: Array.from({ length: 21 }, (_, index) => `s${index}`).join(), layout: 'service' },
    'INIT_TOO_MANY',
    /--layout environment/,
  ],
];

test('the good answers are', () => assert.deepEqual(problemsWith({}), []));

describe('init refuses', () => {
  for (const [what, answers, code, says] of refusals) {
    test(what, () => {
      const problems = problemsWith(answers);
      assert.ok(
        problems.some((problem) => problem.startsWith(`${code} `) && says.test(problem)),
        problems.join('\n'),
      );
    });
  }
});

describe('the command', () => {
  const directory = join(tmpdir(), `init-nothing-${process.pid}`);

  test('tells everything that is wrong at once, what next, and writes nothing', async () => {
    const { code, output, errors } = await runInit('--owner=a_b', '--services=X', directory);
    assert.equal(code, 2);
    assert.equal(output, '');
    assert.match(
      errors,
      /^INIT_ANSWERS: .*\n {2}--owner .*\n.*--source is missing.*\n.*--domain.*\n.*--service is "X".*\(INIT_ANSWER_INVALID\)\n/,
    );
    assert.match(errors, /\nNext: .*--help/);
    assert.ok(!existsSync(directory));
  });

  test('refuses an option that does not exist', async () => {
    const { code, errors } = await runInit('--ownr=acme', directory);
    assert.equal(code, 2);
    assert.match(errors, /^INIT_OPTION_UNKNOWN: .*--ownr/);
  });

  test('explains every option that it takes', async () => {
    const { code, output } = await runInit('--help');
    assert.equal(code, 0);
    for (const option of [
      'owner',
      'service',
      'cluster',
      'layout',
      'templating',
      'migration',
      'operators',
      'secret-store',
      'sigstore',
      'signer-workflow',
      'dry-run',
    ])
      assert.ok(output.includes(`--${option}`), option);
  });
});
