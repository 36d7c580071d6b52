import { elsewhere, type Row } from './row.ts';
import { atDev, bump } from './setting.ts';
import { signedBy } from './signers.ts';

const foreign = ['FILE_UNREADABLE', 'PULL_FROM_FORK', 'AUTHOR_UNEXPECTED', 'COMMIT_UNVERIFIED'];

export const fork: readonly Row[] = [
  {
    does: 'proposes the very bytes that the promoter would, from a branch of the same name',
    stoppedBy:
      'Only branches of the GitOps repository are judged, and only the bot’s pull requests and commits are merged; what lies in a fork is not even read.',
    codes: foreign,
    shown: elsewhere('attacks/pull-request.test.ts', 'a fork, the fork deleted afterwards too'),
  },
  {
    does: 'deletes the fork once its pull request is open, so that nobody can tell where the head came from',
    stoppedBy: 'A head without a repository is a head of a fork.',
    codes: foreign,
    shown: elsewhere('attacks/pull-request.test.ts', 'a fork, the fork deleted afterwards too'),
  },
  {
    does: 'proposes a bump of prod from it, gets it reviewed, and has the gate approved',
    stoppedBy: 'The gate asks the same of a pull request as every other merge; approvals come on top.',
    codes: foreign,
    shown: {
      kind: 'attempt',
      async prepare(rig) {
        const site = await rig.siteBeforeProd();
        const made = await rig.lab.github.fork(site.repository, 'mallory');
        const files = (await bump(site, 'prod', await rig.images.signed('api', 2))) as Record<string, string>;
        const branch = 'promote/prod';
        const head = await rig.lab.github.push(made.fullName, { login: 'mallory', message: 'Promote', files, branch });
        const draft = { title: 'Promote api to prod', head: `mallory:${branch}`, base: 'main' };
        const { number } = (await site.ask(rig.people.mallory.token, 'POST', 'pulls', draft)) as {
          readonly number: number;
        };
        await rig.people.alice.approve(site.repository, number);
        return { site, attack: () => site.gate({ number, head, branch }) };
      },
    },
  },
  {
    does: 'lets the application’s workflow run for a pull request of the fork, and proposes what that run signed',
    stoppedBy: 'The certificate names the ref that was built: a pull request’s is not the one in the policy.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: atDev({
      files: async ({ rig, site }) =>
        bump(
          site,
          'dev',
          await signedBy(rig, 'of a pull request', { ref: 'refs/pull/7/merge', event: 'pull_request' }),
        ),
    }),
  },
  {
    does: 'runs a copy of the release workflow in the fork, and proposes what that signed',
    stoppedBy: 'The certificate names the repository; another’s is refused, whatever its workflow is called.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere('attacks/change.test.ts', 'another repository signed'),
  },
  {
    does: 'deletes the application’s repository’s namesake and makes it again',
    stoppedBy:
      'Where the policy has the numbers of repository and owner, a name that was taken over is another identity.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere('attacks/taken-name.test.ts', 'an image of a repository that took the name'),
  },
  {
    does: 'puts commands and markup into titles, bodies, paths and authors’ names',
    stoppedBy: 'Text of others is printed as text: commands to the runner are broken, Markdown is escaped.',
    codes: [],
    shown: elsewhere('attacks/injection.test.ts', 'text of others stays text'),
  },
];
