import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactText, holdsExactly, textFile } from './blob.ts';

// As `git hash-object` and, in a repository of `git init --object-format=sha256`, git itself names them.
const sha1 = {
  empty: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  replacement: '029db6ac55c076dad06caed62718e8745ece57a2',
  other: '789c5ffd63e96679bf57099b9f5e9f58bb8d7abf',
};
const sha256 = {
  empty: '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
  replacement: '02e295ee21d930c782e717de55bf7dffd5dc12f351cfa840a5545d34347d05fc',
  other: 'bfe3e04c7608596b0704247c8d3e847288b2617c259c66c369e83953c541ad03',
};
const text = 'a: \uFFFD\n';

for (const [name, oids] of Object.entries({ 'SHA-1': sha1, 'SHA-256': sha256 })) {
  test(`a text is compared with a blob by git's own hash (${name})`, () => {
    assert.ok(holdsExactly({ oid: oids.empty }, ''));
    assert.ok(holdsExactly({ oid: oids.replacement }, text));
    assert.ok(!holdsExactly({ oid: oids.other }, text));
    assert.ok(!holdsExactly({ oid: oids.replacement }, `${text}\n`));
  });
}

test('a text that its bytes do not say is no text', () => {
  assert.equal(exactText({ text, mode: '100644', oid: sha1.replacement }), text);
  assert.equal(exactText({ text, mode: '100644', oid: sha1.other }), null);
  assert.equal(exactText({ text, mode: '100644', oid: null }), null);
  assert.equal(exactText({ text: null, mode: '100644', oid: sha1.empty }), null);
  assert.equal(exactText(undefined), null);
});

test('a file of a text is the blob that git makes of it', () => {
  assert.deepEqual(textFile(text), { text, mode: '100644', oid: sha1.replacement });
});
