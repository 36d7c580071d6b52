// Usage: npm run check: what `npm test` checks before it runs tests.
import { staticChecks } from './testing/static-checks.ts';

const { failed } = await staticChecks(console.log);
if (failed > 0) process.exitCode = 1;
