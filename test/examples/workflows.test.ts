import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { at, filesMatching, isFields, readText, type Fields } from './example-files.ts';
import { workflowProblems } from './workflow-validation.ts';

const workflows = filesMatching('examples/*/.github/workflows/*.yml').map((path) => {
  const text = readText(path);
  return { path, text, workflow: parse(text) as Fields };
});

const jobsOf = (workflow: unknown): readonly Fields[] => Object.values(at(workflow, 'jobs') as Fields).filter(isFields);
const stepsOf = (workflow: unknown): readonly Fields[] =>
  jobsOf(workflow)
    .flatMap((job) => [job['steps'] ?? []].flat())
    .filter(isFields);
const named = (name: string): unknown => workflows.find(({ path }) => path.endsWith(`/${name}.yml`))?.workflow;

test('the language service finds an unknown key, a wrong context, a missing and an unheard-of input', async () => {
  const workflow = (step: string): string =>
    `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`;
  const problems = (step: string): Promise<readonly string[]> =>
    workflowProblems('.github/workflows/a.yml', workflow(step));
  assert.deepEqual(await problems('run: node --version'), []);
  assert.match((await problems('rn: node --version')).join(), /rn/);
  assert.match((await problems('run: echo ${{ githb.sha }}')).join(), /githb/);
  const token = (inputs: string): string =>
    `{uses: actions/create-github-app-token@v3, with: {client-id: a, ${inputs}}}`;
  assert.deepEqual(await problems(token('private-key: b')), []);
  assert.match((await problems(token('owner: b'))).join(), /private-key/);
  assert.match((await problems(token('private-key: b, ownr: c'))).join(), /ownr/);
  assert.match((await problems('uses: bitvault/actions/demote@v1')).join(), /demote/);
});

