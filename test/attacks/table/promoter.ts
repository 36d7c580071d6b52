import { valuesPath } from '../layout.ts';
import { changing, elsewhereInChange } from './promoter-bytes.ts';
import { elsewhere, type Row } from './row.ts';
import { addRule, atDev, atProd, atPromote, bump, holdFile, write, type Setting } from './setting.ts';

const dev = valuesPath('dev');

/** What the digest is. */
const promising: readonly Row[] = [
  elsewhereInChange(
    'proposes an image that nobody signed',
    'nobody signed',
    'IMAGE_UNVERIFIED',
    'An image needs signature and provenance by the workflow that the policy names, when it is proposed and again when it is merged.',
  ),
  elsewhereInChange(
    'proposes another service’s image',
    'is another service’s',
    'IMAGE_UNVERIFIED',
    'What the registry does not have under the service’s name is not its image.',
  ),
  elsewhereInChange(
    'proposes an image that is not there',
    'is not there',
    'IMAGE_UNVERIFIED',
    'The registry is asked for the manifest itself.',
  ),
  {
    does: 'proposes an image of one service, copied with all that is signed for it, for another',
    stoppedBy: 'The provenance must name the image, registry and repository, as its subject.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere('attacks/copied-image.test.ts', 'an image of one service, copied with all that is signed for it'),
  },
  {
    does: 'proposes for prod what staging does not run',
    stoppedBy: 'A promotion carries what the environment before it runs now.',
    codes: ['NOT_UPSTREAM'],
    shown: atProd({ files: async ({ rig, site }) => bump(site, 'prod', await rig.images.signed('api', 3)) }),
  },
  {
    does: 'proposes for prod an image that somebody deployed to staging by hand, and nobody signed',
    stoppedBy: 'What is merged is verified, whoever brought it where it runs.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: atProd({
      before: async ({ rig, site }) =>
        write(site, await textsOf(bump(site, 'staging', await rig.images.unsigned('api', 9)))),
      files: async ({ rig, site }) => bump(site, 'prod', await rig.images.unsigned('api', 9)),
    }),
  },
];

const textsOf = async (files: ReturnType<typeof bump>) => (await files) as Record<string, string>;

/** What the policy keeps back. */
const waiting: readonly Row[] = [
  {
    does: 'goes forward where a hold stands',
    stoppedBy: 'What is held stays where it is until somebody resumes it.',
    codes: ['HELD'],
    shown: atProd({ before: ({ site, old }) => write(site, holdFile('prod', old, null)) }),
  },
  {
    does: 'takes on to prod what is held in staging',
    stoppedBy: 'A hold upstream holds what stands behind it.',
    codes: ['HELD'],
    shown: atProd({ before: ({ site, next }) => write(site, holdFile('staging', next, null)) }),
  },
  {
    does: 'goes forward during a freeze',
    stoppedBy: 'Nothing is promoted during a freeze.',
    codes: ['FROZEN'],
    shown: atProd({ before: ({ site }) => addRule(site, 'prod', freeze) }),
  },
  {
    does: 'goes forward before the digest has soaked upstream',
    stoppedBy: 'The soak is counted from when the digest arrived and was healthy.',
    codes: ['SOAKING'],
    shown: atProd({ before: ({ site }) => addRule(site, 'prod', 'soak: 2h') }),
  },
  {
    does: 'has promote merge staging during a freeze',
    stoppedBy: 'promote judges as the gates do.',
    codes: ['FROZEN'],
    shown: atPromote('staging', async (setting) => {
      await addRule(setting.site, 'staging', freeze);
      await reviewedStaging(setting);
    }),
  },
];

const freeze = 'freeze: [{cron: "* * * * *", duration: 24h, timezone: UTC, reason: audit}]';

async function reviewedStaging({ rig, site, next }: Setting): Promise<void> {
  const pull = await site.open({ files: await bump(site, 'staging', next), branch: 'promote/staging' });
  await rig.people.alice.approve(site.repository, pull.number);
}

