import { start } from './index.js';

await start('prod-manual-gate');
