import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CertificateIdentity } from './certificate-identity.ts';
import { checkIdentity, rulesOf, type ImageExpectation } from './identity-rules.ts';

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
