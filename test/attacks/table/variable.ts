import { elsewhere, type Row } from './row.ts';

const [roots, signing] = ['attacks/trusted-roots.test.ts', 'attacks/signing-configuration.test.ts'] as const;

const reviewed = 'promotion.yaml on the base branch says whom to trust; an input may only agree with it.';
const committed =
  'The configuration is a file below `.github` of the commit that the job runs for, unchanged; the token goes nowhere before that is known.';

const unreviewed = (does: string, title: string): Row => ({
  does,
  stoppedBy: committed,
  codes: ['INPUT_UNREVIEWED'],
  shown: elsewhere(signing, title),
});

export const variable: readonly Row[] = [
  {
    does: 'names the trusted root of a Sigstore of their own, for merging and promoting',
    stoppedBy: reviewed,
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere(roots, 'convinces no action that judges'),
  },
  {
    does: 'does so for the manual gate and for rollback',
    stoppedBy: reviewed,
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere(roots, 'convinces neither the manual gate, nor rollback'),
  },
  {
    does: 'names one where the policy names none',
    stoppedBy: reviewed,
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere(roots, 'where the policy names no root, there is none that it could agree with'),
  },
  {
    does: 'names an authority that vouches for the registry, and stands in for the certificate authority too',
    stoppedBy: 'It vouches for registries alone, and what they give is checked by digest and signature.',
    codes: ['CERTIFICATE_REFUSED'],
    shown: elsewhere('peers/registry/private-authority.test.ts', 'vouches for the registry, and for nobody else'),
  },
  unreviewed('gives the build a Sigstore of their own as JSON', ': as JSON'),
  unreviewed('has a step write its configuration', ': from a file that a step wrote'),
  unreviewed('has a step change the configuration that is there', ': from a file that a step changed'),
  unreviewed('has a step put a link in its place', ': from a link that a step put in its place'),
  unreviewed(
    'names a file of the commit that nobody reviews as trust',
    ': from a file of the commit that nobody reviews as trust',
  ),
  unreviewed('names a file outside of any checkout', ': from outside of any checkout'),
  unreviewed(
    'names a file of a checkout of something else',
    ': from a checkout of something else, directly and by a link',
  ),
  unreviewed('tells git to take another object for it', ': where git is told to take another object for it'),
  unreviewed('leads git to another repository', ': where variables lead git to another repository'),
  {
    does: 'leaves a variable empty, so that an input asks for less',
    stoppedBy: 'An input that is set to nothing is an error; what leaving it out means can be written.',
    codes: ['INPUT_EMPTY'],
    shown: elsewhere('attacks/empty-inputs.test.ts', 'is not taken for leaving out'),
  },
  {
    does: 'leaves the digest empty, so that promote takes all environments further',
    stoppedBy: 'What only means something with a digest is refused without one.',
    codes: ['INPUT_MISSING'],
    shown: elsewhere('attacks/empty-inputs.test.ts', 'without a digest for an order to take all environments further'),
  },
  {
    does: 'switches off that certificates are checked, to stand between the job and GitHub, the registry or Sigstore',
    stoppedBy: 'With `NODE_TLS_REJECT_UNAUTHORIZED` off, nobody is asked anything.',
    codes: ['TLS_UNCHECKED'],
    shown: elsewhere('attacks/unchecked-tls.test.ts', 'asks nobody'),
  },
  {
    does: 'has the job ask another server for its identity token',
    stoppedBy: 'The job’s request token goes to GitHub’s own service or the job’s own server, and nowhere else.',
    codes: ['OIDC_UNAVAILABLE'],
    shown: elsewhere('attacks/id-tokens.test.ts', 'the address that gives the job its identity'),
  },
  {
    does: 'has the gate run in an environment that GitHub makes up on the spot',
    stoppedBy: 'The environment is the one in the policy, as the job’s own token names it.',
    codes: [
      'JOB_NOT_BOUND',
      'ENVIRONMENT_UNPROTECTED',
      'ENVIRONMENT_BYPASSABLE',
      'ENVIRONMENT_ANY_BRANCH',
      'APPROVAL_MISSING',
    ],
    shown: elsewhere('attacks/gate.test.ts', 'bound to an environment that GitHub makes up on the spot'),
  },
  {
    does: 'gives a pattern, a prefix or a suffix for the identity',
    stoppedBy: 'Identities are compared whole.',
    codes: [],
    shown: elsewhere('attacks/verdicts.test.ts', 'the bundle takes no pattern, prefix or suffix for the identity'),
  },
];
