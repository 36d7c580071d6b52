import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FileChanges, StepResult } from '@bitvault/lab';
import { parseDigest, parseEnvironmentName, parseServiceName, renderHold } from '@bitvault/promotion';
import { valuesPath, type EnvironmentName } from './layout.ts';
import { assertRepelled, codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Site } from './site.ts';

describe('what lies below holds/ and is no hold', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const canonical = async (environment: EnvironmentName, service: string): Promise<string> =>
    renderHold({
      environment: parseEnvironmentName(environment),
      service: parseServiceName(service),
      digest: parseDigest(await rig.images.signed('api', 1)),
      replaced: parseDigest(await rig.images.signed('api', 2)),
      reason: 'it leaks',
      by: 'alice',
      since: '2026-11-24T09:00:00.000Z',
    });

  const push = (site: Site, files: FileChanges) =>
    rig.lab.github.push(site.repository, { login: 'alice', message: 'Hold by hand', files });

  const link = { content: '../prod/api.yaml', mode: '120000' } as const;
  /** All of them may be meant for `api` in dev. */
  const meantForApi: readonly (readonly [what: string, files: () => Promise<FileChanges>])[] = [
    ['another ending', async () => ({ 'holds/dev/api.yml': await canonical('dev', 'api') })],
    ['capitals', async () => ({ 'holds/dev/API.yaml': await canonical('dev', 'api') })],
    ['a folder in capitals', async () => ({ 'holds/Dev/api.yaml': await canonical('dev', 'api') })],
    ['no folder', async () => ({ 'holds/api.yaml': await canonical('dev', 'api') })],
    ['a folder in the folder', async () => ({ 'holds/dev/more/api.yaml': await canonical('dev', 'api') })],
    ['a service that the policy lacks', async () => ({ 'holds/dev/worker.yaml': 'version: 1\n' })],
    ['an environment that the policy lacks', async () => ({ 'holds/qa/api.yaml': await canonical('dev', 'api') })],
    ['a symbolic link', async () => ({ 'holds/dev/api.yaml': link })],
    ['a folder that is a link', async () => ({ 'holds/dev': { content: '../prod', mode: '120000' } })],
    ['a file for all holds', async () => ({ holds: 'api\n' })],
    ['no YAML', async () => ({ 'holds/dev/api.yaml': 'version: [' })],
    ['nothing in it', async () => ({ 'holds/dev/api.yaml': '' })],
    ['the hold of another slot', async () => ({ 'holds/dev/api.yaml': await canonical('prod', 'web') })],
    [
      'its own hold in the place of another slot',
      async () => ({ 'holds/prod/web.yaml': await canonical('dev', 'api') }),
    ],
  ];
  for (const [what, files] of meantForApi) {
    test(`${what}: neither proposed nor merged`, async () => {
      const site = await rig.siteBeforeDev();
      const next = await rig.images.signed('api', 2);
      const pull = await site.openDev(next);
      await push(site, await files());
      await assertRepelled(rig, site, ['HOLD_BROKEN'], () => site.autoMerge(pull.number));
      const inputs = { service: 'api', digest: next };
      await assertRepelled(rig, site, ['HOLD_BROKEN'], () => site.run('promote', 'bitvault-promoter', inputs));
      const digests = { environment: 'dev', digests: `api=${next}` };
      await assertRepelled(rig, site, ['HOLD_BROKEN'], () => site.run('open-gitops-pr', 'bitvault-promoter', digests));
    });
  }

  test('a hold by hand holds, and is an error as well', async () => {
    const site = await rig.siteBeforeDev();
    const pull = await site.openDev(await rig.images.signed('api', 2));
    await push(site, { 'holds/dev/api.yaml': `# mine\n${await canonical('dev', 'api')}` });
    await assertRepelled(rig, site, ['HELD', 'HOLD_BROKEN'], () => site.autoMerge(pull.number));
  });

  test('prod is not let through the gate while its holds cannot be read', async () => {
    const site = await rig.siteBeforeProd();
    const pull = await site.openProd(await rig.images.signed('api', 2));
    await push(site, { 'holds/prod/api.yml': await canonical('prod', 'api') });
    await assertRepelled(rig, site, ['HOLD_BROKEN'], () => site.gate(pull));
  });

  test('a rollback does not go past it either', async () => {
    const site = await rig.siteBeforeDev();
    await push(site, { [valuesPath('dev')]: await site.bumped('dev', 'api', await rig.images.signed('api', 2)) });
    await push(site, { 'holds/dev/api.yml': await canonical('dev', 'api') });
    const inputs = { environment: 'dev', service: 'api', reason: 'it leaks' };
    const result = await assertRepelled(rig, site, ['HOLD_BROKEN'], () =>
      site.run('rollback', 'bitvault-promoter', inputs),
    );
    assert.match(result.outputs['reason'] ?? '', /holds\/dev\/api\.yml .*did you mean api\.yaml\?.* Next: Delete it/);
  });

  const resultsOf = ({ outputs }: StepResult) =>
    (
      JSON.parse(outputs['results'] ?? '[]') as readonly {
        readonly step: { readonly environment: string };
        readonly result: string;
        readonly reasons: readonly { readonly code: string }[];
      }[]
    ).map(({ step, result, reasons }) => [step.environment, result, ...reasons.map(({ code }) => code)].join(' '));

  test('other environments go on where they cannot be meant', async () => {
    const site = await rig.siteBeforeProd();
    await push(site, { 'holds/dev/worker.yaml': 'version: 1\n' });
    const promoted = await site.run('promote', 'bitvault-promoter', {});
    assert.deepEqual(resultsOf(promoted), ['dev refused HOLD_BROKEN', 'prod opened']);
    assert.equal(promoted.conclusion, 'failure', 'and the run is red');
    assert.match(promoted.summary, /holds\/dev\/worker\.yaml/);
  });

  test('a neighbour in the same environment goes on where the path names a slot', async () => {
    const site = await rig.siteBeforeDev();
    const { number } = await site.openDev(await rig.images.signed('api', 2));
    await push(site, { 'holds/dev/web.yaml': 'version: [' });
    const merged = await site.autoMerge(number);
    assert.equal(merged.outputs['result'], 'merged', merged.log);
  });

  test('resume takes away what nobody can read', async () => {
    const site = await rig.siteBeforeDev();
    await push(site, { 'holds/dev/api.yaml': 'version: [' });
    const inputs = { command: 'resume', environment: 'dev', service: 'api' };
    const resumed = await site.run('rollback', 'bitvault-promoter', inputs);
    assert.equal(resumed.outputs['result'], 'opened', resumed.log);
    const merged = await site.autoMerge(Number(resumed.outputs['number']));
    assert.equal(merged.outputs['result'], 'merged', merged.log);
    const promoted = await site.run('promote', 'bitvault-promoter', {
      service: 'api',
      digest: await rig.images.signed('api', 2),
    });
    assert.equal(promoted.outputs['result'], 'opened', promoted.log);
  });

  test('notes beside the folders of environments are nobody’s hold', async () => {
    const site = await rig.siteBeforeDev();
    const { number } = await site.openDev(await rig.images.signed('api', 2));
    await push(site, { 'holds/.gitkeep': '', 'holds/README.md': '# Holds\n' });
    const merged = await site.autoMerge(number);
    assert.equal(merged.outputs['result'], 'merged', merged.log);
    assert.deepEqual(codesOf(await site.run('promote', 'bitvault-promoter', {})), ['']);
  });
});
