import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabClock } from './clock.ts';
import { startGitHub, type GitHubLab } from './github/github-lab.ts';
import { Traffic } from './http/traffic.ts';
import { startRegistry, type RegistryLab, type RegistryLabOptions } from './registry/registry-lab.ts';
import type { Report } from './runner/records.ts';
import { startRunner, type Runner, type RunnerOptions } from './runner/runner.ts';
import { startSigstore, type SigstoreLab, type SigstoreOptions } from './sigstore/sigstore-lab.ts';

/** The checkout of this suite: its committed `dist/` is what the lab runs. */
export const suiteRoot = fileURLToPath(new URL('../../..', import.meta.url));

export interface LabOptions {
  /** When the lab's clock starts; default now. */
  readonly start?: Date;
  /** Where `auth` is absent, anyone may do anything, but with a token that has to be asked for. */
  readonly registry?: Pick<RegistryLabOptions, 'auth' | 'referrers' | 'tls'>;
  readonly sigstore?: Pick<SigstoreOptions, 'rekorVersion'>;
  /** Folders in which the steps of workflows find programs before those of the PATH. */
  readonly programs?: RunnerOptions['programs'];
  readonly onRunnerEvent?: Report;
  /** Whether the records of steps tell what actions connected to; not by default. */
  readonly traceConnections?: boolean;
}

/** A GitHub, a registry, a Sigstore and a workflow runner, all on loopback and on one clock. */
export interface Lab {
  readonly clock: LabClock;
  readonly traffic: Traffic;
  readonly github: GitHubLab;
  readonly registry: RegistryLab;
  readonly sigstore: SigstoreLab;
  readonly runner: Runner;
  /** A temporary directory for whatever the lab's user needs; removed by `close`. */
  readonly directory: string;
  close(): Promise<void>;
}

export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const directory = await mkdtemp(join(tmpdir(), 'bitvault-lab-'));
  const parts: { close(): Promise<void> }[] = [];
  const opened = <T extends { close(): Promise<void> }>(part: T): T => {
    parts.unshift(part);
    return part;
  };
  const close = async () => {
    for (const part of parts) await part.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const clock = new LabClock(options.start);
    const traffic = new Traffic();
    const below = async (name: string) => {
      await mkdir(join(directory, name));
      return join(directory, name);
    };
    const github = opened(await startGitHub({ traffic, clock, directory: await below('github') }));
    const registry = opened(await startRegistry({ traffic, clock, auth: 'anyone', ...options.registry }));
    const issuer = `${github.origin}/_services/token`;
    const sigstore = opened(
      await startSigstore({
        traffic,
        clock,
        oidcIssuers: [{ issuer, jwksUrl: `${issuer}/.well-known/jwks` }],
        ...options.sigstore,
      }),
    );
    const runner = opened(
      startRunner({
        host: github.workflowHost,
        clock,
        directory: await below('runner'),
        suiteRoot,
        ...(options.programs && { programs: options.programs }),
        ...(options.onRunnerEvent && { onEvent: options.onRunnerEvent }),
        traceConnections: options.traceConnections ?? false,
      }),
    );
    return { clock, traffic, github, registry, sigstore, runner, directory, close };
  } catch (error) {
    await close();
    throw error;
  }
}
