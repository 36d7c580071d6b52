import type { StepResult } from '@bitvault/lab';
import type { Rig } from '../rig.ts';
import type { Site } from '../site.ts';

/** Whoever means harm, or is careless, by what they hold. */
export const holders = {
  fork: 'Anybody with a fork',
  writer: 'Somebody who may write to the GitOps repository, and approve nothing',
  person: 'One of those who approve, alone',
  promoter: 'The thief of the promoter App’s token',
  merger: 'The thief of the merger App’s token',
  workflow: 'A compromised workflow of the application',
  forger: 'Whoever forges what is to prove where an image comes from',
  build: 'Whoever makes what the build is given',
  variable: 'Whoever may set variables and inputs',
  registry: 'A registry that lies',
  reporter: 'Whoever reports health',
  clock: 'A clock that is wrong',
  administrator: 'A careless administrator',
  github: 'GitHub, answering only in part or otherwise than usual',
} as const;

export type Holder = keyof typeof holders;

/** One attack. */
export interface Row {
  /** Completes "<the holder> …". */
  readonly does: string;
  /** The rule that stops it, as a sentence. */
  readonly stoppedBy: string;
  /** How the refusal begins, each reason in its order; empty where GitHub itself refuses. */
  readonly codes: readonly string[];
  readonly shown: Attempt | Elsewhere;
}

/** Made in a repository of its own; refused with exactly the row's codes, and nothing is written. */
export interface Attempt {
  readonly kind: 'attempt';
  readonly prepare: (rig: Rig) => Promise<Attack>;
  /** Default: it fails. `waits`: it ends well, and says that it waits. */
  readonly ends?: 'waits';
  /** Whether GitHub is asked to merge, once, and refuses; by default nothing is even asked to be written. */
  readonly asksToMerge?: true;
}

export interface Attack {
  readonly site: Site;
  readonly attack: () => Promise<StepResult>;
}

/** A test that has its own file, in which its title stands so. */
export interface Elsewhere {
  readonly kind: 'elsewhere';
  readonly file: string;
  readonly title: string;
}

/** @param file below `test/`, or from the root with `../` before it */
export const elsewhere = (file: string, title: string): Elsewhere => ({
  kind: 'elsewhere',
  file: file.startsWith('../') ? file.slice('../'.length) : `test/${file}`,
  title,
});
