import { markdownTable } from '../generated/tables.ts';
import type { FileResult, Results } from './kept.ts';

export const pagePath = 'docs/mutation.md';

const opening = `# Mutation tests of what decides a merge

Made from \`scripts/mutation/kept\` by \`npm run generate\`. \`npm run mutation\` changes these files in every small way that Stryker knows (a comparison turned round, a condition that always holds, a line left out), one at a time, and runs the tests beside them. A change that no test notices *survives*. One that would loosen a check gets a test that fails on it; why each of the others loosens nothing is said here.

Not run are changes of texts that only people read: a member such as \`detail\`, an argument of an error that is no code, a sentence that a function returns where null means that there is none. They are told by their place (\`scripts/mutation/texts-ignorer.ts\`), never because they are texts: what is compared, such as a code, a claim or the name of a state, is changed like everything else.

Tests run the mutant alone, without the action round it. So the numbers say what the tests beside a rule notice, not what the attacks in \`test/attacks\` would.
`;

/** The page of all that is kept. */
export function mutationPage(kept: readonly Results[]): string {
  const files = kept.flatMap((results) => Object.entries(results));
  const table = markdownTable(
    ['file', 'mutants', 'killed', 'survive', 'texts left out'],
    files.map(([path, { mutants, killed, survivors, ignored }]) => [
      `\`${path}\``,
      String(mutants),
      String(killed),
      String(survivors.length),
      String(ignored),
    ]),
  );
  const argued = files
    .filter(([, { survivors }]) => survivors.length > 0)
    .map(([path, result]) => section(path, result));
  return [opening, table, ...argued].map((part) => part.trimEnd()).join('\n\n') + '\n';
}

function section(path: string, { survivors }: FileResult): string {
  const entries = survivors.map(
    ({ line, code, replacement, argument }) =>
      `- ${inCode(code)} → ${inCode(replacement === '' ? 'nothing' : replacement)} in ${inCode(line)}: ${argument}`,
  );
  return `## ${path}\n\n${entries.join('\n')}`;
}

/** A span of code may hold backticks if it stands between more of them (CommonMark, "Code spans"). */
function inCode(code: string): string {
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${code}\`` : `${fence} ${code} ${fence}`;
}