/** Rollbacks and holds. */
const goingBack: readonly Row[] = [
  {
    does: '“rolls back” to a digest that never ran there',
    stoppedBy: 'A rollback goes to what the branch’s own history has deployed there.',
    codes: ['NEVER_DEPLOYED'],
    shown: rollingBack(async ({ rig, old }) => ({ to: await rig.images.signed('api', 3), hold: { from: old } })),
  },
  {
    does: 'rolls back to what ran there once, but was never signed',
    stoppedBy: 'A rollback’s image is verified like any other.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: rollingBack(
      async ({ rig, old }) => ({ to: await rig.images.unsigned('api', 9), hold: { from: old } }),
      async ({ rig, site, old }) => {
        await write(site, await textsOf(bump(site, 'dev', await rig.images.unsigned('api', 9))));
        await write(site, await textsOf(bump(site, 'dev', old)));
      },
    ),
  },
  {
    does: 'writes a hold on another digest than the one that it deploys',
    stoppedBy: 'A hold must say what the digests of the same change say.',
    codes: ['HOLD_DISAGREES'],
    shown: rollingBack(({ old, next }) => ({ to: next, hold: { from: old, digest: old } })),
  },
  {
    does: 'writes a hold that gives another digest as replaced',
    stoppedBy: 'A hold must say what the digests of the same change say.',
    codes: ['HOLD_DISAGREES'],
    shown: rollingBack(async ({ rig, next }) => ({ to: next, hold: { from: await rig.images.signed('api', 3) } })),
  },
  {
    does: 'writes a hold in other bytes than rollback does',
    stoppedBy: 'A hold in a pull request is canonical, byte for byte.',
    codes: ['HOLD_INVALID'],
    shown: rollingBack(({ old, next }) => ({ to: next, hold: { from: old, edit: (text) => `${text}# and more\n` } })),
  },
  {
    does: 'writes a hold and moves no digest',
    stoppedBy: 'A hold comes with the digest that it holds.',
    codes: ['HOLD_DISAGREES'],
    shown: atDev({ files: ({ old, next }) => holdFile('dev', old, next), draft: { branch: 'rollback/dev/api' } }),
  },
  {
    does: 'rewrites the reason of a hold that stands',
    stoppedBy: 'A hold comes with the digest that it holds.',
    codes: ['HOLD_DISAGREES'],
    shown: atDev({
      before: ({ site, old }) => write(site, holdFile('dev', old, null)),
      files: ({ old }) => holdFile('dev', old, null, { reason: 'nothing to see here' }),
    }),
  },
  {
    does: 'rolls one service back and takes another forward in the same change',
    stoppedBy: 'One change is one thing: each digest of a rollback has its hold.',
    codes: ['NOT_A_BUMP'],
    shown: atDev({
      files: async ({ rig, site, old, next }) => {
        const one = await site.bumped('dev', 'api', next);
        const web = await rig.images.signed('web', 2);
        return { [dev]: one.replace(await rig.images.signed('web', 1), web), ...holdFile('dev', next, old) };
      },
      draft: { branch: 'rollback/dev/api' },
    }),
  },
  {
    does: 'lifts the hold of prod with nobody’s review',
    stoppedBy: 'Lifting a hold needs what moving a digest there needs.',
    codes: ['REVIEWS_MISSING'],
    shown: atProd({
      unreviewed: true,
      before: ({ site, old }) => write(site, holdFile('prod', old, null)),
      files: () => ({ 'holds/prod/api.yaml': null }),
      draft: { branch: 'resume/prod/api' },
    }),
  },
];

interface FalseRollback {
  readonly to: string;
  readonly hold: { readonly from: string; readonly digest?: string; readonly edit?: (text: string) => string };
}

/** A pull request of dev in the form of a rollback. */
function rollingBack(
  make: (setting: Setting) => Promise<FalseRollback> | FalseRollback,
  before?: (setting: Setting) => Promise<unknown>,
) {
  return atDev({
    ...(before && { before }),
    async files(setting) {
      const { to, hold } = await make(setting);
      const { edit = (text) => text } = hold;
      const held = Object.entries(holdFile('dev', hold.digest ?? to, hold.from));
      const edited = held.map(([path, text]) => [path, edit(text)] as const);
      return { ...(await bump(setting.site, 'dev', to)), ...Object.fromEntries(edited) };
    },
    draft: { branch: 'rollback/dev/api' },
  });
}

