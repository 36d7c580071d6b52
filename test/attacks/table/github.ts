import type { Answer, PartRequest } from '@bitvault/lab';
import { elsewhere, type Row } from './row.ts';
import { atDev, atProd } from './setting.ts';

type Json = Record<string, unknown>;

/** Edits the JSON of answers, from now until the attack is over; undefined leaves one as it is. */
function answering(edit: (body: Json, request: PartRequest) => unknown) {
  return ({ rig, site }: Parameters<NonNullable<NonNullable<Parameters<typeof atDev>[0]>['after']>>[0]) => {
    const stop = rig.lab.github.tamper((request: PartRequest, answer: Answer): Answer => {
      if (typeof answer.body !== 'string' || (!answer.body.startsWith('{') && !answer.body.startsWith('[')))
        return answer;
      const edited = edit(JSON.parse(answer.body) as Json, request);
      return edited === undefined ? answer : { ...answer, body: JSON.stringify(edited) };
    });
    site.afterwards(stop);
  };
}

/** Replaces words in the answer to an operation of GraphQL. */
const replacing = (operation: string, from: RegExp, to: string) =>
  answering((body, { record }) => {
    if (record.operation !== operation) return undefined;
    const text = JSON.stringify(body);
    return JSON.parse(text.replace(from, to)) as Json;
  });

/** The gate, told so by GitHub of who approved its run. */
const approvedBy = (change: (approvals: readonly Json[]) => readonly Json[]) =>
  atProd({
    after: answering((body, { url }) =>
      url.pathname.endsWith('/approvals') ? change(body as unknown as readonly Json[]) : undefined,
    ),
  });

const person = (login: string, more: Json = {}): Json => ({ login, id: 4711, type: 'User', ...more });

