import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectGitHub, promotionStateReader, pullRequestMerger, pullRequestWriter } from '@bitvault/github';
import { LabClock, startGitHub, Traffic, type ServedRequest } from '@bitvault/lab';
import {
  parseDigest,
  parseEnvironmentName,
  parsePolicy,
  parseRepositoryName,
  parseServiceName,
  type Digest,
  type ProposalState,
  type WantedBump,
} from '@bitvault/promotion';

export const repository = parseRepositoryName('bitvault/gitops');
export const dev = parseEnvironmentName('dev');
export const staging = parseEnvironmentName('staging');
export const branch = 'promote/dev';

export const digest = (n: number): Digest => parseDigest(`sha256:${n.toString(16).padStart(64, '0')}`);

/** What the repository of a test holds. */
export interface Layout {
  readonly services: number;
  /** Template of the digest files; one for each environment by default. */
  readonly file?: string;
}

export const serviceNamed = (index: number) => parseServiceName(`service-${index}`);

export function policyText({ services, file = 'envs/{env}/values.{env}.yaml' }: Layout): string {
  const entries = Array.from(
    { length: services },
    (_, index) =>
      `  ${serviceNamed(index)}: {image: ghcr.io/bitvault/${serviceNamed(index)}, source: bitvault/bitvault, workflow: .github/workflows/release.yml}\n`,
  );
  return `version: 1
bot: bitvault-promoter[bot]
argocd: bitvault-argocd[bot]
services:
${entries.join('')}digests:
  file: ${file}
  path: services.{service}.image.digest
environments:
  dev: {from: build, merge: auto}
  staging: {from: dev, merge: review, approvals: 1, healthy: [argocd/bitvault-dev]}
`;
}

function valuesText(services: readonly string[], current: Digest): string {
  const entries = services.map((service) => `  ${service}:\n    image:\n      digest: ${current}\n`);
  return `# written by hand\nservices:\n${entries.join('')}`;
}

function filesOf(layout: Layout): Record<string, string> {
  const policy = parsePolicy(policyText(layout));
  const files: Record<string, string> = { 'promotion.yaml': policyText(layout), 'README.md': '# GitOps\n' };
  for (const { name: environment } of policy.environments) {
    const services = [...policy.services.keys()];
    for (const service of services) {
      const file = policy.digests.file({ environment, service });
      const shared = services.filter((other) => policy.digests.file({ environment, service: other }) === file);
      files[file] = valuesText(shared, digest(1));
    }
  }
  return files;
}

/** A GitHub with one GitOps repository, and the suite's Apps connected to it. */
export async function startRig(layout: Layout = { services: 2 }) {
  const directory = await mkdtemp(path.join(tmpdir(), 'github-'));
  const traffic = new Traffic();
  const clock = new LabClock();
  const lab = await startGitHub({ traffic, clock, directory });
  const alice = lab.createUser('alice');
  const bob = lab.createUser('bob');
  lab.createOrganization('bitvault', ['alice']);
  await lab.createRepository({ owner: 'bitvault', name: 'gitops', files: filesOf(layout), authorLogin: 'alice' });
  lab.setCollaborator(repository, 'bob', 'write');
  for (const slug of ['bitvault-promoter', 'bitvault-merger']) {
    lab.createApp({
      slug,
      permissions: {
        contents: 'write',
        pull_requests: 'write',
        actions: 'write',
        checks: 'write',
        statuses: 'read',
        members: 'read',
      },
    });
  }
  lab.createApp({ slug: 'bitvault-argocd', permissions: { contents: 'read', statuses: 'write' } });
  const connect = (token: string) =>
    connectGitHub({ token, apiUrl: lab.apiUrl, graphqlUrl: lab.graphqlUrl, repository, patience: 10_000 });
  const token = lab.installationToken('bitvault-promoter');
  const promoter = connect(token);
  const merger = connect(lab.installationToken('bitvault-merger'));
  return {
    lab,
    traffic,
    clock,
    alice,
    bob,
    connect,
    token,
    promoter,
    mergerConnection: merger,
    reader: promotionStateReader(promoter),
    writer: pullRequestWriter(promoter),
    mergerReader: promotionStateReader(merger),
    merger: pullRequestMerger(merger),
    /** A REST request to a route of the repository, as whoever holds the credential. */
    async ask(credential: string, method: string, route: string, body?: unknown): Promise<unknown> {
      const answer = await fetch(`${lab.apiUrl}/repos/${repository}/${route}`, {
        method,
        headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      assert.ok(answer.ok, text);
      return text === '' ? null : JSON.parse(text);
    },
    /** The requests that `work` needed. */
    async counted<T>(
      work: () => Promise<T>,
    ): Promise<{ readonly value: T; readonly served: readonly ServedRequest[] }> {
      const mark = traffic.served.length;
      const value = await work();
      return { value, served: traffic.since(mark) };
    },
    async [Symbol.asyncDispose]() {
      await lab.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;

export const policyOf = (state: ProposalState) => parsePolicy(state.base.policyText ?? '');

export const want = (index: number, to: number): WantedBump => ({
  service: serviceNamed(index),
  environment: dev,
  to: digest(to),
  source: null,
});
