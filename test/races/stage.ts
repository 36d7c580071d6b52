import type { StepResult } from '@bitvault/lab';
import { renderHold, parseDigest, parseEnvironmentName, parseServiceName } from '@bitvault/promotion';
import { privateSigstoreFor } from '../application-lab.ts';
import { valuesPath, type Deployed, type EnvironmentName } from '../attacks/layout.ts';
import { startRig, type Rig } from '../attacks/rig.ts';
import type { Pull, Site } from '../attacks/site.ts';
import { team } from './instant.ts';
import type { Merger } from './oracle.ts';

/** A repository in which an action is about to do its work, and what may come between. */
export interface Stage {
  readonly site: Site;
  /** Where `api` moves. */
  readonly environment: EnvironmentName;
  /** The pull request at stake, where there is one yet. */
  readonly pull: Pull | null;
  readonly by: Merger;
  /** Whether the gate is one that a team starts by hand. */
  readonly byHand?: true;
  /** Runs the action: the first time, and again after whatever has happened. */
  act(after?: { readonly unguarded: boolean }): Promise<StepResult>;
}

export interface Theatre extends AsyncDisposable {
  readonly rig: Rig;
  /** Of a Sigstore that signed nothing here. */
  readonly foreignRoot: string;
  readonly trustedRoot: string;
  /** Digest of the n-th version of a service. */
  image(service: string, version: number): Promise<string>;
  /** A repository whose policy waits for health, with what each environment runs. */
  open(runs: Readonly<Record<EnvironmentName, readonly [api: number, web: number]>>): Promise<Site>;
  /** Argo CD's report on the head of main. */
  report(site: Site, environment: EnvironmentName, state: 'success' | 'failure'): Promise<void>;
  readonly signed: (service: string, digest: string) => boolean;
}

const upstreamHealth: readonly (readonly [rule: string, with_: string])[] = [
  ['merge: review, approvals: 1', 'merge: review, approvals: 1, healthy: [argocd/dev]'],
  ['merge: gate, approvals: 1', 'merge: gate, approvals: 1, healthy: [argocd/staging]'],
];

/** Stands in for the workflow that rolls back; its runs say what they were asked for. */
const rollbackWorkflow = `run-name: \${{ inputs.command }} \${{ inputs.service }} in \${{ inputs.environment }} to \${{ inputs.to }}
on:
  workflow_dispatch:
    inputs:
      command: {type: string}
      service: {type: string}
      environment: {type: string}
      from: {type: string}
      to: {type: string}
      reason: {type: string}
      force: {type: string}
permissions: {}
jobs: {roll-back: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}}
`;

/** The title of a run that was asked to put a digest of \`api\` back. */
export const rollbackTitle = (environment: EnvironmentName, digest: string): string =>
  `rollback api in ${environment} to ${digest}`;

export async function startTheatre(): Promise<Theatre> {
  const rig = await startRig();
  rig.lab.github.createTeam({ organization: 'bitvault', slug: team, members: ['carol'] });
  const foreign = await privateSigstoreFor(rig.lab);
  const known = new Set<string>();
  const image = async (service: string, version: number) => {
    const digest = await rig.images.signed(service, version);
    known.add(`${service}@${digest}`);
    return digest;
  };
  const deployed = async ([api, web]: readonly [number, number]): Promise<Deployed> => ({
    api: await image('api', api),
    web: await image('web', web),
  });
  return {
    rig,
    foreignRoot: foreign.trustedRoot,
    trustedRoot: rig.lab.sigstore.trustedRoot,
    image,
    signed: (service, digest) => known.has(`${service}@${digest}`),
    async open(runs) {
      const layout = {
        dev: await deployed(runs.dev),
        staging: await deployed(runs.staging),
        prod: await deployed(runs.prod),
      };
      const site = await rig.createSite(layout);
      const written = await site.file('promotion.yaml');
      const policy = upstreamHealth.reduce((text, [rule, with_]) => text.replace(rule, with_), written);
      await push(site, 'Wait for health', {
        'promotion.yaml': policy,
        '.github/workflows/rollback.yml': rollbackWorkflow,
      });
      return site;
    },
    async report(site, environment, state) {
      const token = site.token('bitvault-argocd');
      await site.ask(token, 'POST', `statuses/${site.main()}`, { state, context: `argocd/${environment}` });
    },
    async [Symbol.asyncDispose]() {
      await foreign.close();
      await rig[Symbol.asyncDispose]();
    },
  };
}

/** A commit of alice's, who administers the repository, on main or on a branch. */
export const push = (site: Site, message: string, files: Record<string, string>, branch?: string): Promise<string> =>
  site.lab.github.push(site.repository, { login: 'alice', message, files, ...(branch !== undefined && { branch }) });

/** What a rollback of alice's would leave, where it had put `digest` there. */
export function holdOf(environment: EnvironmentName, digest: string): Record<string, string> {
  const text = renderHold({
    service: parseServiceName('api'),
    environment: parseEnvironmentName(environment),
    digest: parseDigest(digest),
    replaced: null,
    reason: 'it leaks',
    by: 'alice',
    since: '2026-11-24T09:00:00Z',
  });
  return { [`holds/${environment}/api.yaml`]: text };
}

/** The files that move `api`, or another service, in an environment. */
export const bump = async (
  site: Site,
  environment: EnvironmentName,
  digest: string,
  service = 'api',
): Promise<Record<string, string>> => ({ [valuesPath(environment)]: await site.bumped(environment, service, digest) });
