import type { ExampleOrganisation } from '../example-organisation.ts';
import type { Lab } from '../lab.ts';
import { plainTable } from './account.ts';
import { leaveRecord } from './record.ts';
import type { Story } from './story.ts';

/** What is deployed where and how it got there, what each chapter cost, and where to look. */
export async function ending(lab: Lab, organisation: ExampleOrganisation, story: Story): Promise<string> {
  return [
    '\nWhat runs where, and how it got there (times by the lab’s clock):\n',
    await deployments(organisation, story),
    '\nRequests that were served:\n',
    requests(story),
    '\nWhere to look:\n',
    await leaveRecord(lab, organisation),
  ].join('\n');
}

async function deployments({ services }: ExampleOrganisation, { view, environments }: Story): Promise<string> {
  const rows: string[][] = [];
  for (const service of services) {
    for (const environment of environments) {
      const arrival = await view.arrival(service, environment);
      if (arrival === null) continue;
      const took =
        arrival.source === null ? '' : duration(arrival.at.getTime() - (await view.pushedAt(arrival.source)).getTime());
      rows.push([
        service,
        environment,
        arrival.digest.slice(0, 19),
        `#${arrival.pull}`,
        arrival.approvedBy || 'the bot',
        took,
      ]);
    }
  }
  return plainTable(['service', 'environment', 'digest', 'pull', 'approved by', 'after the push'], rows);
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function requests({ chapters }: Story): string {
  const parts = ['github', 'registry', 'fulcio', 'rekor', 'tsa'];
  const rows = chapters.map((chapter) => [chapter.title, ...parts.map((part) => String(chapter.requests[part] ?? 0))]);
  return plainTable(['chapter', ...parts], rows);
}

/** What one needs to poke at a lab that stays up. */
export function keptAddresses(lab: Lab, { alice, registryHost }: ExampleOrganisation): string {
  return [
    `GitHub    ${lab.github.origin}   API ${lab.github.apiUrl}   GraphQL ${lab.github.graphqlUrl}`,
    `  alice's token: ${alice.token}`,
    `registry  http://${registryHost}/v2/`,
    `Fulcio    ${lab.sigstore.fulcioUrl}   Rekor ${lab.sigstore.rekorUrl}   timestamps ${lab.sigstore.tsaUrl}`,
  ].join('\n');
}
