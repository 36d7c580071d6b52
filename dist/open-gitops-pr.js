import { start } from './index.js';

await start('open-gitops-pr');
