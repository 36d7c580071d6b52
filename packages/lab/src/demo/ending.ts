import type { ExampleOrganisation } from '../example-organisation.ts';
import type { Lab } from '../lab.ts';
import { plainTable } from './account.ts';
import { environments, type GitOpsView } from './gitops-view.ts';
import { leaveRecord } from './record.ts';
import type { RequestCount } from './requests.ts';

/** What is deployed where and how it got there, what each action cost, and where to look. */
export async function ending(
  lab: Lab,
  organisation: ExampleOrganisation,
  view: GitOpsView,
  requests: RequestCount,
): Promise<string> {
  return [
    '\nWhat runs where, and how it got there (times by the lab’s clock):\n',
    await deployments(organisation, view),
    '\nRequests that each run of an action made, fewest–most (a race that was lost is run again):\n',
    requests.table(),
    '\nWhere to look:\n',
    await leaveRecord(lab, organisation),
  ].join('\n');
}

async function deployments({ services }: ExampleOrganisation, view: GitOpsView): Promise<string> {
  const rows: string[][] = [];
  for (const service of services) {
    for (const environment of environments) {
      const arrival = await view.arrival(service, environment);
      if (arrival === null) continue;
      rows.push([
        service,
        environment,
        arrival.digest.slice(0, 19),
        `#${arrival.pull}`,
        arrival.approvedBy.join(', ') || 'the bot',
        `${duration(arrival.at.getTime() - arrival.cause.at.getTime())} after ${arrival.cause.what}`,
      ]);
    }
  }
  return plainTable(['service', 'environment', 'digest', 'pull', 'approved by', 'deployed'], rows);
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
