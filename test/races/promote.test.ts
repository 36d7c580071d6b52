import { play } from './play.ts';

await play('promote merges dev', 'promote merges staging');