export const github: readonly Row[] = [
  {
    does: 'cuts the text of a file, and says so only in a flag',
    stoppedBy: 'A file that was read only in part is not read.',
    codes: ['FILE_UNREADABLE'],
    shown: atDev({ after: replacing('PromotionState', /"isTruncated":false/g, '"isTruncated":true') }),
  },
  {
    does: 'answers with data and errors at once',
    stoppedBy: 'An answer with errors is no answer, however much data comes with it.',
    codes: ['GITHUB_PARTIAL_ANSWER'],
    shown: atDev({
      after: answering((body, { record }) =>
        record.operation === 'PromotionState' ? { ...body, errors: [{ message: 'Something went wrong' }] } : undefined,
      ),
    }),
  },
  {
    does: 'leaves out what was asked for',
    stoppedBy: 'Not given is not the same as not there.',
    codes: ['GITHUB_ANSWER_INVALID'],
    shown: atDev({
      after: answering((body, { record }) =>
        record.operation === 'PromotionState' ? { ...body, data: { repository: {} } } : undefined,
      ),
    }),
  },
  {
    does: 'leaves out a folder that it was asked for',
    stoppedBy:
      'What a folder’s parent lists tells what is not there from what was not given, and its name in Git proves that it is of the commit that is decided on.',
    codes: [],
    shown: elsewhere('github/folders.test.ts', 'folders of another commit than the base are read again'),
  },
  {
    does: 'says that there are more commits than it shows',
    stoppedBy: 'What was not read whole is not merged.',
    codes: ['COMMITS_UNREAD'],
    shown: atDev({ after: replacing('PullRequestFacts', /"commits":\{"totalCount":1/, '"commits":{"totalCount":101') }),
  },
  {
    does: 'says that there are more reviews than it shows',
    stoppedBy: 'What was not read whole is not merged.',
    codes: ['REVIEWS_UNREAD'],
    shown: atProd({
      after: replacing(
        'PullRequestFacts',
        /"latestOpinionatedReviews":\{"totalCount":1/,
        '"latestOpinionatedReviews":{"totalCount":101',
      ),
    }),
  },
  {
    does: 'has lost the account of the only one who approved',
    stoppedBy: 'Nobody is no person.',
    codes: ['REVIEWS_MISSING'],
    shown: atProd({
      after: replacing('PullRequestFacts', /("latestOpinionatedReviews":.*?"author":)\{[^}]*\}/, '$1null'),
    }),
  },
  {
    does: 'has lost the account of who approved the environment',
    stoppedBy: 'Nobody is no person.',
    codes: ['APPROVER_INELIGIBLE'],
    shown: approvedBy((approvals) => approvals.map((approval) => ({ ...approval, user: null }))),
  },
  {
    does: 'tells of an App that approved the environment',
    stoppedBy: 'Who approves must be a person.',
    codes: ['APPROVER_INELIGIBLE'],
    shown: approvedBy((approvals) =>
      approvals.map((approval) => ({ ...approval, user: person('renovate[bot]', { type: 'Bot' }) })),
    ),
  },
  {
    does: 'tells of the pull request’s author as approver, in other letters',
    stoppedBy: 'Logins are compared without regard to case.',
    codes: ['APPROVER_INELIGIBLE'],
    shown: approvedBy((approvals) =>
      approvals.map((approval) => ({ ...approval, user: person('BitVault-Promoter[bot]') })),
    ),
  },
  {
    does: 'tells of an approval for another environment of the same run',
    stoppedBy: 'An approval counts for the environment that it was given for.',
    codes: ['APPROVAL_MISSING'],
    shown: approvedBy((approvals) =>
      approvals.map((approval) => ({ ...approval, environments: [{ id: 1, name: 'staging' }] })),
    ),
  },
  {
    does: 'tells of an approval that is still pending',
    stoppedBy: 'Only what is approved is approved.',
    codes: ['APPROVAL_MISSING'],
    shown: approvedBy((approvals) => approvals.map((approval) => ({ ...approval, state: 'pending' }))),
  },
  {
    does: 'tells of an approval beside a rejection of the same run',
    stoppedBy: 'A run that was rejected once is not merged by.',
    codes: ['APPROVAL_REJECTED'],
    shown: approvedBy((approvals) => [
      ...approvals,
      ...approvals.map((approval) => ({ ...approval, state: 'rejected' })),
    ]),
  },
  {
    does: 'does not say who started the run',
    stoppedBy: 'Where nobody knows who started the run, nobody can be told to be another.',
    codes: ['APPROVER_INELIGIBLE'],
    shown: atProd({
      after: answering((body, { url }) =>
        /\/actions\/runs\/\d+$/.test(url.pathname) ? { ...body, actor: null, triggering_actor: null } : undefined,
      ),
    }),
  },
  {
    does: 'shows a run in another attempt than the token says',
    stoppedBy: 'A repeated run is refused, and run and token must be of the same attempt.',
    codes: ['JOB_NOT_BOUND', 'RUN_REPEATED'],
    shown: atProd({
      after: answering((body, { url }) =>
        /\/actions\/runs\/\d+$/.test(url.pathname) ? { ...body, run_attempt: 2 } : undefined,
      ),
    }),
  },
  {
    does: 'answers for another environment than it was asked for',
    stoppedBy: 'An answer about something else is no answer.',
    codes: ['GITHUB_ANSWER_INVALID'],
    shown: atProd({
      after: answering((body, { url }) =>
        url.pathname.endsWith('/environments/production') ? { ...body, name: 'staging' } : undefined,
      ),
    }),
  },
  {
    does: 'does not know the environment that the job is bound to',
    stoppedBy: 'What is not there protects nothing.',
    codes: ['ENVIRONMENT_ABSENT', 'APPROVER_INELIGIBLE'],
    shown: atProd({
      after({ rig, site }) {
        const stop = rig.lab.github.tamper(({ url }: PartRequest, answer: Answer) =>
          url.pathname.endsWith('/environments/production')
            ? { ...answer, status: 404, body: JSON.stringify({ message: 'Not Found' }) }
            : answer,
        );
        site.afterwards(stop);
      },
    }),
  },
  {
    does: 'refuses the way in which the gate merges',
    stoppedBy: 'What the repository forbids is told in GitHub’s words, and not tried again.',
    codes: ['MERGE_FORBIDDEN'],
    shown: {
      ...atProd({
        before: ({ rig, site }) => rig.lab.github.configure(site.repository, { allowSquashMerge: false }),
      }),
      asksToMerge: true,
    },
  },
  {
    does: 'has moved the base while it merged, and says so',
    stoppedBy: 'Everything is read and judged again.',
    codes: ['NOT_UPSTREAM'],
    shown: elsewhere('attacks/gate.test.ts', 'the base moves while it is merged, to other digests'),
  },
  {
    does: 'has moved the head while it merged, and says so',
    stoppedBy: 'The merge names the head that was judged, and is asked for once.',
    codes: ['HEAD_MOVED'],
    shown: elsewhere('attacks/gate.test.ts', 'the head moves while it is merged: the merge is asked for once'),
  },
  {
    does: 'lets two runs write to one branch at once',
    stoppedBy: 'Every write is conditional on what was read; who loses reads and decides again.',
    codes: [],
    shown: elsewhere('github/propose.test.ts', 'of two writes on one state the later one loses'),
  },
  {
    does: 'loses the answer to a write',
    stoppedBy: 'What became of it is read, and nothing is done twice.',
    codes: [],
    shown: elsewhere('faults/spoiling.ts', 'is done, and its answer lost'),
  },
  {
    does: 'takes the machine away in the middle of a run',
    stoppedBy: 'Every write is conditional on what was read; running again converges.',
    codes: [],
    shown: elsewhere('faults/killing.ts', 'killed at request'),
  },
  {
    does: 'is slow, limits, fails or answers with a page at any request',
    stoppedBy: 'Running again converges: no wrong merge, no second merge, pull request or comment.',
    codes: [],
    shown: elsewhere('faults/spoiling.ts', 'whatever goes wrong with a request'),
  },
  {
    does: 'merges only after the run has given up on its answer, onto a base that has moved',
    stoppedBy: 'What became of such a merge is read, and judged on the commit that it landed on.',
    codes: ['MERGED_AGAINST_POLICY'],
    shown: elsewhere('attacks/after-the-merge.test.ts', 'a merge that lands late is judged where it landed'),
  },
  {
    does: 'lets a neighbour’s commit in between the last look and the merge: what was allowed is not taken back',
    stoppedBy: 'What was merged is judged on the commit that it was merged onto.',
    codes: [],
    shown: elsewhere('attacks/after-the-merge.test.ts', 'that slips in is no offence: nothing is taken back'),
  },
  {
    does: 'starts the rollback of a merge so late that something newer runs by then',
    stoppedBy: 'What takes back a merge leaves the digest that was merged, and no other.',
    codes: [],
    shown: elsewhere(
      'attacks/after-the-merge.test.ts',
      'what takes back a merge leaves alone what has been deployed since',
    ),
  },
  {
    does: 'lets a hold in between the last look and the merge, whose reason the rollback would write over',
    stoppedBy: 'A rollback of what is held says who held it until then, since when and why.',
    codes: ['MERGED_AGAINST_POLICY'],
    shown: elsewhere(
      'attacks/after-the-merge.test.ts',
      'a promotion that slipped in is taken back by dev alone, and what its hold says stays said',
    ),
  },
  {
    does: 'lets something in between the last look at a rollback and its merge',
    stoppedBy: 'What ran before is put back, and the hold says what that overrides.',
    codes: ['MERGED_AGAINST_POLICY'],
    shown: elsewhere(
      'attacks/after-the-merge.test.ts',
      'a rollback that slipped in is taken back, and its hold says what that overrides',
    ),
  },
  {
    does: 'tells the run of the gate late, or of a pull request that is refused by then',
    stoppedBy: 'The pull request leads to the workflow until its run is told, and to no run that waits for nothing.',
    codes: [],
    shown: elsewhere('attacks/told-gate.test.ts', 'what is refused later leads to no run that waits'),
  },
  {
    does: 'says that it did not merge what it has merged',
    stoppedBy: 'After every error of a merge it is read again what became of it.',
    codes: [],
    shown: elsewhere('github/merge.test.ts', 'a merge that landed although it seemed to fail'),
  },
];
