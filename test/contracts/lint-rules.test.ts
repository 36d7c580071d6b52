import { rules } from '@bitvault/gitops';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rulePages, rulesFolder } from '../../scripts/generated/rule-pages.ts';
import { projectFiles, read } from './repository.ts';

const files = projectFiles();
const tests = files.filter((path) => /^packages\/gitops\/src\/lint\/rules\/[^/]+\.test\.ts$/.test(path)).map(read);

/** `hook-spelling` → `hookSpelling`, the name that the rule is exported by. */
const exportedName = (id: string): string => id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

test('rules have ids of their own, in kebab-case', () => {
  const ids = rules.map(({ id }) => id);
  assert.deepEqual([...new Set(ids)], ids);
  for (const id of ids) assert.match(id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
});

test('every page of a rule is of a rule that there is', () => {
  const pages = files.filter((path) => path.startsWith(`${rulesFolder}/`));
  assert.deepEqual(pages.toSorted(), [...rulePages(rules).keys()].toSorted());
});

for (const { id, title, why, fix, argo } of rules) {
  describe(id, () => {
    test('is tested on repositories that break it and that keep it', () => {
      assert.ok(tests.some((source) => source.includes(`testRule(${exportedName(id)},`)));
    });

    test('says what, why and how to fix it', () => {
      assert.doesNotMatch(title, /[.:]$/);
      for (const text of [why, fix]) assert.match(text, /^[^a-z].*\.$/s);
    });

    test('names a test on the real controllers that there is, if it says what they do', () => {
      if (argo === undefined) return;
      const [path = '', ...name] = argo.test.split(': ');
      assert.ok(files.includes(path), path);
      assert.ok(read(path).includes(name.join(': ')), argo.test);
    });
  });
}
