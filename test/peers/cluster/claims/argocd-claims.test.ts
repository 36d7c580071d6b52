import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startStage, type Stage } from './stage.ts';

let stage: Stage;
before(async () => {
  stage = await startStage('argocd-claims');
});
after(() => stage[Symbol.asyncDispose]());

test('project-missing', async () => {
  const repository = await stage.repository('project-missing', { 'app/config.yaml': configMap('one') });
  await stage.deploy('project-missing', repository, { project: 'nowhere' });
  const { conditions, phase } = await stage.until(
    'project-missing',
    'is refused',
    (state) => state.conditions.length > 0,
  );
  assert.match(conditions.join('\n'), /InvalidSpecError/);
  assert.equal(phase, '');
});

const configMap = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
