import { elsewhere, type Row } from './row.ts';
import { atDev, atProd, bump, fromBuild, holdFile, write } from './setting.ts';
import { signedBy } from './signers.ts';

/** dev is to get an image that such a job signed. */
const signed = (label: string, signer: Parameters<typeof signedBy>[2]) =>
  atDev({ files: async ({ rig, site }) => bump(site, 'dev', await signedBy(rig, label, signer)) });

const identity =
  'The certificate’s identity is compared whole: issuer, repository, workflow file and ref. Names are never patterns.';

const signing: readonly Row[] = [
  {
    does: 'signs from another workflow file of the same repository',
    stoppedBy: identity,
    codes: ['IMAGE_UNVERIFIED'],
    shown: signed('of another workflow', { workflow: '.github/workflows/release2.yml' }),
  },
  {
    does: 'signs from a branch',
    stoppedBy: identity,
    codes: ['IMAGE_UNVERIFIED'],
    shown: signed('of a branch', { ref: 'refs/heads/main-2' }),
  },
  {
    does: 'signs from a tag that is called main',
    stoppedBy: identity,
    codes: ['IMAGE_UNVERIFIED'],
    shown: signed('of a tag', { ref: 'refs/tags/main' }),
  },
  {
    does: 'has a workflow of another repository sign for it',
    stoppedBy: 'The certificate names the workflow that signs and the one that called it; both are compared.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: signed('of a called workflow', { called: 'mallory/ci/.github/workflows/sign.yml@refs/heads/main' }),
  },
  {
    does: 'has its image signed by the shared workflow that another repository calls',
    stoppedBy: 'The certificate names the caller as well.',
    codes: ['IDENTITY_WORKFLOW'],
    shown: elsewhere('actions/called-workflow.test.ts', 'is verified by its name and that of the caller'),
  },
  {
    does: 'attaches a valid bundle of another image',
    stoppedBy: 'The statement’s subject must be the digest.',
    codes: [],
    shown: elsewhere('attacks/verdicts.test.ts', 'the bundle refuses as'),
  },
];

const trusted = (does: string, title: string, stoppedBy: string): Row => ({
  does,
  stoppedBy,
  codes: ['IMAGE_UNVERIFIED'],
  shown: elsewhere('attacks/trusted-roots.test.ts', title),
});

const asked: readonly Row[] = [
  trusted(
    'builds when somebody starts it by hand, or on a pull request',
    'is refused where the policy says so, and passes where it does not',
    'Certificate and provenance tell what triggered the run; the policy may name what counts.',
  ),
  trusted(
    'builds on a machine of somebody’s own',
    'on a machine of somebody’s',
    'Certificate and provenance tell the runner; the policy may name it.',
  ),
  trusted(
    'takes the common issuer’s token for an enterprise’s, or the other way round',
    'an issuer with a slug and the one without do not stand for each other',
    'The issuer is compared whole.',
  ),
  trusted(
    'attaches provenance and no signature',
    'provenance alone suffices where the policy says so',
    'What has to be attached is the policy’s `evidence`, by default signature and provenance.',
  ),
  trusted(
    'leaves out an SBOM that is asked for',
    'an SBOM that is asked for has to be there',
    'What has to be attached is the policy’s `evidence`.',
  ),
];

const publishing: readonly Row[] = [
  {
    does: 'has a private repository’s names written into a public log',
    stoppedBy:
      'Signing is public only where the job’s own token says that the repository is, or where the workflow asks for it by name.',
    codes: [],
    shown: elsewhere(
      '../actions/build-sign-push/signing-setup.test.ts',
      'the job’s token tells whether the public log may be written',
    ),
  },
];

const proposing: readonly Row[] = [
  {
    does: 'proposes its digest to prod directly',
    stoppedBy: 'Only an environment with `from: build` takes builds.',
    codes: ['INPUT_INVALID'],
    shown: fromBuild(({ next }) => ({ service: 'api', digest: next, environment: 'prod' })),
  },
  {
    does: 'proposes an image that it has not signed',
    stoppedBy: 'promote verifies before it writes.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: fromBuild(async ({ rig }) => ({ service: 'api', digest: await rig.images.unsigned('api', 9) })),
  },
  {
    does: 'proposes its own image as another service’s',
    stoppedBy: 'The image that is given must be the service’s in the policy.',
    codes: ['INPUT_INVALID'],
    shown: fromBuild(({ rig, next }) => ({
      service: 'web',
      image: `${rig.lab.registry.host}/bitvault/api`,
      digest: next,
    })),
  },
  {
    does: 'proposes a service that the policy does not have',
    stoppedBy: 'What the policy does not name is not promoted.',
    codes: ['INPUT_INVALID'],
    shown: fromBuild(({ next }) => ({ service: 'evil', digest: next })),
  },
  {
    does: 'proposes a build where a hold stands',
    stoppedBy: 'What is held stays where it is until somebody resumes it.',
    codes: ['HELD'],
    shown: fromBuild(
      ({ next }) => ({ service: 'api', digest: next }),
      ({ site, old }) => write(site, holdFile('dev', old, null)),
    ),
  },
  {
    does: 'proposes to a branch with a policy of its own making',
    stoppedBy: 'A branch that is not there has no policy.',
    codes: ['GITHUB_NOT_FOUND'],
    shown: fromBuild(({ next }) => ({ service: 'api', digest: next, branch: 'mallory' })),
  },
  {
    does: 'signs a good image, which nobody upstream runs any more, and waits for prod to take it',
    stoppedBy: 'A promotion carries what the environment before it runs now.',
    codes: ['NOT_UPSTREAM'],
    shown: atProd({
      before: async ({ site, old }) => write(site, (await bump(site, 'staging', old)) as Record<string, string>),
    }),
  },
];

export const workflow: readonly Row[] = [...signing, ...asked, ...publishing, ...proposing];
