import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strykerPlugins } from './texts-ignorer.ts';

const [plugin] = strykerPlugins;
const literal = (value: string) => ({ type: 'StringLiteral', value });
const isLeftOut = (value: string, parent: { readonly type: string }): boolean =>
  plugin?.value.shouldIgnore({ node: literal(value), parentPath: { node: parent, parentPath: null } }) !== undefined;

const named = (name: string) => ({ type: 'Identifier', name });
const member = (name: string) => ({ type: 'ObjectProperty', key: named(name) });
const error = { type: 'NewExpression', callee: named('EditError') };
const returned = { type: 'ReturnStatement' };

test('texts that only people read are left out', () => {
  assert.ok(isLeftOut('it is the author', member('why')));
  assert.ok(isLeftOut('Report this.', member('advice')));
  assert.ok(isLeftOut('is a block scalar', error));
  assert.ok(isLeftOut('it is no person', returned));
});

test('what is compared is changed, wherever it stands', () => {
  assert.ok(!isLeftOut('HELD', member('code')));
  assert.ok(!isLeftOut('refused', member('kind')));
  assert.ok(!isLeftOut('YAML_AMBIGUOUS', error));
  assert.ok(!isLeftOut("'", returned));
  assert.ok(!isLeftOut('logged', returned));
  assert.ok(!isLeftOut('workflow_dispatch', { type: 'BinaryExpression' }));
  assert.ok(!isLeftOut('run_id', { type: 'ArrayExpression' }));
});
