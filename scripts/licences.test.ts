import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundledPackages, unlisted } from './licences.ts';

test('packages are found in nested modules, scoped or not, and named once', () => {
  const modules = [
    { nameForCondition: '/x/node_modules/yaml/dist/index.js' },
    {
      nameForCondition: null,
      modules: [
        { nameForCondition: '/x/node_modules/a/node_modules/@octokit/core/index.js' },
        { nameForCondition: '/x/node_modules/yaml/dist/parse.js' },
        { nameForCondition: '/x/actions/out/entry.js' },
      ],
    },
  ];
  assert.deepEqual([...bundledPackages(modules)], ['yaml', '@octokit/core']);
});

test('a package that only another licence mentions is unlisted', () => {
  const licences = '@octokit/core\nMIT\nCopyright\n\nundici\nMIT\nsee yaml\n';
  assert.deepEqual(unlisted(new Set(['undici', 'yaml']), licences), ['yaml']);
});
