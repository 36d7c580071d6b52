import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseDigest, parseEnvironmentName, parseServiceName, renderHold } from '@bitvault/promotion';
import { loadRepository } from '../../repository/load.ts';
import { lint } from '../lint.ts';
import { testRule } from '../rule-test.ts';
import { holdBroken } from './holds.ts';
import { digestOf, policyYaml } from './sample-policy.ts';

const hold = renderHold({
  service: parseServiceName('api'),
  environment: parseEnvironmentName('dev'),
  digest: parseDigest(digestOf('a')),
  replaced: null,
  reason: 'it leaks',
  by: 'alice',
  since: '2026-11-24T09:00:00.000Z',
});
const withPolicy = (files: Readonly<Record<string, string>>) => ({ 'promotion.yaml': policyYaml(), ...files });

testRule(holdBroken, {
  fails: {
    'another ending': {
      files: withPolicy({ 'holds/dev/api.yml': hold }),
      at: ['holds/dev/api.yml:1'],
      says: /is the hold of no service of promotion\.yaml \(did you mean api\.yaml\?\)/,
    },
    'an environment that the policy lacks': {
      files: withPolicy({ 'holds/prod/api.yaml': hold }),
      at: ['holds/prod/api.yaml:1'],
      says: /is of no environment of promotion\.yaml/,
    },
    'what is no YAML': {
      files: withPolicy({ 'holds/dev/api.yaml': 'version: 1\nservice: [' }),
      at: ['holds/dev/api.yaml:2'],
      says: /is not valid YAML/,
    },
    'a comment of one’s own': {
      files: withPolicy({ 'holds/dev/api.yaml': `# mine\n${hold}` }),
      at: ['holds/dev/api.yaml:1'],
      says: /byte for byte/,
    },
    'a folder in a folder': {
      files: withPolicy({ 'holds/dev/more/api.yaml': hold, 'holds/dev/more/web.yaml': hold }),
      at: ['holds/dev/more/api.yaml:1'],
      says: /^holds\/dev\/more is a folder/,
    },
    'a file in place of the folder': { files: withPolicy({ holds: 'x' }), at: ['holds:1'] },
  },
  passes: {
    'a hold as rollback writes it': withPolicy({ 'holds/dev/api.yaml': hold }),
    'notes beside the folders': withPolicy({ 'holds/README.md': '# Holds', 'holds/.gitkeep': '' }),
    'no holds': withPolicy({ 'other/holds/x.yaml': 'a: 1' }),
    'a repository without a policy': { 'holds/x.yaml': 'a: 1' },
  },
});

test('a link holds nothing, wherever it leads', async () => {
  const root = mkdtempSync(join(tmpdir(), 'holds-'));
  try {
    mkdirSync(join(root, 'holds', 'dev'), { recursive: true });
    writeFileSync(join(root, 'promotion.yaml'), policyYaml());
    writeFileSync(join(root, 'holds', 'dev', 'api.yaml'), hold);
    symlinkSync('dev', join(root, 'holds', 'staging'));
    symlinkSync('nowhere', join(root, 'holds', 'dev', 'web.yaml'));
    const tools = { helm: undefined, kustomize: undefined };
    const { reports } = lint(await loadRepository(root, { addresses: [], tools }), { rules: [holdBroken] });
    assert.deepEqual(
      reports.map(({ message }) => message),
      ['holds/dev/web.yaml is a symbolic link', 'holds/staging is a symbolic link'],
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
