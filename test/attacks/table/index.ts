import { administrator } from './administrator.ts';
import { build } from './build.ts';
import { clock } from './clock.ts';
import { forger } from './forger.ts';
import { fork } from './fork.ts';
import { github } from './github.ts';
import { merger } from './merger.ts';
import { person } from './person.ts';
import { promoter } from './promoter.ts';
import { registry } from './registry.ts';
import { reporter } from './reporter.ts';
import type { Holder, Row } from './row.ts';
import { variable } from './variable.ts';
import { workflow } from './workflow.ts';
import { writer } from './writer.ts';

export { holders, type Holder, type Row } from './row.ts';

/** Every attack, by who makes it. */
export const attacks: Readonly<Record<Holder, readonly Row[]>> = {
  fork,
  writer,
  person,
  promoter,
  merger,
  workflow,
  forger,
  build,
  variable,
  registry,
  reporter,
  clock,
  administrator,
  github,
};
