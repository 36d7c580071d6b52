import { play } from './play.ts';

await play(
  'prod-manual-gate merges a promotion',
  'prod-manual-gate merges a promotion that a team lets through by hand',
  'prod-manual-gate merges a rollback',
);
