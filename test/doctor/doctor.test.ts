import { checks } from '@bitvault/gitops';
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startDoctorRig } from './doctor-rig.ts';
import { holes } from './holes.ts';
import { findingsOf, runDoctor } from './run-doctor.ts';
import { withoutRequest } from './without-request.ts';

const rig = await startDoctorRig();
after(() => rig[Symbol.asyncDispose]());
const { lab, owner } = rig;

describe('what is set up as the examples document it', () => {
  for (const [name, options] of [
    ['in public', {}],
    ['in private on the plan Enterprise', { private: 'both' }],
    [
      'in private on the plan Team, where the gate is started by hand,',
      {
        private: 'gitops',
        plan: 'team',
        edit: (text: string) => text.replace('environment: production\n', 'gate: {dispatch: releasers}\n'),
      },
    ],
  ] as const) {
    test(`${name} has no finding at all`, async () => {
      const { gitops } = await rig.setUp(options);
      assert.deepEqual(await findingsOf(lab, owner.token, gitops, '--fail-on', 'warning'), { code: 0, findings: [] });
    });
  }
});

test('who updates the base branch is called by name, teams too', async () => {
  const { gitops } = await rig.setUp();
  const { out } = await runDoctor(lab, owner.token, ['--repository', gitops, '--json']);
  const { lookedAt } = JSON.parse(out) as { readonly lookedAt: readonly string[] };
  const updated = lookedAt.find((line) => line.startsWith(`main of ${gitops} is updated by `));
  assert.match(
    updated ?? lookedAt.join('\n'),
    / by the App \S+-merger and the team rule-keepers \(on pull requests\)$/,
  );
});

describe('one hole is found, and nothing else', { concurrency: 3 }, () => {
  for (const { name, code, setUp, make } of holes) {
    test(`${name}: ${code}`, async () => {
      const site = await rig.setUp(setUp);
      await make?.(site);
      const { findings } = await findingsOf(lab, owner.token, site.gitops);
      assert.deepEqual([...new Set(findings.map((finding) => finding.code))], [code]);
      for (const { changes, message } of findings)
        assert.equal(changes.length > 0, !Object.hasOwn(withoutRequest, code), `the request for: ${message}`);
      // A ruleset can look right and bind nobody: what is said to close the hole is sent, and does.
      const requests = findings.flatMap(({ changes }) => changes);
      if (requests.some(({ path }) => path.includes('/rulesets')) && !/<[^>]+>/.test(JSON.stringify(requests))) {
        for (const { method, path, body } of requests) await owner.request(method, path, body);
        assert.deepEqual((await findingsOf(lab, owner.token, site.gitops)).findings, []);
      }
      // Where a text begins, its first letter becomes a capital, which a name must not.
      for (const { message } of findings) assert.match(message, /^(?!main )(?:[a-z]+|GitHub Actions) /);
    });
  }
});

test('every check has a hole that shows it, or says what was not read', () => {
  const shown = new Set(holes.map(({ code }) => code));
  const rest = Object.keys(checks).filter((code) => !shown.has(code) && !code.startsWith('unread-'));
  // Shown by the plan Free and by a broken file in reading.test.ts.
  assert.deepEqual(rest, ['plan-without-rulesets', 'plan-without-environments', 'workflow-unreadable']);
});

test('what is said to have no request is a check with a hole', () => {
  const shown = new Set(holes.map(({ code }) => code));
  assert.deepEqual(
    Object.keys(withoutRequest).filter((code) => !shown.has(code)),
    [],
  );
});
