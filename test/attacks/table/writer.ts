import { valuesPath } from '../layout.ts';
import { elsewhere, type Row } from './row.ts';
import { amend, atDev, atProd, bump, holdFile, write } from './setting.ts';

const [pulls, forged, gate] = ['pull-request', 'forged-commits', 'gate'].map((name) => `attacks/${name}.test.ts`) as [
  string,
  string,
  string,
];
const foreign = ['AUTHOR_UNEXPECTED', 'COMMIT_UNVERIFIED'];

/** Pull requests and branches. */
const proposing: readonly Row[] = [
  {
    does: 'proposes the very bytes that the promoter would, and makes the run look as if the bot had started it',
    stoppedBy: 'The author of the pull request decides, and who made its commits; who started the run says nothing.',
    codes: foreign,
    shown: elsewhere(pulls, 'a person who makes the run look as if the bot had started it'),
  },
  {
    does: 'says in title, body, label, comment and branch that all is well',
    stoppedBy: 'Labels, titles, bodies, comments and branch names decide nothing.',
    codes: foreign,
    shown: elsewhere(pulls, 'a person whose title, body, label, comment and branch say that all is well'),
  },
  {
    does: 'pushes a second commit behind the bot’s good one',
    stoppedBy: 'Every commit must be the bot’s, and signed by GitHub.',
    codes: ['COMMIT_UNVERIFIED'],
    shown: elsewhere(pulls, 'pushed by a person'),
  },
  {
    does: 'pushes a commit with the bot as author and committer',
    stoppedBy: 'Names are free text: GitHub’s signature is what counts, and it has none.',
    codes: ['COMMIT_UNVERIFIED'],
    shown: elsewhere(pulls, 'in the bot’s name, without GitHub’s signature'),
  },
  {
    does: 'has GitHub sign a commit in the bot’s name by squashing one of its pull requests, and forces it onto a branch of the bot’s',
    stoppedBy: 'A pull request whose branch was forced is refused.',
    codes: ['PULL_REWRITTEN'],
    shown: elsewhere(forged, 'forged by a squash, and forced onto a good pull request'),
  },
  {
    does: 'forces an earlier head of the bot’s back, which it has replaced',
    stoppedBy: 'A pull request whose branch was forced is refused.',
    codes: ['PULL_REWRITTEN'],
    shown: elsewhere(forged, 'an earlier one, which the bot has replaced'),
  },
  {
    does: 'points the pull request at another base and back',
    stoppedBy: 'A pull request whose base was changed is refused, wherever it points now.',
    codes: ['PULL_REWRITTEN'],
    shown: elsewhere(forged, 'with the base pointed elsewhere and back'),
  },
  {
    does: 'makes a branch of an old commit of the bot’s, to bring back what was closed',
    stoppedBy: 'What such a branch carries is never proposed again: it is made from the base.',
    codes: [],
    shown: elsewhere('github/propose.test.ts', 'an old commit of the bot that somebody makes the branch of again'),
  },
  {
    does: 'edits the board’s issue, so that people believe something else runs',
    stoppedBy: 'Nothing reads the board; it is written again from the branch and the registry.',
    codes: [],
    shown: elsewhere('loop/board.test.ts', 'the board is opened once, says what runs and what is next'),
  },
  {
    does: 'presses “Update branch” on an approved pull request of prod',
    stoppedBy: 'The merge is a commit of a person’s, and the approval is older than it.',
    codes: ['COMMIT_UNVERIFIED', 'REVIEWS_MISSING'],
    shown: atProd({
      async after({ rig, site }, pull) {
        await write(site, { 'README.md': '# New\n' });
        rig.lab.clock.advance(60_000);
        const { token } = rig.people.mallory;
        const path = valuesPath('prod');
        const entry = { path, mode: '100644', type: 'blob', content: await site.file(path, pull.branch) };
        const { sha: tree } = (await site.ask(token, 'POST', 'git/trees', {
          base_tree: site.main(),
          tree: [entry],
        })) as {
          readonly sha: string;
        };
        const parents = [pull.head, site.main()];
        const made = await site.ask(token, 'POST', 'git/commits', { message: 'Merge main', tree, parents });
        await site.ask(token, 'PATCH', `git/refs/heads/${pull.branch}`, made as object);
      },
    }),
  },
  {
    does: 'turns the pull request into a draft while the gate waits for its approval',
    stoppedBy: 'A draft waits.',
    codes: ['PULL_IS_DRAFT'],
    shown: atProd({ after: ({ site }, pull) => site.draft(pull.number) }),
  },
  {
    does: 'closes the pull request while the gate waits for its approval',
    stoppedBy: 'What is closed is not merged.',
    codes: ['PULL_NOT_OPEN'],
    shown: atProd({
      after: ({ rig, site }, pull) =>
        site.ask(rig.people.mallory.token, 'PATCH', `pulls/${pull.number}`, { state: 'closed' }),
    }),
  },
  {
    does: 'makes or moves the bot’s branches',
    stoppedBy: 'The ruleset on the bot’s branches lets only the promoter update them.',
    codes: [],
    shown: elsewhere('attacks/rulesets.test.ts', 'nobody but the promoter makes or moves its branches'),
  },
];

