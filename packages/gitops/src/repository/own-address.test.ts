import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalizedAddress, ownAddresses } from './own-address.ts';

test('an address is the same however it is written', () => {
  for (const address of [
    'https://github.com/Acme/GitOps',
    'https://github.com/acme/gitops.git',
    'https://token@github.com/acme/gitops.git/',
    'git@github.com:acme/gitops.git',
    'ssh://git@github.com/acme/gitops',
  ])
    assert.equal(normalizedAddress(address), 'github.com/acme/gitops');
});

describe('the repository itself is', () => {
  const uses = [
    { address: 'https://github.com/a/b', fits: true },
    { address: 'git@github.com:a/b.git', fits: true },
    { address: 'https://github.com/c/d', fits: true },
    { address: 'https://charts.example.com', fits: false },
  ];

  test('what is known to be, where that is used', () => {
    assert.deepEqual([...ownAddresses(['git@github.com:c/d'], uses)], ['github.com/c/d']);
  });

  test('else what most Applications use and what is there', () => {
    assert.deepEqual(
      [...ownAddresses(['https://github.com/some/fork'], uses)],
      ['github.com/some/fork', 'github.com/a/b'],
    );
    assert.deepEqual([...ownAddresses([], [{ address: 'https://x.example/y', fits: false }])], []);
  });
});
