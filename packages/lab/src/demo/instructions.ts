import { verificationCommands } from '@bitvault/signing';
import type { ExampleOrganisation } from '../example-organisation.ts';
import type { Lab } from '../lab.ts';
import type { GitOpsView } from './gitops-view.ts';
import { leaveTrustedRoot } from './record.ts';

/** What one needs to poke at a lab that stays up, as commands to be copied. */
export async function instructions(lab: Lab, organisation: ExampleOrganisation, view: GitOpsView): Promise<string> {
  const { github, sigstore } = lab;
  const { alice, application, gitops, registryHost } = organisation;
  return [
    `GitHub    ${github.origin}   API ${github.apiUrl}   GraphQL ${github.graphqlUrl}`,
    `registry  http://${registryHost}/v2/`,
    `Sigstore  Fulcio ${sigstore.fulcioUrl}   Rekor ${sigstore.rekorUrl}   timestamps ${sigstore.tsaUrl}`,
    '',
    'Look around:',
    '',
    `  git clone '${github.origin}/${gitops}.git'`,
    `  curl -H 'Authorization: Bearer ${alice.token}' '${github.apiUrl}/repos/${gitops}/pulls?state=all'`,
    `  ${listingTags(registryHost, 'bitvault/bitvaultd')}`,
    `  ${await verification(lab, organisation, view)}`,
    '',
    'Push a commit, as alice; it is built, signed, merged to dev, and proposed to staging by itself:',
    '',
    `  git clone -c user.name=alice -c user.email=alice@example.com '${withToken(github.origin, alice)}/${application}.git' my-release`,
    `  cd my-release && echo '{"release": 3}' > app/release.json && git commit -am 'Release 3' && git push`,
    '',
    ...(await approvals(lab, organisation)),
  ].join('\n');
}

async function approvals({ github }: Lab, { alice, bob, carol, gitops }: ExampleOrganisation): Promise<string[]> {
  const api = `${github.apiUrl}/repos/${gitops}`;
  const { id } = (await alice.request('GET', `/repos/${gitops}/environments/production`)) as { readonly id: number };
  const post = (token: string, path: string, body: object) =>
    `curl -H 'Authorization: Bearer ${token}' -d '${JSON.stringify(body)}' '${api}/${path}'`;
  const review = post(bob.token, 'pulls/NUMBER/reviews', { event: 'APPROVE' });
  const decision = { environment_ids: [id], state: 'approved', comment: 'Go.' };
  const release = post(carol.token, 'actions/runs/RUN/pending_deployments', decision);
  return [
    'Approve a pull request of staging or prod, as bob, with its NUMBER from the account below:',
    '',
    `  ${review}`,
    '',
    'For prod the clock then moves over the half hour that staging has to prove it. Approve the environment, as carol,',
    'with the number of the RUN that waits for it:',
    '',
    `  ${release}`,
  ];
}

/** As of any registry that gives tokens: one is asked for first. */
function listingTags(host: string, name: string): string {
  const token = `curl -s 'http://${host}/token?service=lab-registry&scope=repository:${name}:pull'`;
  const only = String.raw`sed 's/.*"token":"\([^"]*\)".*/\1/'`;
  return `curl -H "Authorization: Bearer $(${token} | ${only})" 'http://${host}/v2/${name}/tags/list'`;
}

const withToken = (origin: string, { login, token }: ExampleOrganisation['alice']) =>
  origin.replace('://', `://${login}:${token}@`);

async function verification(
  { github, sigstore }: Lab,
  { application, registryHost }: ExampleOrganisation,
  view: GitOpsView,
): Promise<string> {
  const image = `${registryHost}/bitvault/bitvaultd@${(await view.digests('prod')).get('bitvaultd')}`;
  const identity = {
    issuer: `${github.origin}/_services/token`,
    server: github.origin,
    source: application,
    workflow: '.github/workflows/release.yml',
    ref: 'refs/heads/main',
  };
  const trustedRoot = await leaveTrustedRoot(sigstore.trustedRoot);
  return verificationCommands(image, identity, { trustedRoot })[0] ?? '';
}
