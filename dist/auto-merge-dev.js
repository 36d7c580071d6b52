import { start } from './index.js';

await start('auto-merge-dev');
