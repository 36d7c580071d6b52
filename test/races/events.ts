import type { ServedRequest } from '@bitvault/lab';
import { trustedRootPath } from '../attacks/layout.ts';
import { guarded } from '../attacks/rig.ts';
import { team } from './instant.ts';
import { bump, holdOf, push, type Stage, type Theatre } from './stage.ts';

/** GitHub refuses the merge, by a condition or a setting; or it is merged, and told in red. */
export type Gap =
  | { readonly outcome: 'refused'; readonly by: string }
  | { readonly outcome: 'told'; readonly left: string }
  | { readonly outcome: 'none' };

/** Something that happens while an action runs. */
export interface Happening {
  readonly title: string;
  /** Which stages it means something on. */
  concerns(stage: Stage): boolean;
  /** Whether it befalls the pull request, and so only one that is open. */
  readonly ofPull?: true;
  happen(theatre: Theatre, stage: Stage): Promise<void>;
  /** For what outlives the repository. */
  undo?(theatre: Theatre): void;
  /** Whether what was at stake is still to be merged, by this run or the next. */
  readonly harmless?: true;
  /** Whether the environment asks nobody afterwards. */
  readonly unguarded?: true;
  /** Which reads of GitHub tell of it; by default those that ask for the pull request or the base. */
  readonly shownBy?: (request: ServedRequest) => boolean;
  /** What comes of it between the last look and the merge. */
  readonly inTheGap: Gap;
}

const always = () => true;
const withPull = ({ pull }: Stage) => pull !== null;
const reviewed = ({ pull, environment }: Stage) => pull !== null && environment !== 'dev';
const gated = ({ by, byHand }: Stage) => by === 'prod-manual-gate' && !byHand;
const promoted = (stage: Stage) =>
  stage.environment !== 'dev' && !(stage.pull?.branch.startsWith('rollback/') ?? false);

const upstreamOf = ({ environment }: Stage) => (environment === 'prod' ? 'staging' : 'dev');

/** A commit on main that edits the policy. */
const policy = (message: string, edit: (text: string, stage: Stage) => string) => async (_: Theatre, stage: Stage) => {
  const before = await stage.site.file('promotion.yaml');
  const after = edit(before, stage);
  if (after === before) throw new Error(`the policy has nothing to edit: ${message}`);
  await push(stage.site, message, { 'promotion.yaml': after });
};

const ruleOf = (text: string, environment: string) => new RegExp(`^  ${environment}: .*$`, 'm').exec(text)?.[0] ?? '';

const rule = (message: string, edit: (line: string) => string) =>
  policy(message, (text, { environment }) => text.replace(ruleOf(text, environment), edit));

const withRule = (line: string, more: string) => line.replace(/\}$/, `, ${more}}`);

const asAlice = (theatre: Theatre, { site }: Stage, method: string, route: string, body: object) =>
  site.ask(theatre.rig.people.alice.token, method, route, body);

const environment =
  (options: object) =>
  async (theatre: Theatre, { site }: Stage) =>
    theatre.rig.lab.github.setEnvironment(site.repository, 'production', { ...guarded, ...options });

const onBase: Gap = {
  outcome: 'told',
  left: 'Nothing that these gates can work with closes it: GitHub takes no base as a condition of a merge.',
};
const byHead: Gap = { outcome: 'refused', by: 'The merge names the head that was judged.' };
const byReviews: Gap = { outcome: 'refused', by: 'The ruleset on main that asks for reviews.' };
const byState: Gap = { outcome: 'refused', by: 'GitHub merges only what is open and ready, and once.' };
const onEnvironment: Gap = {
  outcome: 'told',
  left: 'No setting closes it. Whoever administers the repository can do this at any time; the audit log tells who did.',
};
const onTeam: Gap = {
  outcome: 'told',
  left: 'No setting closes it. Whoever administers the team can do this at any time; the audit log tells who did.',
};
const harmless: Gap = { outcome: 'none' };

