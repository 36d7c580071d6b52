// Usage: npm run fuzz [-- PART-OF-A-PATH …]: every parser of outside text, with inputs that nobody has seen, for
// FUZZ_SECONDS each (30 if not given). `npm test` tries a fixed number of inputs on each.
import { command } from './command.ts';
import { seconds } from './project.ts';
import { runTests } from './testing/run-tests.ts';
import { testFiles } from './testing/test-files.ts';

/** More targets than any file has. */
const mostTargets = 60;

await command(async () => {
  const started = performance.now();
  const each = Number((process.env['FUZZ_SECONDS'] ??= '30'));
  if (!(each > 0)) throw new Error('FUZZ_SECONDS must be a number of seconds above 0.');
  const filters = process.argv.slice(2);
  const files = testFiles(['test/fuzz/'], false).filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  );
  console.log(`Running each target in ${files.length} files for ${each} s …`);
  const { passed, failed } = await runTests(files, console.log, { longer: mostTargets * each * 1000 });
  console.log(`Took ${seconds(started)}.`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) throw new Error('Not everything held.');
});
