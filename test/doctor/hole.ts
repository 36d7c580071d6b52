import type { SetUp, Site } from './doctor-rig.ts';

export type Edit = NonNullable<SetUp['edit']>;

/** One hole in what is otherwise set up as documented. */
export interface Hole {
  readonly name: string;
  /** What doctor must say, and nothing else. */
  readonly code: string;
  readonly setUp?: SetUp;
  readonly make?: (site: Site) => Promise<unknown> | void;
}

/** Replaces in promotion.yaml. */
export const inPolicy =
  (from: string | RegExp, to: string): Edit =>
  (text, path) =>
    path === 'promotion.yaml' ? text.replace(from, to) : text;

export const inFile =
  (file: string, from: string | RegExp, to: string): Edit =>
  (text, path) =>
    path === file ? text.replace(from, to) : text;
