import assert from 'node:assert/strict';
import { test } from 'node:test';
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
    'separate: [requester, reviewer, approver]\n    rollback: {separate: []}\n    soak: 30m',
  );
  assert.deepEqual(one[prod], { promotion: [['requester', 'reviewer', 'approver']], rollback: [[]] });
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
