// Usage: npm test [-- PART-OF-A-PATH …]: everything, or only the test files whose path contains one of the arguments.
// With --peers those of test/peers, and with --suite NAME those of one folder there.
import { parseArgs } from 'node:util';
import { missingPeers } from './peers/folders.ts';
import { suiteNames, suites } from './peers/programs.ts';
import { seconds } from './project.ts';
import { atOnce, runTests } from './testing/run-tests.ts';
import { staticChecks, type Tally } from './testing/static-checks.ts';
import { suiteOf, testFiles } from './testing/test-files.ts';

async function main(say: (line: string) => void): Promise<Tally> {
  const { values, positionals } = parseArgs({
    options: { peers: { type: 'boolean', default: false }, suite: { type: 'string' } },
    allowPositionals: true,
  });
  const peers = values.peers || values.suite !== undefined;
  const files = testFiles(positionals, peers).filter(
    (file) => values.suite === undefined || suiteOf(file) === values.suite,
  );
  if (files.length === 0) {
    say(`No test file matches ${positionals.join(', ') || 'the patterns'}.`);
    return { passed: 0, failed: 1 };
  }
  if (peers && !peersAreThere(files, say)) return { passed: 0, failed: 1 };
  const everything = positionals.length === 0 && !peers;
  say(
    everything ? 'Checking types, generated files, format and lint …' : 'A selection: the static checks are left out.',
  );
  const checks = everything ? await staticChecks(say) : { passed: 0, failed: 0 };
  say(`Running ${files.length} test files, ${atOnce} at a time …`);
  const tests = await runTests(files, say);
  if (everything) sayLeftOut(say);
  return { passed: checks.passed + tests.passed, failed: checks.failed + tests.failed };
}

/** Asked before anything runs: a test would say it later, and less plainly. */
function peersAreThere(files: readonly string[], say: (line: string) => void): boolean {
  const wanting = suiteNames
    .filter((suite) => files.some((file) => suiteOf(file) === suite))
    .map((suite) => ({ suite, missing: missingPeers(suites[suite]) }))
    .filter(({ missing }) => missing.length > 0);
  for (const { suite, missing } of wanting)
    say(`test/peers/${suite} needs ${missing.join(', ')}. Next: npm run peers -- ${suite}`);
  return wanting.length === 0;
}

function sayLeftOut(say: (line: string) => void): void {
  say('Left out, because they run real peers (`npm run test:peers`):');
  for (const suite of suiteNames) {
    const missing = missingPeers(suites[suite]);
    const state = missing.length === 0 ? 'all there' : `missing here: ${missing.join(', ')}; npm run peers -- ${suite}`;
    say(`  test/peers/${suite}: ${state}`);
  }
}

const started = performance.now();
let tally: Tally = { passed: 0, failed: 1 };
try {
  tally = await main(console.log);
} catch (error) {
  console.error(error);
}
console.log(`Took ${seconds(started)}.`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
