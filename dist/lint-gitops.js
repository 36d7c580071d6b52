import { start } from './index.js';

await start('lint-gitops');