for (const { path, text, workflow } of workflows) {
  describe(path, () => {
    test('is a valid workflow', async () => {
      assert.deepEqual(await workflowProblems(path, text), []);
    });

    test('uses nothing but actions pinned by commit, this suite too, with their version beside it', () => {
      const uses = text.split('\n').flatMap((line) => /^\s*(?:- )?uses: (.*)$/.exec(line)?.[1] ?? []);
      assert.equal(uses.length, stepsOf(workflow).filter((step) => step['uses'] !== undefined).length);
      for (const reference of uses) {
        assert.match(reference, /^[\w.-]+\/[\w./-]+@[a-f0-9]{40} # v\d+\.\d+\.\d+$/);
      }
    });

    test('grants nothing to all jobs, to each job what it names, and to the promotion’s token nothing to write', () => {
      assert.deepEqual(at(workflow, 'permissions'), {});
      for (const job of jobsOf(workflow)) {
        assert.ok(isFields(job['permissions']), 'a job without permissions of its own');
        if (job['environment'] === undefined) continue;
        const writes = Object.entries(job['permissions']).filter(([, level]) => level === 'write');
        assert.deepEqual(
          writes.filter(([scope]) => scope !== 'id-token'),
          [],
        );
      }
    });

    test('ends by itself', () => {
      for (const job of jobsOf(workflow)) assert.equal(typeof job['timeout-minutes'], 'number');
    });

    test('has no concurrency before the conditions of its jobs', () => {
      assert.equal(at(workflow, 'concurrency'), undefined);
    });

    test('lets no text from outside into a script, and checks nothing out where it runs with secrets', () => {
      for (const step of stepsOf(workflow)) assert.doesNotMatch(String(step['run']), /\$\{\{/);
      const secrets = /secrets\./.test(text) || at(workflow, 'on', 'pull_request_target') !== undefined;
      for (const job of jobsOf(workflow)) {
        const checkout = stepsOf({ jobs: { job } }).some((step) =>
          String(step['uses']).startsWith('actions/checkout@'),
        );
        assert.ok(!checkout || !secrets || !/secrets\./.test(JSON.stringify(job)), 'a checkout beside secrets');
        assert.ok(
          !checkout || at(workflow, 'on', 'pull_request_target') === undefined,
          'a checkout on pull_request_target',
        );
      }
    });

    test('takes keys from a protected environment only, into tokens for named permissions', () => {
      for (const job of jobsOf(workflow)) {
        const keys = JSON.stringify(job).match(/secrets\.[A-Z_]+/g) ?? [];
        if (keys.length > 0) assert.match(String(job['environment']), /^(?:promotion|production)$/);
      }
      for (const step of stepsOf(workflow).filter((candidate) =>
        String(candidate['uses']).includes('create-github-app-token'),
      )) {
        const inputs = Object.keys(step['with'] as Fields);
        assert.ok(
          inputs.some((input) => input.startsWith('permission-')),
          'a token with all that its App may do',
        );
        assert.equal(
          inputs.includes('owner'),
          inputs.includes('repositories'),
          '`owner` alone means all its repositories',
        );
      }
    });

    test('leaves no credentials behind after a checkout', () => {
      for (const step of stepsOf(workflow).filter((candidate) =>
        String(candidate['uses']).startsWith('actions/checkout@'),
      )) {
        assert.equal(at(step, 'with', 'persist-credentials'), false);
      }
    });
  });
}

describe('release.yml', () => {
  test('hands the digest of every service of its matrix on under a name of its own', () => {
    const services = at(named('release'), 'jobs', 'build', 'strategy', 'matrix', 'service') as readonly string[];
    const outputs = at(named('release'), 'jobs', 'build', 'outputs') as Fields;
    assert.deepEqual(at(named('release'), 'jobs', 'promote', 'strategy', 'matrix', 'service'), services);
    assert.deepEqual(Object.keys(outputs), services);
    for (const [service, output] of Object.entries(outputs)) {
      assert.equal(output, `\${{ matrix.service == '${service}' && steps.image.outputs.digest || '' }}`);
    }
  });

  test('builds where no key is, and proposes where no build is', () => {
    const [build, promote] = ['build', 'promote'].map((job) => at(named('release'), 'jobs', job));
    assert.equal(at(build, 'environment'), undefined);
    assert.equal(at(build, 'permissions', 'id-token'), 'write');
    assert.equal(at(promote, 'environment'), 'promotion');
    assert.ok(!stepsOf({ jobs: { promote } }).some((step) => /checkout|build-sign-push/.test(String(step['uses']))));
  });
});

describe('multi-platform.yml', () => {
  test('merges what each platform of its matrix hands on under a name of its own, and expects them all', () => {
    const [build, merge] = ['build', 'merge'].map((job) => at(named('multi-platform'), 'jobs', job));
    const platforms = at(build, 'strategy', 'matrix', 'include', '*', 'architecture') as readonly string[];
    const outputs = Object.entries(at(build, 'outputs') as Fields);
    assert.deepEqual(
      outputs.map(([name]) => name),
      platforms,
    );
    for (const [name, output] of outputs) {
      assert.equal(output, `\${{ matrix.architecture == '${name}' && steps.image.outputs.digest || '' }}`);
    }
    const inputs = at(merge, 'steps', 0, 'with');
    const digests = platforms.map((name) => `\${{ needs.build.outputs.${name} }}\n`);
    assert.equal(at(inputs, 'digests'), digests.join(''));
    assert.equal(at(inputs, 'platforms'), platforms.map((name) => `linux/${name}`).join());
    assert.equal(at(inputs, 'image'), at(build, 'steps', 1, 'with', 'image'));
  });
});

describe('the workflows of the GitOps repository', () => {
  test('promote one run at a time, on every event that could let something go on', () => {
    assert.deepEqual(Object.keys(at(named('promote'), 'on') as Fields), [
      'push',
      'status',
      'schedule',
      'workflow_dispatch',
    ]);
    assert.deepEqual(at(named('promote'), 'jobs', 'promote', 'concurrency'), { group: 'promote' });
  });

  test('open with one App and merge with another', () => {
    const [promoter, merger, promote] = stepsOf(named('promote'));
    assert.match(String(at(promoter, 'with', 'private-key')), /PROMOTER/);
    assert.match(String(at(merger, 'with', 'private-key')), /MERGER/);
    assert.match(String(at(promote, 'with', 'token')), /steps\.promoter\./);
    assert.match(String(at(promote, 'with', 'merge-token')), /steps\.merger\./);
  });

  test('wake up on a review with a token that can start a workflow and nothing else', () => {
    const [job] = jobsOf(named('wake'));
    assert.deepEqual(job?.['permissions'], { actions: 'write' });
    assert.equal(job?.['environment'], undefined);
    assert.doesNotMatch(JSON.stringify(job), /secrets\./);
  });

  test('gate prod in the environment that promotion.yaml names, under the name and inputs that promote looks for', () => {
    const gate = named('prod-gate');
    const policy = parse(readText('examples/gitops/promotion.yaml')) as unknown;
    assert.equal(jobsOf(gate)[0]?.['environment'], at(policy, 'environments', 'prod', 'environment'));
    assert.deepEqual(Object.keys(at(gate, 'on', 'workflow_dispatch', 'inputs') as Fields), ['pull-request', 'head']);
    assert.equal(at(gate, 'run-name'), 'Gate #${{ inputs.pull-request }} at ${{ inputs.head }}');
    assert.equal(at(gate, 'jobs', 'merge', 'permissions', 'id-token'), 'write');
  });

  test('offer for a rollback the services and environments of promotion.yaml', () => {
    const policy = parse(readText('examples/gitops/promotion.yaml')) as unknown;
    const options = (input: string): readonly string[] =>
      [at(named('rollback'), 'on', 'workflow_dispatch', 'inputs', input, 'options')].flat().map(String).toSorted();
    assert.deepEqual(options('service'), Object.keys(at(policy, 'services') as Fields).toSorted());
    assert.deepEqual(options('environment'), Object.keys(at(policy, 'environments') as Fields).toSorted());
    assert.equal(at(named('rollback'), 'on', 'workflow_dispatch', 'inputs', 'reason', 'required'), true);
  });
});
