// Usage: npm run peers [-- SUITE-OR-PROGRAM …]: brings the real programs that `npm run test:peers` runs; without arguments
// all of them. Needs Go 1.21 or newer, and Debian's apt.
import { command } from './command.ts';
import { bring, installPackages } from './peers/bring.ts';
import { missingPeers, peersBin } from './peers/folders.ts';
import { isProgram, isSuite, sources, suites, type Program } from './peers/programs.ts';
import { seconds } from './project.ts';

const usage = `Usage: npm run peers [-- SUITE-OR-PROGRAM …]

Brings the real programs that "npm run test:peers" runs; without arguments all of them.
Suites:
${Object.entries(suites)
  .map(([suite, programs]) => `  ${suite.padEnd(9)} ${programs.join(', ')}`)
  .join('\n')}

What is compiled (Go 1.21 or newer) or unpacked (Debian's apt) once is kept in the user's cache folder, by version.`;

function wanted(names: readonly string[]): readonly Program[] {
  if (names.length === 0) return Object.keys(sources).filter(isProgram);
  const unknown = names.filter((name) => !isSuite(name) && !isProgram(name));
  if (unknown.length > 0) throw new Error(`There is no suite or program ${unknown.join(', ')}.\n\n${usage}`);
  const programs = names.flatMap((name): readonly Program[] =>
    isSuite(name) ? suites[name] : isProgram(name) ? [name] : [],
  );
  return [...new Set(programs)];
}

function bringAll(programs: readonly Program[]): void {
  const packages = missingPeers(programs).flatMap((program) => {
    const source = sources[program];
    return source.kind === 'installed' ? [source.package] : [];
  });
  if (packages.length > 0) installPackages(packages);
  for (const [index, program] of programs.entries()) {
    const started = performance.now();
    bring(program, console.log);
    console.log(`${index + 1}/${programs.length} ${program} (${seconds(started)})`);
  }
  console.log(`They are in ${peersBin}.`);
}

await command(async () => {
  const names = process.argv.slice(2);
  if (names.includes('--help') || names.includes('-h')) console.log(usage);
  else bringAll(wanted(names));
});
