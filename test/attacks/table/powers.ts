import { elsewhere, type Elsewhere } from './row.ts';

/** Somebody who takes part, with what they hold and what it lets them do by themselves. */
export interface Power {
  readonly who: string;
  readonly has: string;
  readonly alone: string;
  /** That it is no more than that. */
  readonly shown: readonly Elsewhere[];
}

const [gate, rulesets] = ['attacks/gate.test.ts', 'attacks/rulesets.test.ts'] as const;

export const powers: readonly Power[] = [
  {
    who: 'application CI (`build-sign-push`)',
    has: 'an OIDC token, the registry’s password',
    alone: 'push and sign images *as that workflow at that commit*',
    shown: [elsewhere('attacks/verdicts.test.ts', 'the bundle takes no pattern, prefix or suffix for the identity')],
  },
  {
    who: 'promoter App',
    has: 'contents and pull requests of the GitOps repository',
    alone: 'open pull requests; they merge only if a gate agrees',
    shown: [
      elsewhere('attacks/change.test.ts', 'a pull request that changes more than a digest is not merged'),
      elsewhere(rulesets, 'the promoter’s key, which may approve, merges nothing'),
    ],
  },
  {
    who: 'merger App',
    has: 'the same, and may approve dev',
    alone: 'merge what GitHub’s rules let it merge; its key is in environments that only `main` may use',
    shown: [
      elsewhere('attacks/limits.test.ts', 'the merger’s key merges by hand what people have approved'),
      elsewhere(gate, 'of a workflow as a branch has it: the environment keeps it out'),
    ],
  },
  {
    who: 'Argo CD App',
    has: 'commit statuses',
    alone: 'report health; nobody else’s report counts',
    shown: [elsewhere('attacks/table/reporter.ts', 'reports success with a person’s account')],
  },
  {
    who: 'Argo Rollouts App',
    has: 'contents of the GitOps repository',
    alone: 'tell of an aborted canary; the rollback that this proposes is merged like any other',
    shown: [elsewhere('loop/aborted-rollouts.test.ts', 'an aborted canary is proposed to be rolled back and held')],
  },
  {
    who: 'a person with write access',
    has: 'review',
    alone: 'approve, never both write and approve; cannot approve an environment of a run that they started',
    shown: [
      elsewhere('attacks/pull-request.test.ts', 'pushed by a person'),
      elsewhere(gate, 'not who started the run, though the environment would allow it'),
    ],
  },
  {
    who: 'a required reviewer of `production`',
    has: 'environment approval',
    alone: 'let one run of the gate go on',
    shown: [elsewhere(gate, 'of a run that is run again')],
  },
];
