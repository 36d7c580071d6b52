import { play } from './play.ts';

await play('auto-merge-dev merges a promotion', 'auto-merge-dev merges a rollback');
