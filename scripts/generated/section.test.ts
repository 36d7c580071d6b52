import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptySection, replaceSection } from './section.ts';

test('a section is replaced and the prose around it kept, also the second time', () => {
  const text = `# Title\r\n\n${emptySection('table')}\nProse after.`;
  const once = replaceSection(text, 'table', '| a |\n');
  assert.equal(once, '# Title\r\n\n<!-- generated: table -->\n\n| a |\n\n<!-- end: table -->\n\nProse after.');
  assert.equal(replaceSection(once, 'table', '| a |'), once);
});

test('missing, doubled or swapped markers are refused', () => {
  const section = emptySection('table');
  const swapped = section.trim().split('\n').toReversed().join('\n');
  for (const text of ['', section + section, swapped, emptySection('other')]) {
    assert.throws(() => replaceSection(text, 'table', 'x'), /needs one line "<!-- generated: table -->"/);
  }
});
