import { createService, run } from './service.js';

await run(createService('bitvault-web', { '/': () => ({ title: 'BitVault' }) }));
