import { elsewhere, type Row } from './row.ts';
import { atDev, atProd } from './setting.ts';

export const merger: readonly Row[] = [
  {
    does: 'opens a pull request itself, to merge it afterwards',
    stoppedBy: 'Only the App that the policy names as bot proposes.',
    codes: ['AUTHOR_UNEXPECTED', 'COMMIT_UNVERIFIED'],
    shown: atDev({ draft: { as: 'bitvault-merger' } }),
  },
  {
    does: 'puts a commit onto the promoter’s approved pull request',
    stoppedBy: 'Every commit must be the bot’s.',
    codes: ['FILE_UNEXPECTED', 'COMMIT_UNVERIFIED'],
    shown: atProd({
      async after({ site }, pull) {
        const head = await site.commit({ 'charts/evil.yaml': 'kind: Job\n' }, pull.head, 'bitvault-merger');
        await site.move(pull.branch, head, 'bitvault-merger');
      },
    }),
  },
  {
    does: 'approves a pull request of prod',
    stoppedBy: 'No App’s approval counts, whatever it may write.',
    codes: ['REVIEWS_MISSING'],
    shown: elsewhere('attacks/gate.test.ts', 'no App, whatever it may write'),
  },
  {
    does: 'has auto-merge-dev merge what is a gate’s',
    stoppedBy: 'auto-merge-dev merges only environments with `merge: auto`.',
    codes: ['MERGE_MODE', 'GATE_AHEAD'],
    shown: elsewhere('attacks/gate.test.ts', 'auto-merge-dev does not stand in for it'),
  },
  {
    does: 'has promote merge what is a gate’s',
    stoppedBy: 'promote only starts the gate’s workflow; merging is left to the job that the environment guards.',
    codes: ['GATE_AHEAD'],
    shown: elsewhere('attacks/gate.test.ts', 'promote does not stand in for it either: it asks for the gate'),
  },
];
