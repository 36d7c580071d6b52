import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectFiles } from './repository.ts';

/** Names that say nothing, as a whole folder or file name or as a part of one. */
const grabBag = /(^|[/._-])(utils?|helpers?|common|misc)([/._-]|$)/i;

test('no file or folder is a grab bag', () => {
  assert.deepEqual(
    projectFiles().filter((path) => grabBag.test(path)),
    [],
  );
  for (const path of ['packages/x/src/utils.ts', 'test/helpers/a.ts', 'a/string-util.ts', 'common/x.ts']) {
    assert.match(path, grabBag);
  }
  for (const path of ['a/commonly.ts', 'packages/x/src/missing.ts', 'uncommon.ts']) assert.doesNotMatch(path, grabBag);
});
