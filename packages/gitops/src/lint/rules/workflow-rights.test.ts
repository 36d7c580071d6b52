import { testRule, type Files } from '../rule-test.ts';
import {
  actionNotPinned,
  workflowPermissions,
  workflowPushesMain,
  workflowRunsPullRequest,
  workflowScriptInjection,
  workflowSecretInScript,
} from './workflow-rights.ts';

/** A workflow whose step begins on line 7. */
const step = (text: string, { on = 'push', top = 'permissions: {}' } = {}): Files => ({
  '.github/workflows/a.yml': `on: ${on}
${top}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - ${text.replaceAll('\n', '\n        ')}
`,
});

testRule(workflowPermissions, {
  fails: {
    'none at all': {
      files: step('run: "true"', { top: 'name: a' }),
      at: ['.github/workflows/a.yml:4'],
      says: /job build/,
    },
    'the right to write everything': {
      files: step('run: "true"', { top: 'permissions: write-all' }),
      at: ['.github/workflows/a.yml:2'],
    },
  },
  passes: {
    'none to have': step('run: "true"'),
    'in the job': {
      '.github/workflows/a.yml':
        'on: push\njobs:\n  a:\n    permissions: {contents: read}\n    steps: [{run: "true"}]\n',
    },
    'a composite action': { 'action.yml': 'runs:\n  using: composite\n  steps: [{run: "true", shell: bash}]\n' },
  },
});

const commit = '0123456789'.repeat(4);

testRule(actionNotPinned, {
  fails: {
    'a tag': {
      files: step('uses: actions/checkout@v4'),
      at: ['.github/workflows/a.yml:7'],
      says: /actions\/checkout@v4/,
    },
    'a commit that is cut off': { files: step('uses: actions/checkout@0123456'), at: ['.github/workflows/a.yml:7'] },
    'a workflow that is called': {
      files: {
        '.github/workflows/a.yml':
          'on: push\npermissions: {}\njobs:\n  a:\n    uses: acme/ci/.github/workflows/b.yml@main\n',
      },
      at: ['.github/workflows/a.yml:5'],
    },
    'an image': { files: step('uses: docker://alpine:3'), at: ['.github/workflows/a.yml:7'] },
    'this suite, where the token may write': {
      files: step('uses: bitvault/actions/promote@v1', { top: 'permissions: {contents: write}' }),
      at: ['.github/workflows/a.yml:7'],
      says: /promote@v1 is not pinned to a commit, and job build has keys/,
    },
    'this suite, where nothing is said of the token': {
      files: step('uses: bitvault/actions/promote@v1', { top: 'name: a' }),
      at: ['.github/workflows/a.yml:7'],
    },
    'this suite, where the job has a secret': {
      files: step('uses: bitvault/actions/promote@v1\nwith:\n  token: ${{ secrets.KEY }}'),
      at: ['.github/workflows/a.yml:7'],
    },
    'this suite, by the short name': {
      files: step('uses: bitvault/actions@v1', { top: 'permissions: write-all' }),
      at: ['.github/workflows/a.yml:7'],
    },
  },
  passes: {
    'a commit': step(`uses: actions/checkout@${commit} # v4`),
    'an action of this repository': step('uses: ./.github/actions/a'),
    'a digest': step(`uses: docker://alpine@sha256:${'a'.repeat(64)}`),
    'this suite, without keys': step('uses: bitvault/actions/lint-gitops@v1', { top: 'permissions: {contents: read}' }),
    'this suite, by its commit': step(`uses: bitvault/actions/promote@${commit} # v1.2.3`, { top: 'name: a' }),
  },
});

testRule(workflowScriptInjection, {
  fails: {
    'the title of a pull request': {
      files: step('run: echo "${{ github.event.pull_request.title }}"'),
      at: ['.github/workflows/a.yml:7'],
      says: /pull_request\.title/,
    },
    'a branch, in JavaScript': {
      files: step('uses: actions/github-script@v7\nwith:\n  script: log("${{ github.head_ref }}")'),
      at: ['.github/workflows/a.yml:9'],
    },
    'within a function': {
      files: step("run: echo ${{ format('{0}', github.event.issue.body) }}"),
      at: ['.github/workflows/a.yml:7'],
    },
  },
  passes: {
    'a variable': step('run: echo "$TITLE"\nenv:\n  TITLE: ${{ github.event.pull_request.title }}'),
    'a number': step('run: echo ${{ github.event.pull_request.number }}'),
    'a commit': step('run: echo ${{ github.event.pull_request.head.sha }}'),
    'an input of an action': step('uses: ./a\nwith:\n  title: ${{ github.event.pull_request.title }}'),
  },
});

testRule(workflowSecretInScript, {
  fails: {
    'a token': {
      files: step('run: |\n  curl -H "Authorization: ${{ secrets.TOKEN }}" x'),
      at: ['.github/workflows/a.yml:7'],
    },
    'by its name in brackets': { files: step("run: echo ${{ secrets['TOKEN'] }}"), at: ['.github/workflows/a.yml:7'] },
  },
  passes: {
    'a variable': step('run: |\n  curl -H "Authorization: $TOKEN" x\nenv:\n  TOKEN: ${{ secrets.TOKEN }}'),
    'a word that sounds like it': step('run: echo ${{ steps.secrets_scan.outputs.result }}'),
  },
});

const target = { on: 'pull_request_target' };

testRule(workflowRunsPullRequest, {
  fails: {
    'the head': {
      files: step('uses: actions/checkout@v4\nwith:\n  ref: ${{ github.event.pull_request.head.sha }}', target),
      at: ['.github/workflows/a.yml:7'],
      says: /pull_request_target/,
    },
    'the merge': {
      files: step('uses: actions/checkout@v4\nwith:\n  ref: refs/pull/${{ github.event.number }}/merge', target),
      at: ['.github/workflows/a.yml:7'],
    },
    'with gh': {
      files: step('run: gh pr checkout ${{ github.event.number }}', target),
      at: ['.github/workflows/a.yml:7'],
    },
    'after another workflow': {
      files: step('uses: actions/checkout@v4\nwith:\n  ref: ${{ github.event.workflow_run.head_sha }}', {
        on: '{workflow_run: {workflows: [ci]}}',
      }),
      at: ['.github/workflows/a.yml:7'],
    },
  },
  passes: {
    'the base': step('uses: actions/checkout@v4', target),
    'without secrets': step('uses: actions/checkout@v4\nwith:\n  ref: ${{ github.event.pull_request.head.sha }}', {
      on: 'pull_request',
    }),
    'its number': step('uses: ./a\nwith:\n  pull-request: ${{ github.event.pull_request.head.sha }}', target),
  },
});

testRule(workflowPushesMain, {
  fails: {
    'main by name': {
      files: step('run: git push origin main'),
      at: ['.github/workflows/a.yml:7'],
      says: /git push origin main/,
    },
    'HEAD to main': {
      files: step('run: git push --force origin HEAD:refs/heads/master'),
      at: ['.github/workflows/a.yml:7'],
    },
    'in a longer script': {
      files: step('run: |\n  git commit -m x\n  git push origin HEAD:main && echo done'),
      at: ['.github/workflows/a.yml:7'],
    },
  },
  passes: {
    'a branch': step('run: git push origin HEAD:promote/dev'),
    'a branch that begins like it': step('run: git push origin main-fix'),
    'a branch that ends like it': step('run: git push origin fix/main'),
    'a tag': step('run: git push origin v1'),
    'a comment': step('run: |\n  # git push origin main\n  true'),
  },
});
