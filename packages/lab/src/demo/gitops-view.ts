import assert from 'node:assert/strict';
import { parseBumpTrailers, readDigest } from '@bitvault/promotion';
import type { ExampleOrganisation } from '../example-organisation.ts';

export const environments = ['dev', 'staging', 'prod'] as const;
export type EnvironmentOfExample = (typeof environments)[number];

/** How a digest came to be deployed, told from the GitOps repository alone. */
export interface Arrival {
  readonly digest: string;
  readonly pull: number;
  readonly mergedBy: string;
  /** Whoever reviewed it, then whoever approved the environment; nobody for what the bot merges by itself. */
  readonly approvedBy: readonly string[];
  readonly at: Date;
  /** What it began with, and when: the commit that was built, or the call for a rollback. */
  readonly cause: { readonly what: 'the push' | 'the call for it'; readonly at: Date };
}

export interface PullAnswer {
  readonly number: number;
  readonly user: { readonly login: string };
  readonly head: { readonly ref: string };
  readonly merged_by: { readonly login: string } | null;
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

  async file(path: string, branch = 'main'): Promise<string> {
    const answer = (await this.#get(`/contents/${path}?ref=${branch}`)) as { readonly content: string };
    return Buffer.from(answer.content, 'base64').toString('utf8');
  }

  /** Service → digest. */
  async digests(environment: EnvironmentOfExample, branch = 'main'): Promise<ReadonlyMap<string, string>> {
    const text = await this.file(`envs/${environment}/values.${environment}.yaml`, branch);
    return new Map(
      this.#bitvault.services.map((service) => [
        service,
        readDigest(text, ['services', service, 'image', 'digest']) ?? '',
      ]),
    );
  }

  /** Service → digest of what a pull request proposes; null where none is open from that branch. */
  async digestsOn(branch: `promote/${EnvironmentOfExample}`): Promise<ReadonlyMap<string, string> | null> {
    if ((await this.findPull(branch)) === null) return null;
    const environment = branch.slice('promote/'.length) as EnvironmentOfExample;
    return this.digests(environment, branch);
  }

  async findPull(branch: string): Promise<number | null> {
    const pulls = (await this.#get('/pulls?state=open')) as readonly PullAnswer[];
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
      const pull = await this.#pull(Number(/\(#(\d+)\)/.exec(commit.message)?.[1]));
      const rollback = pull.head.ref.startsWith('rollback/');
      return {
        digest: bump.to,
        pull: pull.number,
        mergedBy: pull.merged_by?.login ?? '',
        approvedBy: [...commit.message.matchAll(/^Promotion-(?:Gate-)?Approved-By: (.+)$/gm)].map(
          ([, login = '']) => login,
        ),
        at: new Date(commit.committer.date),
        cause: rollback
          ? { what: 'the call for it', at: await this.#startOf(bump.run ?? '') }
          : { what: 'the push', at: await this.#pushedAt(bump.source?.commit ?? '') },
      };
    }
    return null;
  }

  /** When a commit of the application was pushed. */
  async #pushedAt(commit: string): Promise<Date> {
    const answer = (await this.#bitvault.alice.request(
      'GET',
      `/repos/${this.#bitvault.application}/commits/${commit}`,
    )) as CommitAnswer;
    return new Date(answer.commit.committer.date);
  }

  /** When a workflow run was asked for, by its address. */
  async #startOf(run: string): Promise<Date> {
    const id = /\/runs\/(\d+)$/.exec(run)?.[1];
    const answer = (await this.#get(`/actions/runs/${id}`)) as { readonly created_at: string };
    return new Date(answer.created_at);
  }

  async #pull(number: number): Promise<PullAnswer> {
    return (await this.#get(`/pulls/${number}`)) as PullAnswer;
  }

  #get(path: string): Promise<unknown> {
    return this.#bitvault.alice.request('GET', `/repos/${this.#bitvault.gitops}${path}`);
  }
}
