import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { repository, Rig } from './github.test-host.ts';
import { GitHubLabError } from './lab-error.ts';

describe('setting up', () => {
  let rig: Rig;
  before(async () => {
    rig = await Rig.start();
  });
  after(() => rig.close());

  test('a repository is made of a directory, its texts changed on their way', async () => {
    const directory = path.join(rig.directory, 'example');
    await mkdir(path.join(directory, 'bin'), { recursive: true });
    await writeFile(path.join(directory, 'values.yaml'), 'image: ghcr.io/acme/api\n');
    await writeFile(path.join(directory, 'bin/run'), '#!/bin/sh\n');
    await chmod(path.join(directory, 'bin/run'), 0o755);
    await rig.lab.createRepository({
      owner: 'acme',
      name: 'made',
      authorLogin: 'alice',
      fromDirectory: directory,
      replace: (text) => text.replaceAll('ghcr.io', '127.0.0.1:5000'),
      files: { link: { mode: '120000', content: 'values.yaml' } },
    });
    const tree = await rig.rest('GET', '//repos/acme/made/git/trees/main?recursive=1');
    assert.deepEqual(
      (tree.body['tree'] as { path: string; mode: string }[]).map(({ path: at, mode }) => [at, mode]),
      [
        ['bin', '040000'],
        ['bin/run', '100755'],
        ['link', '120000'],
        ['values.yaml', '100644'],
      ],
    );
    const url = `${rig.lab.apiUrl}/repos/acme/made/contents/values.yaml`;
    const raw = await fetch(url, { headers: { accept: 'application/vnd.github.raw+json' } });
    assert.equal(await raw.text(), 'image: 127.0.0.1:5000/acme/api\n');
    assert.deepEqual((await rig.rest('GET', '//repos/acme/made/contents/link')).body['target'], 'values.yaml');
  });

  test('what cannot be is said at once', async () => {
    assert.throws(() => rig.lab.createUser('ALICE'), GitHubLabError);
    assert.throws(() => rig.lab.setSecret('acme/none', 'A', 'b'), GitHubLabError);
    assert.throws(() => rig.lab.setCollaborator(repository, 'nobody', 'read'), GitHubLabError);
    const seven = Array.from({ length: 7 }, () => 'bob');
    assert.throws(() => rig.lab.setEnvironment(repository, 'production', { reviewers: seven }), GitHubLabError);
  });

  test('variables of the organization lie under the repository’s and the environment’s', async () => {
    rig.lab.setOrganizationVariable('acme', 'A', 'organization');
    rig.lab.setOrganizationVariable('acme', 'B', 'organization');
    rig.lab.setVariable(repository, 'B', 'repository');
    rig.lab.setVariable(repository, 'C', 'repository');
    rig.lab.setEnvironment(repository, 'dev', { variables: { C: 'environment' } });
    await rig.lab.push(repository, { login: 'alice', message: 'go', files: { x: 'x' } });
    const event = rig.events.at(-1);
    assert.ok(event);
    rig.lab.rules.rerun = { attempt: 2, by: 'bob' };
    const host = rig.lab.workflowHost;
    const run = host.startRun({ event, workflowPath: '.github/workflows/gate.yml', workflowName: 'gate' });
    const { variables } = await host.startJob({ run, name: 'job', permissions: {}, environment: 'dev' });
    assert.deepEqual([variables, run.attempt], [{ A: 'organization', B: 'repository', C: 'environment' }, 2]);
    const told = await rig.rest('GET', `/actions/runs/${run.id}`, { token: rig.alice.token });
    const { actor, triggering_actor: by } = told.body as Record<string, { readonly login: string }>;
    assert.deepEqual([actor?.login, by?.login, run.triggeringActor], ['alice', 'bob', 'bob']);
  });

  test('a schedule is an event of the default branch', () => {
    rig.lab.schedule(repository, '*/5 * * * *');
    const event = rig.events.at(-1);
    assert.deepEqual(
      [event?.name, event?.ref, event?.payload['schedule'], event?.sha],
      ['schedule', 'refs/heads/main', '*/5 * * * *', rig.lab.branch(repository, 'main')],
    );
  });
});