const rollbacks = 'attacks/rollbacks.test.ts';

const elsewhereShown: readonly Row[] = [
  {
    does: '“rolls back” to the very digest that the rollback which stands took out',
    stoppedBy:
      'A rollback goes to what ran before today’s, and not to what a hold replaced; anything else needs `force`, recorded in the hold’s reviewed bytes.',
    codes: ['TARGET_NEWER', 'TARGET_REPLACED'],
    shown: elsewhere(rollbacks, 'not to what the rollback that stands took out, neither proposed nor merged'),
  },
  {
    does: '“rolls back” to what was rolled back before, once its hold is lifted',
    stoppedBy: 'What a rollback has gone back over is not before today’s.',
    codes: ['TARGET_NEWER'],
    shown: elsewhere(rollbacks, 'not to what was rolled back before, though its hold is lifted'),
  },
  {
    does: 'writes into a rollback’s hold that it goes forward, so that what it takes out counts as earlier ever after',
    stoppedBy: 'A hold says that it goes forward where it does, and nowhere else.',
    codes: ['HOLD_DISAGREES'],
    shown: elsewhere(rollbacks, 'a hold that says that it goes forward, where it goes back'),
  },
  {
    does: 'rolls back to what never ran well there',
    stoppedBy: 'Where anything waits for an environment’s health, a rollback’s target was reported healthy there.',
    codes: ['TARGET_UNHEALTHY'],
    shown: elsewhere(rollbacks, 'not to what was never reported healthy'),
  },
  {
    does: 'forces a rollback past less than stands in its way',
    stoppedBy: 'A hold names each thing that it overrides, and what never ran there cannot be overridden.',
    codes: ['TARGET_REPLACED'],
    shown: elsewhere(rollbacks, 'a hold that overrides less than there is, or names what cannot be overridden'),
  },
  {
    does: 'brings another trusted root along',
    stoppedBy: 'Roots of trust are read at one commit of the base branch, never of the pull request.',
    codes: ['FILE_UNEXPECTED'],
    shown: elsewhere(
      'attacks/trusted-roots.test.ts',
      'that brings another root along is judged by the one of the base',
    ),
  },
  {
    does: 'brings a policy along that trusts a stranger',
    stoppedBy: 'The policy is read at one commit of the base branch, never of the pull request.',
    codes: ['FILE_UNEXPECTED', 'IMAGE_UNVERIFIED'],
    shown: elsewhere('attacks/trusted-roots.test.ts', 'whose own promotion.yaml trusts a stranger'),
  },
  {
    does: 'approves, where an App’s approval counts, and merges',
    stoppedBy: 'The ruleset on main lets only the merger update it.',
    codes: [],
    shown: elsewhere('attacks/rulesets.test.ts', 'the promoter’s key, which may approve, merges nothing'),
  },
  {
    does: 'calls a branch promote/dev and bumps prod from it',
    stoppedBy: 'The files that change say which environment it is, not the branch.',
    codes: ['MERGE_MODE', 'REVIEWS_MISSING'],
    shown: elsewhere('attacks/pull-request.test.ts', 'a branch called promote/dev that bumps prod'),
  },
  {
    does: 'opens the pull request against another branch',
    stoppedBy: 'Only pull requests to the branch whose policy decides are merged.',
    codes: ['PULL_BASE_UNEXPECTED'],
    shown: elsewhere('attacks/pull-request.test.ts', 'another base branch'),
  },
  {
    does: 'pushes to staging’s pull request after its review, and lets promote merge it',
    stoppedBy: 'Approvals count for one head.',
    codes: ['REVIEWS_MISSING'],
    shown: elsewhere('attacks/gate.test.ts', 'promote merges no staging that was pushed to after its review'),
  },
];

export const promoter: readonly Row[] = [...changing, ...promising, ...waiting, ...goingBack, ...elsewhereShown];
