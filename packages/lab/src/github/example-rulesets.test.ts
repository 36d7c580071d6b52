import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { OpenApiDescription } from './openapi.test-host.ts';

interface Ruleset {
  readonly name: string;
  readonly conditions: { readonly ref_name: { readonly include: readonly string[] } };
  readonly rules: readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[];
  readonly bypass_actors: readonly {
    readonly actor_type: string;
    readonly actor_id: unknown;
    readonly bypass_mode: string;
  }[];
}

const folder = join(import.meta.dirname, '../../../../examples/gitops/.github/rulesets');
const rulesets = globSync('*.json', { cwd: folder })
  .toSorted((left, right) => left.localeCompare(right))
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Ruleset);

describe('the rulesets of the example', () => {
  const description = new OpenApiDescription();
  const complaints = (ruleset: unknown): readonly string[] =>
    description.requestComplaints('POST', '/repos/{owner}/{repo}/rulesets', ruleset);
  const filledIn = (ruleset: Ruleset): unknown => ({
    ...ruleset,
    bypass_actors: ruleset.bypass_actors.map((actor, index) => ({ ...actor, actor_id: index + 1 })),
  });

  test('are those that its README asks for', () => {
    assert.deepEqual(
      rulesets.map(({ name }) => name),
      ['Reviewed', 'Merged by the gates', "The bot's branches"],
    );
  });

  test('are what GitHub describes, once the numbers are filled in', () => {
    for (const ruleset of rulesets) assert.deepEqual(complaints(filledIn(ruleset)), [], ruleset.name);
    const [reviewed] = rulesets;
    assert.notDeepEqual(complaints({ ...reviewed, enforcement: 'on' }), []);
  });

  test('are refused as long as a number is missing, and say which', () => {
    for (const ruleset of rulesets.filter(({ bypass_actors: actors }) => actors.length > 0)) {
      assert.match(complaints(ruleset).join('\n'), /actor_id must be integer/);
      for (const actor of ruleset.bypass_actors) assert.match(String(actor.actor_id), /^ID of the /);
    }
  });

  test('let nobody past but the Apps, and people on pull requests only', () => {
    assert.deepEqual(
      rulesets.map(({ bypass_actors: actors }) => actors.map((actor) => `${actor.actor_type} ${actor.bypass_mode}`)),
      [[], ['Integration always', 'Team pull_request'], ['Integration always']],
    );
  });

  test('have the rules without which a gate can be walked round', () => {
    assert.deepEqual(
      rulesets.map(({ rules }) => rules.map(({ type }) => type)),
      [['deletion', 'non_fast_forward', 'pull_request'], ['update'], ['creation', 'update']],
    );
    const parameters = rulesets[0]?.rules.find(({ type }) => type === 'pull_request')?.parameters;
    assert.equal(parameters?.['required_approving_review_count'], 1);
    for (const rule of ['require_code_owner_review', 'dismiss_stale_reviews_on_push', 'require_last_push_approval'])
      assert.equal(parameters[rule], true, rule);
  });

  test('cover the branches of the bot at whatever depth', () => {
    assert.deepEqual(
      rulesets.map((ruleset) => ruleset.conditions.ref_name.include),
      [
        ['refs/heads/main'],
        ['refs/heads/main'],
        ['refs/heads/promote/**/*', 'refs/heads/rollback/**/*', 'refs/heads/resume/**/*'],
      ],
    );
  });
});
