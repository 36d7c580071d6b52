import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CertificateIdentity } from './certificate-identity.ts';
import { checkIdentity, rulesOf, rulesOfClaims, signerUriOf, type ImageExpectation } from './identity-rules.ts';
import type { WorkflowClaims } from './workflow-token.ts';

const expectation: ImageExpectation = {
  issuer: 'https://token.actions.githubusercontent.com',
  server: 'https://github.com',
  source: 'bitvault/bitvault',
  workflow: '.github/workflows/release.yml',
  ref: 'refs/heads/main',
};
const uri = 'https://github.com/bitvault/bitvault/.github/workflows/release.yml@refs/heads/main';
const identity: CertificateIdentity = {
  san: uri,
  issuer: expectation.issuer,
  buildSignerUri: uri,
  runnerEnvironment: 'github-hosted',
  sourceUri: 'https://github.com/bitvault/bitvault',
  commit: 'a'.repeat(40),
  ref: 'refs/heads/main',
  repositoryId: '101',
  ownerId: '7',
  workflowUri: uri,
  trigger: 'push',
  runUrl: 'https://github.com/bitvault/bitvault/actions/runs/1/attempts/1',
};
const rules = rulesOf(expectation);
const checked = ['san', 'issuer', 'sourceUri', 'ref', 'workflowUri'] as const;

test('the expected identity passes', () => {
  assert.doesNotThrow(() => checkIdentity(identity, rules));
});

test('no other text passes for a field that is checked, however alike', () => {
  const edits = fc.oneof(
    fc.record({ at: fc.nat(200), text: fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), drop: fc.nat(3) }),
    fc.constant({ at: 0, text: '', drop: 1000 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...checked), edits, (field, { at, text, drop }) => {
      const value = identity[field] ?? '';
      const edited = value.slice(0, at) + text + value.slice(at + drop);
      fc.pre(edited !== value);
      assert.throws(() => checkIdentity({ ...identity, [field]: edited }, rules), { code: /^IDENTITY_/ });
    }),
  );
});

test('a field that is absent does not pass', () => {
  for (const field of checked) {
    assert.throws(() => checkIdentity({ ...identity, [field]: undefined }, rules), { message: /found none/ });
  }
});

test('an expectation with an empty part is a mistake of the caller', () => {
  for (const name of ['issuer', 'server', 'source', 'workflow', 'ref'] as const) {
    assert.throws(() => rulesOf({ ...expectation, [name]: '' }), TypeError);
  }
});

const claims: WorkflowClaims = {
  iss: expectation.issuer,
  sub: 'repo:bitvault/bitvault:ref:refs/heads/main',
  repository: 'bitvault/bitvault',
  repository_id: '101',
  repository_owner_id: '7',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  workflow_ref: 'bitvault/bitvault/.github/workflows/release.yml@refs/heads/main',
  job_workflow_ref: 'acme/ci/.github/workflows/build.yml@refs/tags/v2',
  event_name: 'push',
  runner_environment: 'github-hosted',
  run_id: '1',
  run_attempt: '1',
};

