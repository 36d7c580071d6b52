import { elsewhere, type Row } from './row.ts';
import { addRule, atProd, atPromote, write, type Setting } from './setting.ts';

const asked = ({ site }: Setting) => addRule(site, 'prod', 'healthy: [argocd/staging]');

interface Report {
  readonly state?: string;
  readonly context?: string;
  readonly sha?: string;
}

/** A status of main's head. */
const report = (
  { site }: Setting,
  token: string,
  { state = 'success', context = 'argocd/staging', sha }: Report = {},
) => site.ask(token, 'POST', `statuses/${sha ?? site.main()}`, { state, context });

const argocd = ({ site }: Setting): string => site.token('bitvault-argocd');

/** Prod waits for staging's health, which is told so. */
const told = (tell: (setting: Setting) => Promise<unknown>, codes: readonly string[]) => ({
  codes,
  shown: atProd({
    async before(setting) {
      await asked(setting);
      await tell(setting);
    },
  }),
});

const theirs = 'Only what the App in the policy reports is a report.';

export const reporter: readonly Row[] = [
  {
    does: 'reports success with a person’s account',
    stoppedBy: theirs,
    ...told((setting) => report(setting, setting.rig.people.mallory.token), ['HEALTH_PENDING']),
  },
  {
    does: 'reports success with another App’s token',
    stoppedBy: theirs,
    ...told((setting) => report(setting, setting.site.token('renovate')), ['HEALTH_PENDING']),
  },
  {
    does: 'reports success for another environment',
    stoppedBy: 'The context is compared whole.',
    ...told((setting) => report(setting, argocd(setting), { context: 'argocd/dev' }), ['HEALTH_PENDING']),
  },
  {
    does: 'reports success under a context in other letters',
    stoppedBy: 'The context is compared whole.',
    ...told((setting) => report(setting, argocd(setting), { context: 'ArgoCD/staging' }), ['HEALTH_PENDING']),
  },
  {
    does: 'reports success on a commit that did not have the digest yet',
    stoppedBy: 'A report counts for the commit that it is on.',
    ...told(
      async (setting) => {
        const { rig, site } = setting;
        const before = site.main();
        await report(setting, argocd(setting), { sha: before });
        const digest = await rig.images.signed('api', 3);
        await write(site, { 'envs/staging/values.staging.yaml': await site.bumped('staging', 'api', digest) });
      },
      ['NOT_UPSTREAM'],
    ),
  },
  {
    does: 'reports success on the head of the pull request in place of main',
    stoppedBy: 'Reports are read from the commits of the base branch.',
    codes: ['HEALTH_PENDING'],
    shown: atProd({
      before: asked,
      after: (setting, pull) => report(setting, argocd(setting), { sha: pull.head }),
    }),
  },
  {
    does: 'reports a failure, and hopes that the success before it counts',
    stoppedBy: 'The latest report counts.',
    ...told(
      async (setting) => {
        await report(setting, argocd(setting));
        setting.rig.lab.clock.advance(1_000);
        await report(setting, argocd(setting), { state: 'failure' });
      },
      ['HEALTH_FAILED'],
    ),
  },
  {
    does: 'reports success over a failure that lasted for hours, so that the soak counts from before it',
    stoppedBy: 'Every report of the soak counts, not only the latest of each commit.',
    codes: ['SOAKING'],
    shown: elsewhere(
      'attacks/soak.test.ts',
      'a failure of two hours, reported over by a success, begins the soak again',
    ),
  },
  {
    does: 'repeats its success, so that the soak never ends',
    stoppedBy: 'A repeat is no new state.',
    codes: ['SOAKING'],
    shown: elsewhere('attacks/soak.test.ts', 'repeats of a success do not begin it again'),
  },
  {
    does: 'pushes until the failure is further back than is read at first',
    stoppedBy: 'What was reported does not age: it is read as far back as it is needed.',
    codes: ['HEALTH_FAILED'],
    shown: elsewhere('attacks/soak.test.ts', 'a failure further back than is read at first'),
  },
  {
    does: 'says for ever that it is under way',
    stoppedBy: 'Only success is success.',
    ...told((setting) => report(setting, argocd(setting), { state: 'pending' }), ['HEALTH_PENDING']),
  },
  {
    does: 'says nothing at all, and promote is to go on',
    stoppedBy: 'Silence is no health: nothing is proposed.',
    codes: ['HEALTH_PENDING'],
    shown: atPromote('prod', asked),
  },
  {
    does: 'tells of an aborted canary that there was not, too late, or twice',
    stoppedBy:
      'The notification must name the digest that is deployed; all that it brings about is a pull request, which its environment’s gate decides on.',
    codes: [],
    shown: elsewhere('loop/aborted-rollouts.test.ts', 'news of a digest that is not deployed, or not any more'),
  },
];
