import { spoil } from './spoiling.ts';

await spoil('dispatching', 'closing');
