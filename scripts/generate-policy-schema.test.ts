import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policySchemaText, promotionSchema } from './generate-policy-schema.ts';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly description?: string;
}

/** Paths of keys that an editor would have nothing to say about, or under which it would accept any key. */
function silentKeys(node: SchemaNode, path: string): string[] {
  const { properties, additionalProperties, items } = node;
  const own = Object.entries(properties ?? {}).flatMap(([key, child]) => [
    ...(child.description === undefined ? [`${path}.${key}`] : []),
    ...silentKeys(child, `${path}.${key}`),
  ]);
  const isOpen = properties !== undefined && additionalProperties !== false;
  const rest = typeof additionalProperties === 'object' ? silentKeys(additionalProperties, `${path}.*`) : [];
  return [
    ...own,
    ...rest,
    ...(isOpen ? [`${path}.?`] : []),
    ...(items === undefined ? [] : silentKeys(items, `${path}[]`)),
  ];
}

test('every key of the policy has a description, and no other key is allowed', () => {
  assert.deepEqual(silentKeys(promotionSchema() as SchemaNode, 'policy'), []);
});

test('the schema says what merge may be, and every pattern is one', () => {
  const text = policySchemaText();
  assert.match(text, /"enum": \[\s*"auto",\s*"review",\s*"gate"\s*\]/);
  const patterns = [...text.matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)].map(
    ([, pattern]) => JSON.parse(pattern ?? '') as string,
  );
  assert.ok(patterns.length > 3);
  for (const pattern of patterns) assert.ok(new RegExp(pattern, 'u'), pattern);
});
