import { AssertionError } from 'node:assert/strict';
import { parseArgs } from 'node:util';
import type { ArgoCdEvent } from '../argocd/argocd.ts';
import { createExampleOrganisation } from '../example-organisation.ts';
import { startLab } from '../lab.ts';
import type { RunnerReport } from '../runner/records.ts';
import { Account } from './account.ts';
import { ending } from './ending.ts';
import { GitOpsView } from './gitops-view.ts';
import { instructions } from './instructions.ts';
import { keepGoing } from './keep-going.ts';
import { canLint } from './lint-needs.ts';
import { narrate, narrateArgoCd } from './narrator.ts';
import { RequestCount } from './requests.ts';
import { Story } from './story.ts';

const help = `Usage: npm start [-- --keep]

Walks a commit to prod and back, on this machine: the workflow files of examples/, run with the committed dist/.

  --keep   leave the lab up afterwards, say what to try, and go on telling what happens, until Ctrl-C
  --help   this text`;

/** A Tuesday morning: the example freezes prod at weekends. */
const start = new Date('2026-11-24T09:00:00Z');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { keep: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const began = performance.now();
  console.log('Starting a GitHub, a registry, a Sigstore and a runner on loopback …');
  const print = (line: string) => console.log(line);
  let account: Account | undefined;
  let requests: RequestCount | undefined;
  const onRunnerEvent = (report: RunnerReport) => {
    requests?.take(report);
    if (account) narrate(report, account);
  };
  const lab = await startLab({ start, onRunnerEvent, traceConnections: true });
  try {
    requests = new RequestCount(lab.traffic);
    account = new Account(lab.clock, print);
    const told = account;
    const lint = await canLint(process.env['PATH'] ?? '', print);
    const onArgoCdEvent = (event: ArgoCdEvent) => narrateArgoCd(event, told);
    const organisation = await createExampleOrganisation(lab, { lint, onArgoCdEvent });
    const view = new GitOpsView(organisation);
    await new Story(lab, organisation, view, told).tell();
    print(await ending(lab, organisation, view, requests));
    print(`\nAll of it took ${Math.round((performance.now() - began) / 1000)} s.`);
    if (values.keep) {
      print(`\n${await instructions(lab, organisation, view)}\n\nThe lab stays up. Ctrl-C ends it.\n`);
      await keepGoing(lab, organisation, told, { signal: interrupted() });
      account = undefined;
    }
    await organisation.argocd.close();
  } finally {
    await lab.close();
  }
}

/** A terminal's Ctrl-C arrives twice, from it and from the launcher; the second must not cut the clean-up short. */
function interrupted(): AbortSignal {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort());
  return abort.signal;
}

try {
  await main();
} catch (error) {
  const what = error instanceof AssertionError ? `what should have held did not: ${error.message}` : error;
  console.error('\nThe walk stopped:', what);
  process.exitCode = 1;
}
