// Usage: npm run races [-- PART-OF-A-PATH …]: everything that may happen between two requests, and every fault of every
// request, of which `npm test` tries a sample. It takes an hour.
import { command } from './command.ts';
import { seconds } from './project.ts';
import { atOnce, runTests } from './testing/run-tests.ts';
import { testFiles } from './testing/test-files.ts';

await command(async () => {
  const started = performance.now();
  const filters = process.argv.slice(2);
  const files = testFiles(['test/races/', 'test/faults/'], false).filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(filter)),
  );
  process.env['RACES'] = 'all';
  console.log(`Running ${files.length} test files, ${atOnce} at a time …`);
  const { passed, failed } = await runTests(files, console.log, { longer: 7_200_000 });
  console.log(`Took ${seconds(started)}.`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) throw new Error('Not everything held.');
});
