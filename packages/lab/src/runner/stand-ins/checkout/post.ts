import { rm } from 'node:fs/promises';
import { runStandIn, savedState } from '../protocol.ts';

await runStandIn(async () => {
  const credentials = savedState('credentials');
  if (credentials !== '') await rm(credentials, { force: true });
});
