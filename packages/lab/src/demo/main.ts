import { AssertionError } from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { createExampleOrganisation } from '../example-organisation.ts';
import { startLab } from '../lab.ts';
import { Account } from './account.ts';
import { ending, keptAddresses } from './ending.ts';
import { narrate, narrateArgoCd } from './narrator.ts';
import { Story } from './story.ts';

const help = `Usage: npm start [-- --keep]

Walks a commit to prod and back, on this machine: the workflow files of examples/, run with the committed dist/.

  --keep   leave the lab up afterwards and print its addresses, until Ctrl-C
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
  const lab = await startLab({ start, onRunnerEvent: (report) => account && narrate(report, account) });
  try {
    account = new Account(lab.clock, print);
    const told = account;
    const organisation = await createExampleOrganisation(lab, { onArgoCdEvent: (event) => narrateArgoCd(event, told) });
    const story = new Story(lab, organisation, account);
    await story.tell();
    print(await ending(lab, organisation, story));
    print(`\nAll of it took ${Math.round((performance.now() - began) / 1000)} s.`);
    if (values.keep) await keepUp(print, await keptAddresses(lab, organisation, story));
    await organisation.argocd.close();
  } finally {
    await lab.close();
  }
}

async function keepUp(print: (line: string) => void, addresses: string): Promise<void> {
  print(`\n${addresses}\n\nThe lab stays up. Ctrl-C ends it.`);
  const alive = setInterval(() => {}, 60_000);
  // A terminal's Ctrl-C arrives twice, from it and from the launcher; the second must not cut the clean-up short.
  await new Promise<void>((resolve) => process.on('SIGINT', () => resolve()));
  clearInterval(alive);
}

try {
  await main();
} catch (error) {
  const what = error instanceof AssertionError ? `what should have held did not: ${error.message}` : error;
  console.error('\nThe walk stopped:', what);
  process.exitCode = 1;
}
