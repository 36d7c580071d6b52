import { guarded } from '../rig.ts';
import { elsewhere, type Row } from './row.ts';
import { atProd } from './setting.ts';

const gate = 'attacks/gate.test.ts';

const [roles, byHand] = ['attacks/roles.test.ts', 'attacks/gate-by-hand.test.ts'] as const;

export const person: readonly Row[] = [
  {
    does: 'asks for a rollback, reviews it, and approves the environment',
    stoppedBy:
      'Whoever’s review counts is not who approves the environment, and whoever asked for a rollback is one of the two at most.',
    codes: ['NOT_SEPARATE'],
    shown: elsewhere(roles, 'one person asks for a rollback, reviews it and approves the environment'),
  },
  {
    does: 'reviews a promotion and approves its environment',
    stoppedBy: 'Whoever’s review counts is not who approves the environment.',
    codes: ['NOT_SEPARATE'],
    shown: elsewhere(roles, 'one person reviews a promotion and approves the environment'),
  },
  {
    does: 'asks for a rollback in the name of somebody else, to approve it themselves',
    stoppedBy: 'The hold names the run that wrote it, and GitHub says who started that.',
    codes: ['REQUESTER_UNKNOWN'],
    shown: elsewhere(roles, 'a rollback in the name of somebody else, with the run of its own'),
  },
  {
    does: 'has a workflow ask for the rollback with its job’s token, to review it themselves',
    stoppedBy: 'Behind the token of a job may be anybody who may write: it names no requester.',
    codes: ['REQUESTER_UNKNOWN'],
    shown: elsewhere(roles, 'a rollback for which a workflow was asked with the token of its job, which names nobody'),
  },
  {
    does: 'runs somebody else’s rollback again, and has it run once more by another',
    stoppedBy:
      'GitHub names who started a run and who repeated it last: of one that was repeated twice not all are known.',
    codes: ['REQUESTER_UNKNOWN'],
    shown: elsewhere(roles, 'a rollback whose run was repeated more often than GitHub names people for'),
  },
  {
    does: 'runs somebody else’s rollback again, to review what they have asked for themselves',
    stoppedBy: 'Whoever ran it again has asked for it as well, where the policy sets requesters apart.',
    codes: ['REVIEWER_INELIGIBLE', 'REVIEWS_MISSING'],
    shown: elsewhere(roles, 'a rollback that its reviewer ran again, where requesters are set apart'),
  },
  {
    does: 'writes a colleague’s address into the commit that is released, to review it themselves',
    stoppedBy:
      'Who opened the pull request is an author as well, and of an unsigned commit who merged it; one that was only pushed has authors that nobody knows.',
    codes: [],
    shown: elsewhere('github/source-authors.test.ts', 'hides nobody, where no pull request says who brought it'),
  },
  {
    does: 'pushes such a commit to the colleague’s own pull request, and past it onto main',
    stoppedBy: 'Of an unsigned commit, whoever merged the pull request is an author, and a push onto main merges.',
    codes: [],
    shown: elsewhere(
      'github/source-authors.test.ts',
      'has merged the colleague’s pull request that brought it, by a push past it',
    ),
  },
  {
    does: 'writes GitHub’s own address into that commit, or has it made and signed with the token of a job',
    stoppedBy: 'GitHub’s own account and that of all workflows are nobody: else the authors are not known.',
    codes: [],
    shown: elsewhere(
      'github/source-authors.test.ts',
      'whoever writes the address of GitHub itself into a commit, or has it made with a job’s token, hides nobody',
    ),
  },
  {
    does: 'reviews, and starts a gate that is started by hand',
    stoppedBy: 'Where starting the gate is the approval, whoever reviewed does not start it.',
    codes: ['NOT_SEPARATE'],
    shown: elsewhere(byHand, 'whoever reviewed starts it'),
  },
  {
    does: 'writes what is promoted, and starts such a gate',
    stoppedBy:
      'Whoever starts such a gate is neither author nor committer of the commit that the verified provenance names, unless the policy asks for less.',
    codes: ['DISPATCHER_INELIGIBLE'],
    shown: elsewhere(byHand, 'whoever wrote what is promoted starts it'),
  },
  {
    does: 'writes what is promoted, has nobody able to read who wrote it, and starts such a gate',
    stoppedBy: 'Where the authors are not known, nobody is known not to be one.',
    codes: ['AUTHORS_UNKNOWN'],
    shown: elsewhere(byHand, 'nobody can tell who wrote what is promoted'),
  },
  {
    does: 'asks for a rollback, reviews it, and starts such a gate',
    stoppedBy: 'Whoever asked for a rollback is one of the two at most, whichever gate there is.',
    codes: ['NOT_SEPARATE'],
    shown: elsewhere(byHand, 'whoever asked for a rollback reviews it and starts it'),
  },
  {
    does: 'starts such a gate without being of its team',
    stoppedBy: 'The run’s actor, as GitHub has it, must be of the team that the policy names.',
    codes: ['DISPATCHER_INELIGIBLE'],
    shown: elsewhere(byHand, 'somebody of another team starts it'),
  },
  {
    does: 'has an App start such a gate',
    stoppedBy: 'Only a person approves.',
    codes: ['DISPATCHER_INELIGIBLE'],
    shown: elsewhere(byHand, 'an App starts it'),
  },
  {
    does: 'has a push start such a gate',
    stoppedBy: 'Only a run that was started by hand is an approval.',
    codes: ['JOB_NOT_BOUND'],
    shown: elsewhere(byHand, 'a push starts it'),
  },
  {
    does: 'starts such a gate from a branch',
    stoppedBy: 'The job’s own token names the ref.',
    codes: ['JOB_NOT_BOUND'],
    shown: elsewhere(byHand, 'a branch has the workflow'),
  },
  {
    does: 'runs such a gate’s run again',
    stoppedBy: 'A repeated run is refused.',
    codes: ['RUN_REPEATED'],
    shown: elsewhere(byHand, 'the run is run again'),
  },
  {
    does: 'starts such a gate for another head than the one that was reviewed',
    stoppedBy: 'The gate merges the head in its input and no other.',
    codes: ['HEAD_MOVED'],
    shown: elsewhere(byHand, 'it is started for another head'),
  },
  {
    does: 'starts the gate’s run and approves its environment, which lets them',
    stoppedBy: 'Whoever started the run is not who approves it, whatever the environment’s settings say.',
    codes: ['APPROVER_INELIGIBLE'],
    shown: elsewhere(gate, 'not who started the run, though the environment would allow it'),
  },
  {
    does: 'approves, thinks better of it, and is merged all the same',
    stoppedBy: 'The last word of each reviewer counts.',
    codes: ['CHANGES_REQUESTED', 'REVIEWS_MISSING'],
    shown: elsewhere(gate, 'nobody who has changed their mind'),
  },
  {
    does: 'approves, and comments afterwards that it was read: the approval must not be lost',
    stoppedBy: 'A review that only comments takes no approval back.',
    codes: [],
    shown: elsewhere('attacks/legitimate.test.ts', 'an approval stands, though its reviewer comments afterwards'),
  },
  {
    does: 'approves the environment although they are none of its reviewers any more',
    stoppedBy: 'Who approved must be among the environment’s reviewers when it is merged.',
    codes: ['APPROVER_INELIGIBLE'],
    shown: atProd({
      run: ({ rig, site }) => ({
        review: async (run) => {
          await rig.people.carol.approveRun(site.repository, run, 'Go.');
          rig.lab.github.setEnvironment(site.repository, 'production', { ...guarded, reviewers: ['alice'] });
        },
      }),
    }),
  },
];
