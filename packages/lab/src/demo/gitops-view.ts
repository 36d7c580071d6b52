import assert from 'node:assert/strict';
import { parseBumpTrailers, readDigest } from '@bitvault/promotion';
import type { ExampleOrganisation } from '../example-organisation.ts';

export const environments = ['dev', 'staging', 'prod'] as const;
export type EnvironmentOfExample = (typeof environments)[number];

/** How a digest came to be deployed, told from the GitOps repository alone. */
export interface Arrival {
  readonly digest: string;
  readonly pull: string;
  readonly approvedBy: string;
  readonly at: Date;
  readonly source: string | null;
}

interface CommitAnswer {
  readonly commit: { readonly message: string; readonly committer: { readonly date: string } };
}

/** What a reader of the GitOps repository sees, over the API. */
export class GitOpsView {
  readonly #bitvault: ExampleOrganisation;

  constructor(organisation: ExampleOrganisation) {
    this.#bitvault = organisation;
  }

  async file(path: string): Promise<string> {
    const answer = (await this.#get(`/contents/${path}?ref=main`)) as { readonly content: string };
    return Buffer.from(answer.content, 'base64').toString('utf8');
  }

  /** Service → digest. */
  async digests(environment: EnvironmentOfExample): Promise<ReadonlyMap<string, string>> {
    const text = await this.file(`envs/${environment}/values.${environment}.yaml`);
    return new Map(
      this.#bitvault.services.map((service) => [
        service,
        readDigest(text, ['services', service, 'image', 'digest']) ?? '',
      ]),
    );
  }

  async findPull(branch: string): Promise<number | null> {
    const pulls = (await this.#get('/pulls?state=open')) as readonly {
      readonly number: number;
      readonly head: { readonly ref: string };
    }[];
    return pulls.find((pull) => pull.head.ref === branch)?.number ?? null;
  }

  async openPull(branch: string): Promise<number> {
    const number = await this.findPull(branch);
    assert.ok(number, `a pull request from ${branch} is open`);
    return number;
  }

  /** The merge that brought what a service runs now; null while it runs nothing. */
  async arrival(service: string, environment: EnvironmentOfExample): Promise<Arrival | null> {
    const digest = (await this.digests(environment)).get(service);
    const commits = (await this.#get(
      `/commits?sha=main&path=envs/${environment}&per_page=50`,
    )) as readonly CommitAnswer[];
    for (const { commit } of commits) {
      const bump = parseBumpTrailers(commit.message).find((found) => found.service === service && found.to === digest);
      if (bump === undefined) continue;
      const approvers = [...commit.message.matchAll(/^Promotion-(?:Gate-)?Approved-By: (.+)$/gm)].map(
        ([, login]) => login,
      );
      return {
        digest: bump.to,
        pull: /\(#(\d+)\)/.exec(commit.message)?.[1] ?? '',
        approvedBy: approvers.join(', '),
        at: new Date(commit.committer.date),
        source: bump.source?.commit ?? null,
      };
    }
    return null;
  }

  /** When a commit of the application was pushed. */
  async pushedAt(commit: string): Promise<Date> {
    const answer = (await this.#bitvault.alice.request(
      'GET',
      `/repos/${this.#bitvault.application}/commits/${commit}`,
    )) as CommitAnswer;
    return new Date(answer.commit.committer.date);
  }

  #get(path: string): Promise<unknown> {
    return this.#bitvault.alice.request('GET', `/repos/${this.#bitvault.gitops}${path}`);
  }
}
