import { inFile, type Hole } from './hole.ts';

export const fileHoles: readonly Hole[] = [
  {
    name: 'there is no CODEOWNERS',
    code: 'owners-missing',
    setUp: { edit: (text, path) => (path === '.github/CODEOWNERS' ? null : text) },
  },
  {
    name: 'nobody owns the policy',
    code: 'owners-missing',
    setUp: { edit: inFile('.github/CODEOWNERS', /^\/promotion\.yaml .*$/m, '') },
  },
  {
    name: 'a later line takes the owners of workflows away',
    code: 'owners-missing',
    setUp: { edit: inFile('.github/CODEOWNERS', /$/, '\n/.github/workflows/\n') },
  },
  {
    name: 'nobody owns the holds of prod',
    code: 'owners-missing',
    setUp: { edit: inFile('.github/CODEOWNERS', /^\/holds\/.*$/m, '') },
  },
  {
    name: 'an owner does not exist',
    code: 'owners-unknown',
    setUp: { edit: inFile('.github/CODEOWNERS', /releasers/g, 'releaser') },
  },
  {
    name: 'a job with a key uses an action by its tag',
    code: 'action-not-pinned',
    setUp: {
      edit: inFile(
        '.github/workflows/promote.yml',
        /actions\/create-github-app-token@[0-9a-f]{40}/,
        'actions/create-github-app-token@v3',
      ),
    },
  },
  {
    name: 'a workflow with secrets checks out a pull request',
    code: 'pull-request-checked-out',
    setUp: {
      edit: inFile(
        '.github/workflows/auto-merge-dev.yml',
        '    steps:\n',
        `    steps:\n      - uses: actions/checkout@${'c'.repeat(40)}\n        with:\n          ref: \${{ github.event.pull_request.head.sha }}\n`,
      ),
    },
  },
  {
    name: 'a gate takes the trusted root from a variable',
    code: 'trust-from-variables',
    setUp: {
      edit: inFile(
        '.github/workflows/prod-gate.yml',
        /^( +)head: \$\{\{ inputs\.head \}\}$/m,
        '$1head: ${{ inputs.head }}\n$1trusted-root: ${{ vars.ROOT }}',
      ),
    },
  },
  {
    name: 'the release workflow takes its base image from a variable',
    code: 'trust-from-variables',
    setUp: { edit: inFile('.github/workflows/release.yml', /^( +)base: .*$/m, '$1base: ${{ vars.BASE_IMAGE }}') },
  },
  {
    name: 'nobody owns the trusted root that the policy names',
    code: 'owners-missing',
    setUp: {
      edit: (text, path) =>
        path === 'promotion.yaml' ? text.replace('digests:', 'trust: {trusted-root: trust/root.json}\ndigests:') : text,
    },
  },
  {
    name: 'a shared workflow is believed at a tag that anybody can move',
    code: 'signer-ref-moves',
    setUp: {
      edit: (text, path) =>
        path === 'promotion.yaml'
          ? text.replace(
              /(source: )(org-\d+)(\/bitvault, workflow: \.github\/workflows\/release\.yml)/,
              '$1$2$3, signer-workflow: $2/ci/.github/workflows/build.yml@refs/tags/v2',
            )
          : text,
    },
    make: async ({ lab, gitops, owner }) => {
      const [organisation = ''] = gitops.split('/');
      await lab.github.createRepository({ owner: organisation, name: 'ci', authorLogin: owner.login });
    },
  },
  {
    name: 'images are built of what nobody reviewed',
    code: 'source-ref-open',
    make: async ({ owner, application, rulesets }) => {
      await owner.request('DELETE', `/repos/${application}/rulesets/${rulesets.get(`${application} main`)}`);
    },
  },
];