/** Approvals. */
const approving: readonly Row[] = [
  {
    does: 'has the promoter’s next commit ride on an approval that was given before it',
    stoppedBy: 'Approvals count for one head, and only if they are not older than it.',
    codes: ['REVIEWS_MISSING'],
    shown: elsewhere(gate, 'another commit is pushed after the approval, as good as the first'),
  },
  {
    does: 'merges the base into the branch, so that GitHub moves the approval to the new head',
    stoppedBy: 'An approval that GitHub moved is older than the head that it is now for.',
    codes: ['REVIEWS_MISSING'],
    shown: elsewhere(gate, 'the base is merged in, and GitHub moves the approval to a head that nobody saw'),
  },
  {
    does: 'comments “Approved!”, labels it approved, and reviews without approving',
    stoppedBy: 'Only a review that approves is an approval.',
    codes: ['REVIEWS_MISSING'],
    shown: elsewhere(gate, 'no label, comment, title or body, and no review that only comments'),
  },
  {
    does: 'has an App of the organisation approve, or an account from outside',
    stoppedBy: 'Who approves must be a person with write access.',
    codes: ['REVIEWS_MISSING'],
    shown: elsewhere(gate, 'nobody who may not write'),
  },
  {
    does: 'counts on an approval that was dismissed',
    stoppedBy: 'A dismissed approval is none.',
    codes: ['REVIEWS_MISSING'],
    shown: atProd({
      async after({ rig, site }, pull) {
        const [review] = site.reviewsOf(pull.number);
        const route = `pulls/${pull.number}/reviews/${review?.id}/dismissals`;
        await site.ask(rig.people.alice.token, 'PUT', route, { message: 'On second thoughts' });
      },
    }),
  },
  {
    does: 'approves, so that an objection of somebody else’s is outvoted',
    stoppedBy: 'As long as somebody with write access wants changes, nothing is merged.',
    codes: ['CHANGES_REQUESTED'],
    shown: atProd({
      async after({ rig, site }, pull) {
        const { carol, mallory } = rig.people;
        const objection = { event: 'REQUEST_CHANGES', body: 'Not on a Friday' };
        await site.ask(carol.token, 'POST', `pulls/${pull.number}/reviews`, objection);
        await mallory.approve(site.repository, pull.number);
      },
    }),
  },
];

