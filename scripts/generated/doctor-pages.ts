import { checks, checkOf, topics, type CheckCode } from '@bitvault/gitops';
import { planMatrix, planNames, plans } from '@bitvault/promotion';
import { markdownTable } from './tables.ts';

/** Everything that doctor can find, by topic; each code has a heading of its own, which reports link to. */
export function findingsSection(): string {
  const codes = Object.keys(checks) as readonly CheckCode[];
  return Object.entries(topics)
    .map(([topic, name]) => {
      const own = codes.filter((code) => checkOf(code).topic === topic);
      return `### ${name}\n\n${own.map(findingEntry).join('\n\n')}`;
    })
    .join('\n\n');
}

function findingEntry(code: CheckCode): string {
  const { severity, title, attack, remedy } = checkOf(code);
  return `#### ${code}\n\n*${severity}*: ${title}.\n\n${attack} ${remedy}`;
}

/** Which of GitHub's protections there are for private repositories, by plan. */
export function plansSection(): string {
  const rows = planMatrix.map(({ name, for: use, privateOn, without }) => [
    name,
    use,
    ...plans.map((plan) => ((privateOn as readonly string[]).includes(plan) ? 'yes' : '**no**')),
    without,
  ]);
  return markdownTable(
    ['of private repositories', 'what stands on it', ...plans.map((plan) => planNames[plan]), 'without it'],
    rows,
  );
}
