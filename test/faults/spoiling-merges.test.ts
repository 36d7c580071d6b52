import { spoil } from './spoiling.ts';

await spoil('autoMerging', 'gating', 'promoteMerging', 'mergingRollback');
