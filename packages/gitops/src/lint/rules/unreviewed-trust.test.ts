import { testRule, type Files } from '../rule-test.ts';
import { unreviewedTrust } from './unreviewed-trust.ts';

const file = '.github/workflows/a.yml';

/** A workflow with one job; the inputs of its only step begin on line 9. */
const step = (
  uses: string,
  inputs: string,
  { on = 'push', top = 'permissions: {}', job = 'timeout-minutes: 5' } = {},
): Files => ({
  [file]: `on: ${on}
${top}
jobs:
  run:
    runs-on: ubuntu-latest
    ${job}
    steps:
      - uses: ${uses}
        with:
          ${inputs}
`,
});
const build = 'bitvault/actions/build-sign-push@v1';
const atInput = [`${file}:10`];

testRule(unreviewedTrust, {
  fails: {
    'the base image of a variable': {
      files: step(build, "base: ${{ vars.BASE_IMAGE || 'scratch' }}"),
      at: atInput,
      says: /^the input base is \$\{\{ vars\.BASE_IMAGE \|\| 'scratch' \}\}, so whoever may set a variable says what the image is made of$/,
    },
    'the signing configuration, spelt otherwise': {
      files: step(build, "signing-config: ${{ VARS['SIGSTORE'] }}"),
      at: atInput,
      says: /who certifies the job, and gets its token$/,
    },
    'all variables at once': { files: step(build, 'sigstore: ${{ toJSON(vars) }}'), at: atInput },
    'the trusted root of a secret': {
      files: step('bitvault/actions/promote@v1', 'trusted-root: ${{ secrets.ROOT }}'),
      at: atInput,
      says: /whoever may set a secret says whose signatures are believed$/,
    },
    'the trusted root of a gate, by the short name of promote': {
      files: step('bitvault/actions@v1', 'trusted-root: ${{ vars.ROOT }}'),
      at: atInput,
    },
    'the branch whose policy decides': {
      files: step('bitvault/actions/prod-manual-gate@v1', 'branch: ${{ github.event.pull_request.base.ref }}'),
      at: atInput,
      says: /whoever causes the event says whose policy decides$/,
    },
    'the identity that is accepted, of an input': {
      files: step('bitvault/actions/verify-image@v1', 'workflow: ${{ inputs.workflow }}', { on: 'workflow_dispatch' }),
      at: atInput,
      says: /whoever may start the run says whose images are accepted$/,
    },
    'an input of a workflow that people can start as well': {
      files: step(build, 'base: ${{ inputs.base }}', { on: '[workflow_call, workflow_dispatch]' }),
      at: atInput,
    },
    'an index of the event': {
      files: step(build, "base: ${{ github['event'].client_payload.base }}", { on: 'repository_dispatch' }),
      at: atInput,
    },
    'by way of the environment of the workflow': {
      files: step(build, 'base: ${{ env.BASE }}', { top: 'env: {BASE: "${{ vars.BASE }}"}' }),
      at: atInput,
    },
    'by way of two environments': {
      files: step(build, 'base: ${{ env.BASE }}', {
        top: 'env: {OURS: "${{ vars.BASE }}"}',
        job: 'env: {BASE: "${{ env.OURS }}"}',
      }),
      at: atInput,
    },
    'by way of a matrix': {
      files: step(build, 'base: ${{ matrix.base }}', { job: 'strategy: {matrix: {base: ["${{ vars.BASE }}"]}}' }),
      at: atInput,
    },
    'by way of a matrix that is a variable': {
      files: step(build, 'base: ${{ matrix.base }}', { job: 'strategy: {matrix: "${{ fromJSON(vars.ALL) }}"}' }),
      at: atInput,
    },
    'by way of the outputs of a step and of a job': {
      files: {
        [file]: `on: push
jobs:
  read:
    runs-on: ubuntu-latest
    outputs:
      base: \${{ steps.base.outputs.base }}
    steps:
      - id: base
        run: echo "base=$BASE" >> "$GITHUB_OUTPUT"
        env:
          BASE: \${{ vars.BASE }}
  run:
    needs: read
    runs-on: ubuntu-latest
    steps:
      - uses: ${build}
        with:
          base: \${{ needs.read.outputs.base }}
`,
      },
      at: [`${file}:18`],
    },
    'an argument of the build that names an image': {
      files: step(
        build,
        'build-args: |\n            VERSION=${{ vars.VERSION }}\n            BASE_IMAGE=${{ vars.BASE }}',
      ),
      at: atInput,
      says: /the input build-args is \$\{\{ vars\.BASE \}\}/,
    },
    'a base in a list of images': {
      files: step(build, 'images: |\n            - image: ghcr.io/acme/api\n              base: ${{ vars.BASE }}'),
      at: atInput,
    },
    'another image that a build takes from': {
      files: step('docker/build-push-action@v6', 'build-contexts: base=docker-image://${{ vars.BASE }}'),
      at: atInput,
    },
    'a cache that anybody chooses': {
      files: step(build, 'cache-from: type=registry,ref=${{ vars.CACHE }}'),
      at: atInput,
    },
    'the authority that vouches for the registry': {
      files: step('bitvault/actions/promote@v1', 'registry-ca: ${{ vars.CA }}'),
      at: atInput,
    },
    'the container of a job that builds': {
      files: step(build, 'base: scratch', { job: 'container: "${{ vars.CONTAINER }}"' }),
      at: [`${file}:6`],
      says: /^the container is .* says what the job runs in$/,
    },
    'an input of a called workflow': {
      files: {
        [file]: `on: push
jobs:
  build:
    uses: acme/shared/.github/workflows/build.yml@0123456789012345678901234567890123456789
    with:
      base-image: \${{ vars.BASE }}
`,
      },
      at: [`${file}:6`],
    },
    'variables that programs take trust from': {
      files: step(build, 'base: scratch', { top: 'env: {SIGSTORE_ROOT_FILE: "${{ vars.ROOT }}"}' }),
      at: [`${file}:2`],
      says: /^SIGSTORE_ROOT_FILE is /,
    },
    'flags of cosign and of gh, directly and through variables': {
      files: {
        [file]: `on: workflow_dispatch
env:
  URL: \${{ inputs.url }}
jobs:
  run:
    runs-on: ubuntu-latest
    steps:
      - run: cosign sign --fulcio-url "$URL" --yes ghcr.io/acme/api
      - run: gh attestation verify oci://ghcr.io/acme/api --signer-workflow \${{ vars.WORKFLOW }}
      - run: cosign verify --certificate-identity="\${WHO}" --certificate-oidc-issuer=https://a ghcr.io/acme/api
        env:
          WHO: \${{ vars.WHO }}
`,
      },
      at: [`${file}:8`, `${file}:9`, `${file}:10`],
      says: /^--fulcio-url is \$URL, with \$\{\{ inputs\.url \}\}, so whoever may start the run says who certifies the job/,
    },
  },
  passes: {
    'what stands in the file': step(build, 'base: node@sha256:0123'),
    'a path in the file': step(build, 'signing-config: .github/sigstore/signing_config.json'),
    'what GitHub says of the run': step('bitvault/actions/verify-image@v1', 'ref: ${{ github.ref }}'),
    'what the repository is': step(build, "sigstore: ${{ github.event.repository.private && 'github' || 'auto' }}"),
    'the branch that GitHub calls the default': step(
      'bitvault/actions/promote@v1',
      'branch: ${{ github.event.repository.default_branch }}',
    ),
    'inputs that decide nothing': step(
      'bitvault/actions/rollback@v1',
      'to: ${{ inputs.to }}\n          token: ${{ secrets.TOKEN }}\n          registry-username: ${{ vars.USER }}',
      { on: 'workflow_dispatch' },
    ),
    'an image that is to be verified': step('bitvault/actions/verify-image@v1', 'digest: ${{ inputs.digest }}'),
    'inputs of a called workflow, which its callers write': step(build, 'base: ${{ inputs.base }}', {
      on: 'workflow_call',
    }),
    'inputs of an action, which its callers write': {
      'action.yml': `runs: {using: composite, steps: [{uses: ${build}, with: {base: '\${{ inputs.base }}'}}]}\n`,
    },
    'a name that only looks so': step(build, 'base: ${{ steps.vars.outputs.base }}'),
    'a text in quotes': step(build, "base: ${{ format('vars.BASE') }}"),
    'a variable of the environment that is written out': step(build, 'base: ${{ env.BASE }}', {
      top: 'env: {BASE: scratch}',
    }),
    'the nearer of two variables': step(build, 'base: ${{ env.BASE }}', {
      top: 'env: {BASE: "${{ vars.BASE }}"}',
      job: 'env: {BASE: scratch}',
    }),
    'a circle': step(build, 'base: ${{ env.A }}', { top: 'env: {A: "${{ env.A }}"}' }),
    'another value of the same matrix': step(build, 'base: ${{ matrix.base }}', {
      job: 'strategy: {matrix: {base: [scratch], os: ["${{ vars.OS }}"]}}',
    }),
    'an argument of the build that is no image': step(build, 'build-args: VERSION=${{ vars.VERSION }}'),
    'the key of cosign': step(build, 'base: scratch', { top: 'env: {COSIGN_PRIVATE_KEY: "${{ secrets.KEY }}"}' }),
    'the container of a job that does nothing of this': {
      [file]: 'on: push\njobs: {a: {runs-on: x, container: "${{ vars.C }}", steps: [{run: "true"}]}}\n',
    },
    'another program with such a flag': {
      [file]: 'on: push\njobs: {a: {runs-on: x, steps: [{run: "tool --trusted-root ${{ vars.ROOT }}"}]}}\n',
    },
  },
});
