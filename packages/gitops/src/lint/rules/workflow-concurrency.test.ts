import { testRule, type Files } from '../rule-test.ts';
import { concurrencyBeforeCondition, promoteWithoutConcurrency } from './workflow-concurrency.ts';

/** A workflow with one job, on line 4, whose second line is `job` and which runs the action. */
const running = (action: string, job = 'timeout-minutes: 5', top = 'permissions: {}'): Files => ({
  '.github/workflows/a.yml': `on: [status, workflow_dispatch]
${top}
jobs:
  run:
    ${job}
    runs-on: ubuntu-latest
    steps:
      - uses: bitvault/actions${action}@v1
`,
});
const condition = "if: github.event_name != 'status'";
const topLevel = 'concurrency: {group: g}';

testRule(promoteWithoutConcurrency, {
  fails: {
    none: { files: running('/promote'), at: ['.github/workflows/a.yml:4'], says: /without concurrency/ },
    'none, by the short name': { files: running(''), at: ['.github/workflows/a.yml:4'] },
    'that of a workflow whose job has a condition': {
      files: running('/promote', condition, topLevel),
      at: ['.github/workflows/a.yml:2'],
      says: /what waits for job run gives way to runs that are then skipped/,
    },
    'the same, by the short name': { files: running('', condition, topLevel), at: ['.github/workflows/a.yml:2'] },
  },
  passes: {
    'that of a workflow without conditions': running('/promote', 'timeout-minutes: 5', topLevel),
    'that of the job': running('/promote', 'concurrency: promote'),
    'that of a job with a condition': running('/promote', `${condition}\n    concurrency: promote`),
    'another action': running('/rollback'),
  },
});

testRule(concurrencyBeforeCondition, {
  fails: {
    'an action of the suite': {
      files: running('/board', condition, topLevel),
      at: ['.github/workflows/a.yml:2'],
      says: /before any job is asked/,
    },
  },
  passes: {
    'no condition': running('/board', 'timeout-minutes: 5', topLevel),
    'the group of a job': running('/board', `${condition}\n    concurrency: board`),
    'promote, which has a rule of its own': running('/promote', condition, topLevel),
    'a workflow that is not of this suite': {
      '.github/workflows/a.yml': running('/board', condition, topLevel)['.github/workflows/a.yml']?.replace(
        'bitvault/actions/board',
        'acme/board',
      ) as string,
    },
  },
});
