import { start } from './index.js';

await start('build-sign-push');
