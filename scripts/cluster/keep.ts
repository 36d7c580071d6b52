// Started by `npm run cluster -- up NAME`: keeps that cluster until it is told to end.
import { once } from 'node:events';
import { join } from 'node:path';
import { directoryOf, leaveState } from './named-clusters.ts';
import { startClusterOrganisation } from './organisation.ts';

const [name = ''] = process.argv.slice(2);
await using organisation = await startClusterOrganisation(join(directoryOf(name), 'data'), console.log);
await organisation.apply('argocd/root.yaml');
const { cluster, lab, bitvault } = organisation;
leaveState(name, {
  pid: process.pid,
  kubeconfig: cluster.kubeconfig,
  logs: join(cluster.directory, 'logs'),
  github: lab.github.origin,
  token: bitvault.alice.token,
});
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
