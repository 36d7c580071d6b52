// Usage: npm run cluster -- up|down|show NAME, or list: a cluster on this machine to look into, without containers.
import { command } from './command.ts';
import { bringUp, clusterNames, stateOf, takeDown, type ClusterState } from './cluster/named-clusters.ts';
import { missingPeers, peersBin } from './peers/folders.ts';
import { suites } from './peers/programs.ts';
import { seconds } from './project.ts';

const usage = `Usage: npm run cluster -- COMMAND

Kubernetes, Argo CD and Argo Rollouts as processes on loopback, beside a GitHub whose bitvault/gitops they follow: the
files of examples/gitops, with seconds where those have minutes. Nothing is really run: pods are ready at once.

  up NAME     brings one up, about half a minute
  show NAME   how to use it
  down NAME   ends it with all its processes; the logs stay
  list        those that are up

It needs what "npm run peers -- cluster" brings.`;

const instructions = (name: string, { kubeconfig, logs, github, token }: ClusterState): string => `
  export KUBECONFIG=${kubeconfig} PATH=${peersBin}:$PATH
  kubectl get applications -n argocd
  git clone http://alice:${token}@${new URL(github).host}/bitvault/gitops.git

Logs of every program are in ${logs}. To end it: npm run cluster -- down ${name}`;

async function up(name: string): Promise<void> {
  const missing = missingPeers(suites.cluster);
  if (missing.length > 0) throw new Error(`missing here: ${missing.join(', ')}. Next: npm run peers -- cluster`);
  const started = performance.now();
  const state = await bringUp(name, console.log);
  console.log(`${name} is up (${seconds(started)}).\n${instructions(name, state)}`);
}

function show(name: string): void {
  const state = stateOf(name);
  if (state === undefined)
    throw new Error(`there is no cluster ${name} that is up. Next: npm run cluster -- up ${name}`);
  console.log(instructions(name, state));
}

function list(): void {
  const names = clusterNames().filter((name) => stateOf(name) !== undefined);
  console.log(names.length === 0 ? 'None is up. Next: npm run cluster -- up demo' : names.join('\n'));
}

await command(async () => {
  const [action, name = '', ...others] = process.argv.slice(2);
  const isNamed = action === 'up' || action === 'down' || action === 'show';
  if (action === '--help' || action === '-h') console.log(usage);
  else if (others.length > 0 || isNamed !== (name !== '') || !(isNamed || action === 'list')) throw new Error(usage);
  else if (action === 'up') await up(name);
  else if (action === 'down') await takeDown(name);
  else if (action === 'show') show(name);
  else list();
});
