import type { Site } from './doctor-rig.ts';
import type { Hole } from './hole.ts';

const reviewed =
  (parameter: string) =>
  ({ ruleset }: Site): Promise<void> =>
    ruleset('Reviewed', ({ rules }) => ({
      rules: rules.map((rule) =>
        rule.type === 'pull_request' ? { ...rule, parameters: { ...rule.parameters, [parameter]: false } } : rule,
      ),
    }));

const without =
  (name: string, type: string) =>
  ({ ruleset }: Site): Promise<void> =>
    ruleset(name, ({ rules }) => ({ rules: rules.filter((rule) => rule.type !== type) }));

const bypassedBy =
  (name: string, actor: (site: Site) => object) =>
  (site: Site): Promise<void> =>
    site.ruleset(name, ({ bypass_actors: actors }) => ({ bypass_actors: [...actors, actor(site)] }));

const organisationOwners = { actor_type: 'OrganizationAdmin', actor_id: 1, bypass_mode: 'always' };

export const branchHoles: readonly Hole[] = [
  {
    name: 'nothing restricts updates of main',
    code: 'base-updates-open',
    make: ({ ruleset }) => ruleset('Merged by the gates', () => null),
  },
  {
    name: 'the ruleset that restricts updates is only evaluated',
    code: 'base-updates-open',
    make: ({ ruleset }) => ruleset('Merged by the gates', () => ({ enforcement: 'evaluate' })),
  },
  {
    name: 'owners of the organization may push to main',
    code: 'base-updates-bypass',
    make: bypassedBy('Merged by the gates', () => organisationOwners),
  },
  {
    name: 'everybody who may write merges by hand',
    code: 'base-updates-bypass',
    make: bypassedBy('Merged by the gates', () => ({
      actor_type: 'RepositoryRole',
      actor_id: 4,
      bypass_mode: 'pull_request',
    })),
  },
  {
    name: 'the promoter may merge',
    code: 'base-updates-bypass',
    make: bypassedBy('Merged by the gates', ({ apps }) => ({
      actor_type: 'Integration',
      actor_id: apps.get('bitvault-promoter')?.id,
      bypass_mode: 'always',
    })),
  },
  { name: 'main needs no review', code: 'base-unreviewed', make: without('Reviewed', 'pull_request') },
  {
    name: 'owners of the organization need no review',
    code: 'base-review-bypass',
    make: bypassedBy('Reviewed', () => organisationOwners),
  },
  { name: 'no code owner is asked', code: 'base-code-owners-optional', make: reviewed('require_code_owner_review') },
  { name: 'approvals outlive a push', code: 'base-stale-approvals', make: reviewed('dismiss_stale_reviews_on_push') },
  { name: 'who pushed last may approve', code: 'base-last-push', make: reviewed('require_last_push_approval') },
  { name: 'main can be forced', code: 'base-force-push', make: without('Reviewed', 'non_fast_forward') },
  { name: 'main can be deleted', code: 'base-deletion', make: without('Reviewed', 'deletion') },
  {
    name: 'a required check is anybody’s',
    code: 'check-of-anybody',
    make: ({ ruleset }) =>
      ruleset('Reviewed', ({ rules }) => ({
        rules: [
          ...rules,
          {
            type: 'required_status_checks',
            parameters: {
              required_status_checks: [{ context: 'lint' }],
              strict_required_status_checks_policy: false,
            },
          },
        ],
      })),
  },
  {
    name: 'anybody may write the promoter’s branches',
    code: 'bot-branches-open',
    make: ({ ruleset }) => ruleset("The bot's branches", () => null),
  },
  {
    name: 'the ruleset of the promoter’s branches ends at the first slash',
    code: 'bot-branches-open',
    make: ({ ruleset }) =>
      ruleset("The bot's branches", () => ({
        conditions: {
          ref_name: { include: ['promote', 'rollback', 'resume'].map((name) => `refs/heads/${name}/**`), exclude: [] },
        },
      })),
  },
  {
    name: 'the merger may write the promoter’s branches',
    code: 'bot-branches-bypass',
    make: bypassedBy("The bot's branches", ({ apps }) => ({
      actor_type: 'Integration',
      actor_id: apps.get('bitvault-merger')?.id,
      bypass_mode: 'always',
    })),
  },
];