/** Runs and their inputs. */
const running: readonly Row[] = [
  {
    does: 'changes the gate’s workflow on a branch, and runs it there',
    stoppedBy: 'The environment’s branch policy lets only main in.',
    codes: [],
    shown: elsewhere(gate, 'of a workflow as a branch has it: the environment keeps it out'),
  },
  {
    does: 'does so where the environment lets every branch in',
    stoppedBy: 'The job’s own token names the ref, and an environment without a branch policy is no gate.',
    codes: ['JOB_NOT_BOUND', 'ENVIRONMENT_ANY_BRANCH'],
    shown: elsewhere(gate, 'of a workflow as a branch has it, where the environment lets branches in'),
  },
  {
    does: 'calls a tag `main`, and runs a workflow of their own from there',
    stoppedBy: 'The job’s own token tells a tag from a branch.',
    codes: ['JOB_NOT_BOUND'],
    shown: atProd({ run: { event: { ref: 'refs/tags/main', name: 'workflow_dispatch' } } }),
  },
  {
    does: 'asks for the gate with the policy of a branch on which nobody has to approve anything',
    stoppedBy:
      'The branch whose policy decides must be the one that the job is bound to and that the pull request goes to.',
    codes: ['MERGE_MODE', 'PULL_BASE_UNEXPECTED'],
    shown: atProd({
      unreviewed: true,
      async before({ rig, site }) {
        const loose = (await site.file('promotion.yaml')).replace(
          /^ {2}prod: .*$/m,
          '  prod: {from: staging, merge: auto}',
        );
        const files = { 'promotion.yaml': loose };
        await rig.lab.github.push(site.repository, { login: 'mallory', message: 'Loose', files, branch: 'loose' });
      },
      run: { inputs: { branch: 'loose' } },
    }),
  },
  {
    does: 'names another head than the one that people were asked to approve',
    stoppedBy: 'The gate merges the head in its input and no other.',
    codes: ['HEAD_MOVED'],
    shown: elsewhere(gate, 'the head is not the one that the run was approved for'),
  },
  {
    does: 'starts the gate for a pull request of dev, which the gate’s approvers do not look at',
    stoppedBy: 'The gate merges only what the policy leaves to a gate.',
    codes: ['MERGE_MODE'],
    shown: {
      kind: 'attempt',
      async prepare(rig) {
        const site = await rig.siteBeforeDev();
        const pull = await site.openDev(await rig.images.signed('api', 2));
        return { site, attack: () => site.gate(pull) };
      },
    },
  },
  {
    does: 'runs a workflow of the gate’s name from a branch, so that people approve that one or no other is started',
    stoppedBy: 'Only runs of the base branch, started by hand, count as the gate’s.',
    codes: [],
    shown: elsewhere(
      'attacks/gate-runs.test.ts',
      'a run of another branch that calls itself the gate’s is neither waited for nor shown to those who approve',
    ),
  },
  {
    does: 'does so from a tag of the base branch’s name, by which GitHub calls the run as well',
    stoppedBy: 'A run is of the base branch where that has its commit, not by its name.',
    codes: [],
    shown: elsewhere(
      'attacks/gate-runs.test.ts',
      'a run of a tag with the base branch’s name that calls itself the gate’s is neither waited for nor shown to those who approve',
    ),
  },
  {
    does: 'asks for a rollback from a tag of the base branch’s name, with a workflow of their own',
    stoppedBy: 'A run is of the base branch where that has its commit, not by its name.',
    codes: ['REQUESTER_UNKNOWN'],
    shown: elsewhere('attacks/roles.test.ts', 'a rollback whose run is of a tag with the name of the branch'),
  },
  {
    does: 'writes a check run that looks like the one that tells how a pull request stands',
    stoppedBy: 'The check run of the App that reports is told from others by that App.',
    codes: [],
    shown: elsewhere(
      'github/check-run.test.ts',
      'a check run that looks like it, by somebody else, is left alone and does not keep it from being said',
    ),
  },
  {
    does: 'starts the gate for a pull request that is not there',
    stoppedBy: 'What GitHub does not know is an error, not nothing to do.',
    codes: ['GITHUB_NOT_FOUND'],
    shown: atProd({ run: { inputs: { 'pull-request': '4711' } } }),
  },
  {
    does: 'runs the gate’s job again, with the approval of the first attempt',
    stoppedBy: 'A repeated run is refused: its approvals may be old.',
    codes: ['RUN_REPEATED'],
    shown: elsewhere(gate, 'of a run that is run again'),
  },
  {
    does: 'runs the gate from another repository, whose environment they guard themselves',
    stoppedBy: 'What is approved must be on record in the repository that is merged into.',
    codes: ['GITHUB_NOT_FOUND'],
    shown: elsewhere(gate, 'of another repository, whose environment its owner guards'),
  },
  {
    does: 'merges a pull request of their own, and has the gate’s run report it as merged',
    stoppedBy: 'What somebody else has merged was judged by nobody; the run says so and fails.',
    codes: ['PULL_NOT_OPEN'],
    shown: elsewhere(gate, 'a pull request of their own, at a head that nobody asked about'),
  },
  {
    does: 'runs the job again that said a merge was against the policy, to have it called allowed',
    stoppedBy: 'What was merged before is judged as of its merge, on the commit that it was merged onto.',
    codes: ['MERGED_UNCONFIRMED'],
    shown: elsewhere(
      'attacks/after-the-merge.test.ts',
      'what slipped in against the policy is not called allowed by the next run',
    ),
  },
  {
    does: 'merges the bot’s reviewed pull request by hand, past the gate',
    stoppedBy: 'The ruleset on main lets only the merger update it.',
    codes: [],
    shown: elsewhere(
      'attacks/rulesets.test.ts',
      'nobody merges a reviewed pull request of prod by hand, past the gate',
    ),
  },
];

/** What they can make main say. */
const writing: readonly Row[] = [
  {
    does: 'gets a policy reviewed in which two keys are one, the second of which loosens the first',
    stoppedBy: 'A policy with a key twice is no policy: nothing is merged until it is put right.',
    codes: ['POLICY_INVALID'],
    shown: atDev({
      before: ({ site }) =>
        amend(site, 'promotion.yaml', (text) => `${text}  dev: {from: build, merge: auto, approvals: 0}\n`),
    }),
  },
  {
    does: 'gets a hold deleted in the very pull request that goes forward',
    stoppedBy: 'One change is one thing: what lifts a hold moves no digest.',
    codes: ['NOT_A_BUMP'],
    shown: atDev({
      before: ({ site, old }) => write(site, holdFile('dev', old, null)),
      files: async ({ site, next }) => ({ ...(await bump(site, 'dev', next)), 'holds/dev/api.yaml': null }),
    }),
  },
];

export const writer: readonly Row[] = [...proposing, ...approving, ...running, ...writing];