const readsEnvironment = ({ url, reads }: ServedRequest) => reads && url.includes('/environments/');

export const happenings: readonly Happening[] = [
  {
    title: 'a hold lands on main',
    inTheGap: onBase,
    concerns: always,
    happen: async (theatre, { site, environment: held }) =>
      void (await push(site, 'Hold', holdOf(held, await theatre.image('api', 1)))),
  },
  {
    title: 'a hold lands upstream',
    inTheGap: onBase,
    concerns: promoted,
    happen: async (theatre, stage) =>
      void (await push(stage.site, 'Hold', holdOf(upstreamOf(stage), await theatre.image('api', 2)))),
  },
  {
    title: 'the policy asks for another way of merging',
    inTheGap: onBase,
    concerns: always,
    happen: rule('Merge otherwise', (line) =>
      line.includes('gate')
        ? line.replace('environment: production', 'environment: production-eu').replace(team, 'directors')
        : withRule(line.replace(/merge: \w+/, 'merge: gate'), 'environment: production'),
    ),
  },
  {
    title: 'the policy asks for two approvals',
    inTheGap: onBase,
    concerns: reviewed,
    happen: rule('Two approvals', (line) => line.replace('approvals: 1', 'approvals: 2')),
  },
  {
    title: 'the service leaves the policy',
    inTheGap: onBase,
    concerns: always,
    happen: policy('Without api', (text) => text.replace(/^ {2}api: .*\n/m, '')),
  },
  {
    title: 'a freeze begins',
    inTheGap: onBase,
    concerns: promoted,
    happen: rule('Freeze', (line) =>
      withRule(line, 'freeze: [{cron: "* * * * *", duration: 24h, timezone: UTC, reason: audit}]'),
    ),
  },
  {
    title: 'main trusts another Sigstore',
    inTheGap: onBase,
    concerns: always,
    happen: async (theatre, { site }) =>
      void (await push(site, 'Trust otherwise', { [trustedRootPath]: theatre.foreignRoot })),
  },
  {
    title: 'a person pushes to the head',
    inTheGap: byHead,
    concerns: withPull,
    ofPull: true,
    happen: async (_, { site, pull }) => void (await push(site, 'More', { 'evil.yaml': 'x\n' }, pull?.branch)),
  },
  {
    title: 'another App pushes to the head',
    inTheGap: byHead,
    concerns: withPull,
    ofPull: true,
    happen: async (_, { site, pull }) => {
      if (pull === null) return;
      await site.move(pull.branch, await site.commit({ 'evil.yaml': 'x\n' }, pull.head, 'renovate'), 'renovate');
    },
  },
  {
    title: 'the bot pushes another digest to the head',
    inTheGap: byHead,
    concerns: (stage) => promoted(stage) && withPull(stage),
    ofPull: true,
    happen: async (theatre, { site, pull, environment: where }) => {
      if (pull === null) return;
      const files = await bump(site, where, await theatre.image('api', 3));
      await site.move(pull.branch, await site.commit(files, pull.head, 'bitvault-promoter'));
    },
  },
  {
    title: 'the head is forced back to main',
    inTheGap: byHead,
    concerns: withPull,
    ofPull: true,
    happen: async (_, { site, pull }) => void (pull && (await site.move(pull.branch, site.main()))),
  },
  {
    title: 'the approval is dismissed',
    inTheGap: byReviews,
    concerns: reviewed,
    ofPull: true,
    happen: async (theatre, stage) => {
      const reviews = stage.site.reviewsOf(stage.pull?.number ?? 0).filter(({ state }) => state === 'APPROVED');
      for (const { id } of reviews) {
        const route = `pulls/${stage.pull?.number}/reviews/${id}/dismissals`;
        await asAlice(theatre, stage, 'PUT', route, { message: 'On second thoughts' });
      }
    },
  },
  {
    title: 'changes are requested',
    inTheGap: byReviews,
    concerns: reviewed,
    ofPull: true,
    happen: async (theatre, stage) =>
      void (await asAlice(theatre, stage, 'POST', `pulls/${stage.pull?.number}/reviews`, {
        event: 'REQUEST_CHANGES',
        body: 'Wait',
      })),
  },
  {
    title: 'administrators may bypass the environment',
    inTheGap: onEnvironment,
    shownBy: readsEnvironment,
    concerns: gated,
    happen: environment({ canAdminsBypass: true }),
  },
  {
    title: 'the environment loses its reviewers',
    inTheGap: onEnvironment,
    shownBy: readsEnvironment,
    concerns: gated,
    happen: environment({ reviewers: [] }),
    unguarded: true,
  },
  {
    title: 'any branch may use the environment',
    inTheGap: onEnvironment,
    shownBy: readsEnvironment,
    concerns: gated,
    happen: environment({ branchPolicy: null }),
  },
  {
    title: 'whoever started the gate leaves its team',
    inTheGap: onTeam,
    shownBy: ({ url, reads }) => reads && url.includes('/memberships/'),
    concerns: ({ byHand = false }) => byHand,
    happen: async (theatre) => theatre.rig.lab.github.leaveTeam('bitvault', team, 'carol'),
    undo: (theatre) => theatre.rig.lab.github.joinTeam('bitvault', team, 'carol'),
  },
  {
    title: 'the pull request is pointed at another branch',
    inTheGap: {
      outcome: 'told',
      left: 'It goes into that branch, which no environment follows, and people take it out of there. A ruleset on that branch refuses it.',
    },
    concerns: withPull,
    ofPull: true,
    happen: async (theatre, stage) => {
      const { site, pull } = stage;
      await site.ask(site.token('renovate'), 'POST', 'git/refs', { ref: 'refs/heads/release', sha: site.main() });
      await asAlice(theatre, stage, 'PATCH', `pulls/${pull?.number}`, { base: 'release' });
    },
  },
  {
    title: 'the pull request is closed',
    inTheGap: byState,
    concerns: withPull,
    ofPull: true,
    happen: async (theatre, stage) =>
      void (await asAlice(theatre, stage, 'PATCH', `pulls/${stage.pull?.number}`, { state: 'closed' })),
  },
  {
    title: 'the pull request becomes a draft',
    inTheGap: byState,
    concerns: withPull,
    ofPull: true,
    happen: async (_, { site, pull }) => void (pull && (await site.draft(pull.number))),
  },
  {
    title: 'a person merges the pull request',
    inTheGap: byState,
    concerns: withPull,
    ofPull: true,
    happen: async (theatre, stage) =>
      void (await asAlice(theatre, stage, 'PUT', `pulls/${stage.pull?.number}/merge`, { merge_method: 'squash' })),
  },
  {
    title: 'upstream is rolled back',
    inTheGap: onBase,
    concerns: promoted,
    happen: async (theatre, stage) =>
      void (await push(
        stage.site,
        'Roll back upstream',
        await bump(stage.site, upstreamOf(stage), await theatre.image('api', 1)),
      )),
  },
  {
    title: 'upstream turns unhealthy',
    inTheGap: {
      outcome: 'told',
      left: 'No setting closes it: a report is no part of the base. A canary in the environment itself meets what the report was about.',
    },
    concerns: promoted,
    happen: (theatre, stage) => theatre.report(stage.site, upstreamOf(stage), 'failure'),
  },
  {
    title: 'main moves by an unrelated file',
    inTheGap: harmless,
    concerns: always,
    happen: async (_, { site }) => void (await push(site, 'Docs', { 'README.md': '# New\n' })),
    harmless: true,
  },
  {
    title: 'main moves by another service in the same file',
    inTheGap: harmless,
    concerns: always,
    happen: async (theatre, { site, environment: where }) =>
      void (await push(site, 'Neighbour', await bump(site, where, await theatre.image('web', 2), 'web'))),
  },
];
