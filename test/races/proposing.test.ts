import { play } from './play.ts';

await play(
  'promote opens the pull request of staging',
  'promote starts the gate',
  'promote proposes what was built',
  'rollback proposes',
);
