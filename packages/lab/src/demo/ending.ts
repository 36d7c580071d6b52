import { verificationCommands } from '@bitvault/signing';
import type { ExampleOrganisation } from '../example-organisation.ts';
import type { Lab } from '../lab.ts';
import { plainTable } from './account.ts';
import { environments } from './gitops-view.ts';
import { leaveRecord, leaveTrustedRoot } from './record.ts';
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

async function deployments({ services }: ExampleOrganisation, { view }: Story): Promise<string> {
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
export async function keptAddresses(lab: Lab, organisation: ExampleOrganisation, { view }: Story): Promise<string> {
  const { github, sigstore } = lab;
  const { alice, application, gitops, registryHost } = organisation;
  const image = `${registryHost}/bitvault/bitvaultd@${(await view.digests('prod')).get('bitvaultd')}`;
  const [cosign] = verificationCommands(
    image,
    {
      issuer: `${github.origin}/_services/token`,
      server: github.origin,
      source: application,
      workflow: '.github/workflows/release.yml',
      ref: 'refs/heads/main',
    },
    { trustedRoot: await leaveTrustedRoot(sigstore.trustedRoot) },
  );
  return [
    `GitHub    ${github.origin}   API ${github.apiUrl}   GraphQL ${github.graphqlUrl}`,
    `registry  http://${registryHost}/v2/`,
    `Sigstore  Fulcio ${sigstore.fulcioUrl}   Rekor ${sigstore.rekorUrl}   timestamps ${sigstore.tsaUrl}`,
    '',
    `git clone ${github.origin}/${gitops}.git`,
    `curl -H 'Authorization: Bearer ${alice.token}' ${github.apiUrl}/repos/${gitops}/pulls?state=all`,
    `curl http://${registryHost}/v2/bitvault/bitvaultd/tags/list`,
    cosign,
  ].join('\n');
}
