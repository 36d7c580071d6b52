import { createService, run } from './service.js';

const started = new Date().toISOString();
await run(createService('bitvault-worker', { '/v1/jobs': () => ({ started, waiting: 0 }) }));