const codeOf = (found: Partial<CertificateIdentity>, more: Partial<ImageExpectation> = {}): string => {
  try {
    checkIdentity({ ...identity, ...found }, rulesOf({ ...expectation, ...more }));
    return 'passes';
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

test('each field that does not fit is refused with its own code', () => {
  assert.equal(codeOf({}), 'passes');
  assert.equal(codeOf({ issuer: 'x' }), 'IDENTITY_ISSUER');
  assert.equal(codeOf({ sourceUri: 'x' }), 'IDENTITY_REPOSITORY');
  assert.equal(codeOf({ ref: 'x' }), 'IDENTITY_REF');
  assert.equal(codeOf({ workflowUri: 'x' }), 'IDENTITY_WORKFLOW');
  assert.equal(codeOf({ san: 'x' }), 'IDENTITY_WORKFLOW');
});

test('what may be expected beyond that counts where it is expected, and only there', () => {
  const cases: readonly (readonly [Partial<ImageExpectation>, Partial<CertificateIdentity>, string])[] = [
    [{ repositoryId: '101' }, { repositoryId: '102' }, 'IDENTITY_REPOSITORY_ID'],
    [{ ownerId: '7' }, { ownerId: '8' }, 'IDENTITY_OWNER_ID'],
    [{ commit: 'a'.repeat(40) }, { commit: 'b'.repeat(40) }, 'IDENTITY_COMMIT'],
    [{ runnerEnvironment: 'github-hosted' }, { runnerEnvironment: 'self-hosted' }, 'IDENTITY_RUNNER'],
    [{ triggers: ['push'] }, { trigger: 'pull_request' }, 'IDENTITY_TRIGGER'],
    [{ triggers: [] }, {}, 'IDENTITY_TRIGGER'],
  ];
  for (const [expected, found, code] of cases) {
    assert.equal(codeOf(found), 'passes', code);
    assert.equal(codeOf(found, expected), code);
    const [field] = Object.keys(found);
    if (field !== undefined) {
      assert.equal(codeOf({}, expected), 'passes', code);
      assert.equal(codeOf({ [field]: undefined }, expected), code);
    }
  }
  assert.equal(codeOf({ trigger: 'schedule' }, { triggers: ['push', 'schedule'] }), 'passes');
});

test('every rule says what it compares', () => {
  const told = (all: ReturnType<typeof rulesOf>) =>
    all.map(({ code, what, field, expected }) => `${code} ${what}: ${field} = ${expected.join(' or ')}`);
  const whole = rulesOf({
    ...expectation,
    signer: 'the signer',
    repositoryId: '101',
    ownerId: '7',
    commit: 'c0ffee',
    runnerEnvironment: 'github-hosted',
    triggers: ['push', 'schedule'],
  });
  assert.deepEqual(told(whole), [
    'IDENTITY_ISSUER token issuer: issuer = https://token.actions.githubusercontent.com',
    'IDENTITY_REPOSITORY source repository: sourceUri = https://github.com/bitvault/bitvault',
    'IDENTITY_REPOSITORY_ID repository id: repositoryId = 101',
    'IDENTITY_OWNER_ID owner id: ownerId = 7',
    'IDENTITY_REF source ref: ref = refs/heads/main',
    `IDENTITY_WORKFLOW workflow: workflowUri = ${uri}`,
    'IDENTITY_WORKFLOW subject alternative name: san = the signer',
    'IDENTITY_COMMIT source commit: commit = c0ffee',
    'IDENTITY_RUNNER runner environment: runnerEnvironment = github-hosted',
    'IDENTITY_TRIGGER trigger: trigger = push or schedule',
  ]);
  assert.deepEqual(told(rulesOfClaims(claims, 'https://github.com')), [
    'IDENTITY_ISSUER token issuer: issuer = https://token.actions.githubusercontent.com',
    'IDENTITY_REPOSITORY source repository: sourceUri = https://github.com/bitvault/bitvault',
    'IDENTITY_REPOSITORY_ID repository id: repositoryId = 101',
    'IDENTITY_REF source ref: ref = refs/heads/main',
    `IDENTITY_WORKFLOW workflow: workflowUri = ${uri}`,
    'IDENTITY_WORKFLOW subject alternative name: san = https://github.com/acme/ci/.github/workflows/build.yml@refs/tags/v2',
    `IDENTITY_COMMIT source commit: commit = ${'a'.repeat(40)}`,
  ]);
});

test('where another workflow signs, its certificate names both', () => {
  const signer = 'https://github.com/acme/ci/.github/workflows/build.yml@refs/tags/v2';
  assert.equal(signerUriOf(expectation), uri);
  assert.equal(signerUriOf({ ...expectation, signer }), signer);
  assert.equal(codeOf({ san: signer }, { signer }), 'passes');
  assert.equal(codeOf({ san: uri }, { signer }), 'IDENTITY_WORKFLOW');
  assert.equal(codeOf({ san: signer, workflowUri: signer }, { signer }), 'IDENTITY_WORKFLOW');
  assert.throws(() => rulesOf({ ...expectation, signer: '' }), /signer is empty/);
});

test('the first rule that is broken gives the code, and all are told', () => {
  assert.throws(
    () =>
      checkIdentity(
        { ...identity, issuer: 'me', trigger: undefined },
        rulesOf({ ...expectation, triggers: ['a', 'b'] }),
      ),
    {
      code: 'IDENTITY_ISSUER',
      message:
        /\(token issuer: expected https:\/\/token\.actions\.githubusercontent\.com, found me; trigger: expected a or b, found none\)/,
    },
  );
});

test('a certificate for a token has what the token says', () => {
  const own = { ...identity, san: 'https://github.com/acme/ci/.github/workflows/build.yml@refs/tags/v2' };
  const code = (changes: Partial<CertificateIdentity>): string => {
    try {
      checkIdentity({ ...own, ...changes }, rulesOfClaims(claims, 'https://github.com'));
      return 'passes';
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };
  assert.equal(code({}), 'passes');
  assert.equal(code({ issuer: 'x' }), 'IDENTITY_ISSUER');
  assert.equal(code({ sourceUri: 'https://github.com/x/y' }), 'IDENTITY_REPOSITORY');
  assert.equal(code({ repositoryId: '102' }), 'IDENTITY_REPOSITORY_ID');
  assert.equal(code({ ref: 'refs/heads/x' }), 'IDENTITY_REF');
  assert.equal(code({ workflowUri: own.san }), 'IDENTITY_WORKFLOW');
  assert.equal(code({ san: uri }), 'IDENTITY_WORKFLOW');
  assert.equal(code({ commit: 'b'.repeat(40) }), 'IDENTITY_COMMIT');
});
