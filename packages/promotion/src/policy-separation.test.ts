import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PolicyError } from './policy-error.ts';
import { environmentOf, parsePolicy } from './policy.ts';
import { dev, policyText as text, prod, staging } from './sample-state.ts';

test('what sets people apart is said for all, for one environment, and for rollbacks; the nearest wins', () => {
  const separated = (from: string, to: string) => {
    const { environments } = parsePolicy(text.replace(from, to));
    return Object.fromEntries(environments.map(({ name, separate }) => [name, separate]));
  };
  const top = separated('services:', 'separate: [author, reviewer]\nservices:');
  for (const name of [dev, staging, prod]) {
    assert.deepEqual(top[name], { promotion: [['author', 'reviewer']], rollback: [['author', 'reviewer']] });
  }
  const one = separated(
    'soak: 30m',
    'separate: [author, reviewer, approver]\n    rollback: {separate: []}\n    soak: 30m',
  );
  assert.deepEqual(one[prod], { promotion: [['author', 'reviewer', 'approver']], rollback: [[]] });
  assert.deepEqual(one[staging], { promotion: [], rollback: [] });
});

test('whoever starts a gate by hand has neither reviewed nor, in a promotion, written it, unless the policy asks for less', () => {
  const separated = (rules: string, common = '') => {
    const policy = text.replace('environment: production', `gate: {dispatch: release-managers}${rules}`);
    return environmentOf(parsePolicy(policy.replace('services:', `${common}services:`)), prod).separate;
  };
  const two = ['reviewer', 'approver'];
  const byDefault = { promotion: [two, ['author', 'approver']], rollback: [two] };
  assert.deepEqual(separated(''), byDefault);
  assert.deepEqual(separated('\n    rollback: {separate: []}'), { ...byDefault, rollback: [[]] });
  assert.deepEqual(separated('\n    separate: [reviewer, approver]'), { promotion: [two], rollback: [two] });
  assert.deepEqual(separated('', 'separate: [reviewer, approver]\n'), { promotion: [two], rollback: [two] });
});

/** What is wrong with the sample policy after each text has been put in the place of another. */
type Replacement = readonly [from: string, to: string];

function problems(...changes: readonly Replacement[]): readonly string[] {
  const changed = changes.reduce((before, [from, to]) => {
    assert.ok(before.includes(from), from);
    return before.replace(from, to);
  }, text);
  try {
    parsePolicy(changed);
  } catch (error) {
    assert.ok(error instanceof PolicyError, String(error));
    return error.problems.map(({ code, line, path, message }) => {
      if (code === 'POLICY_RULE_CONFLICT') assert.match(message, /: (?:remove|name|set) /, 'what to do');
      return `${code} ${path} in ${changed.split('\n')[line - 1]?.trim()}`;
    });
  }
  return [];
}

const staged = (rules: string) => problems(['approvals: 1, healthy', `${rules}, approvals: 1, healthy`]);
const gated = (rules: string) => problems(['    soak: 30m', `    ${rules}`]);
const common = (rules: string, ...more: readonly Replacement[]) =>
  problems(['services:', `${rules}\nservices:`], ...more);

test('a role that nobody can have in an environment is an error with its line', () => {
  const [refused] = staged('separate: [author, reviewer, approver]');
  assert.match(refused ?? '', /^POLICY_RULE_CONFLICT environments\.staging\.separate\[2\] in staging: /);
  assert.equal(staged('separate: [requester, approver]').length, 2);
  assert.equal(staged('rollback: {separate: [reviewer, approver]}').length, 2);
  assert.deepEqual(staged('separate: [requester, author, reviewer]'), []);
  assert.deepEqual(gated('separate: [requester, author, reviewer, approver]'), []);
  assert.deepEqual(gated('rollback: {separate: [requester, reviewer]}'), []);
});

test('requester and author are set apart from others, not from each other', () => {
  assert.equal(gated('separate: [requester, author]').length, 2);
  assert.equal(staged('rollback: {separate: [author, requester]}').length, 2);
});

test('nobody asks for a promotion: a requester beside a list for rollbacks is an error', () => {
  const own = 'separate: [requester, reviewer, approver]\n    rollback: {separate: [reviewer, approver]}';
  assert.deepEqual(gated(own), [
    'POLICY_RULE_CONFLICT environments.prod.separate[0] in separate: [requester, reviewer, approver]',
  ]);
  const [refused, ...others] = common('separate: [requester, reviewer]\nrollback: {separate: [author, reviewer]}');
  assert.match(refused ?? '', /^POLICY_RULE_CONFLICT separate\[0\] in separate: /);
  assert.equal(others.length, 1, 'the reviewer has nobody left to differ from');
});

test('no reviewer is set apart where no review is asked for', () => {
  const unreviewed = ['    approvals: 1\n', '    approvals: 0\n'] as const;
  assert.equal(problems(unreviewed, ['    soak: 30m', '    separate: [author, reviewer]']).length, 2);
  assert.equal(problems(unreviewed, ['    soak: 30m', '    separate: [author, reviewer, approver]']).length, 1);
  assert.deepEqual(problems(unreviewed, ['    soak: 30m', '    separate: [author, approver]']), []);
});

test('what is said for all has to mean something somewhere', () => {
  assert.deepEqual(common('separate: [author, reviewer, approver]'), []);
  assert.deepEqual(common('separate: [requester, approver]'), []);
  const reviewed = [
    ['merge: gate', 'merge: review'],
    ['    environment: production\n', ''],
  ] as const;
  assert.deepEqual(common('separate: [author, reviewer, approver]', ...reviewed), [
    'POLICY_RULE_CONFLICT separate[2] in separate: [author, reviewer, approver]',
  ]);
  const own = ['approvals: 1, healthy', 'separate: [author, reviewer], approvals: 1, healthy'] as const;
  const both = [own, ['    soak: 30m', '    separate: [author, reviewer]']] as const;
  assert.deepEqual(common('separate: [author, reviewer]', ...both), [
    'POLICY_RULE_CONFLICT separate in separate: [author, reviewer]',
  ]);
  assert.deepEqual(common('separate: [author, reviewer]', own), []);
  assert.deepEqual(common('separate: []', ...both), []);
});

test('an environment of which the form is wrong may be anything, and is told so alone', () => {
  const broken = ['merge: gate', 'merge: gates'] as const;
  assert.deepEqual(common('separate: [reviewer, approver]', broken), [
    'POLICY_VALUE_INVALID environments.prod.merge in merge: gates',
  ]);
});

test('where a bot merges, nobody is set apart in a rollback either', () => {
  const [refused] = problems(['merge: auto', 'merge: auto, rollback: {separate: [requester, reviewer]}']);
  assert.match(refused ?? '', /^POLICY_RULE_CONFLICT environments\.dev\.rollback\.separate in dev: /);
});

test('a list that is wrong in itself is told so once', () => {
  assert.deepEqual(
    staged('separate: [approver]').map((problem) => problem.split(' ')[0]),
    ['POLICY_VALUE_INVALID'],
  );
});
