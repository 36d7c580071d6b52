import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assumedText } from './assumed.ts';
import { commandLine, parseOptions } from './options.ts';
import { parseAnswers } from './parse-answers.ts';

const actions = `v1.2.3@${'a'.repeat(40)}`;

test('answers make the command that needs no questions for them', () => {
  const answers = {
    owner: 'acme',
    service: ['api,host=@', 'web'],
    environments: 'dev, prod',
    migration: "api node it's.js",
    previews: false,
    layout: undefined,
  };
  const command = commandLine(answers, 'my gitops');
  assert.equal(
    command,
    "bitvault-gitops init 'my gitops' --owner=acme --service=api,host=@ --service=web --environments='dev, prod' " +
      String.raw`--migration='api node it'\''s.js' --no-previews --yes`,
  );
});

test('the command is one that is understood', () => {
  const answers = { owner: 'acme', service: ['api', 'web'], previews: true };
  const [, , ...args] = commandLine(answers, 'gitops').split(' ');
  const { directory, yes, answers: read } = parseOptions(args);
  assert.deepEqual({ directory, yes, ...read }, { directory: 'gitops', yes: true, ...answers });
});

test('what nobody was asked about is told with the option that changes it', () => {
  const given = {
    owner: 'acme',
    source: 'acme/shop',
    services: 'api',
    domain: 'acme.test',
    actions,
    cluster: ['prod=eu-1'],
  };
  assert.equal(
    assumedText(parseAnswers({ ...given, operators: 'keda' })),
    `Taken as they are, if not said otherwise:
  GitOps repository     acme/gitops               --repository
  images below          ghcr.io/acme              --registry
  who approves prod     @acme/releasers           --releasers
  who may change rules  @acme/rule-keepers        --rule-keepers
  clusters              others for prod           --cluster
  Argo CD               https://argocd.acme.test  --argocd-url
  operators             keda                      --operators
  bitvault/actions      v1.2.3, aaaaaaa           --actions
`,
  );
});

for (const [source, name] of [
  ['acme/My_App.js', 'my-app-js'],
  ['acme/2048', 'app'],
  ['acme/a-rather-long-name-of-an-app', 'a-rather-long-name-of-an'],
] as const) {
  test(`what is written for ${source} is called ${name}, if not said otherwise`, () => {
    const given = { owner: 'acme', source, services: 'api', domain: 'acme.test', actions };
    assert.equal(parseAnswers(given).name, name);
  });
}
