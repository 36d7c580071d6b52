import { spoil } from './spoiling.ts';

await spoil('opening', 'updating', 'promoting', 'rollingBack');
