import type { Rule } from '../rule.ts';

// The engine itself finds these, since it alone knows what the other rules found.

export const suppressionInvalid: Rule = {
  id: 'suppression-invalid',
  severity: 'error',
  title: 'A suppression is not understood, has no reason, or names a rule that does not exist',
  why: 'It would switch off nothing, or leave the next reader without the reason.',
  fix: 'Write `# lint-gitops: disable=RULE -- REASON`, several rules with commas between.',
  check: () => [],
};

export const suppressionUnused: Rule = {
  id: 'suppression-unused',
  severity: 'warning',
  title: 'A suppression suppresses nothing',
  why: 'What it was for is gone, or stands on another line. The next fault in its place would be hidden. Nothing is said while a file, a chart or the policy cannot be read, since no rule sees all then.',
  fix: 'Remove it, or put it on the line of the finding or on the one before.',
  check: () => [],
};
