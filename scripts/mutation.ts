// Usage: npm run mutation [-- PART …] [--keep]: changes the rules of a merge in every small way and sees whether a test
// notices. Compares with what is kept, or keeps what it finds; arguments for survivors are then written by hand.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { differences, keptPath, readKept, withArguments, writeKept } from './mutation/kept.ts';
import { parts, type Part } from './mutation/parts.ts';
import { runPart } from './mutation/run-part.ts';
import { root } from './project.ts';

// The tests start again for every mutant, and would compile what they import each time.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules', '.cache', 'mutation');

await command(async () => {
  const { values, positionals } = parseArgs({
    options: { keep: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new Error(`No part is called ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}.`);
  }
  let found = 0;
  for (const part of parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name)))
    found += await run(part, values.keep);
  if (found > 0) {
    throw new Error(
      'Write the tests that are missing, then `npm run mutation -- PART --keep`, and argue what is left.',
    );
  }
});

/** Runs a part and reports on it; how many differences there are from what is kept. */
async function run(part: Part, keep: boolean): Promise<number> {
  const kept = readKept(part);
  const results = withArguments(await runPart(part), kept);
  for (const [file, { mutants, killed, survivors }] of Object.entries(results))
    console.log(`${file}: ${mutants} mutants, ${killed} killed, ${survivors.length} survive`);
  if (keep) {
    writeKept(part, results);
    console.log(`Kept in ${keptPath(part)}`);
    return 0;
  }
  const different = differences(results, kept);
  for (const difference of different) console.log(difference);
  return different.length;
}
