import { createService, run } from './service.js';

// `bitvaultd.js migrate` is what the PreSync Job of the chart runs before a new version serves.
if (process.argv[2] === 'migrate') {
  console.log('the schema is up to date');
} else {
  await run(createService('bitvaultd', { '/v1/vaults': () => ({ vaults: [] }) }));
}
