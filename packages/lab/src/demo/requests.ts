import type { ServedRequest, Traffic } from '../http/traffic.ts';
import type { RunnerReport, StepRecord } from '../runner/records.ts';
import { plainTable } from './account.ts';

const servers = ['github', 'ID tokens', 'registry', 'fulcio', 'rekor', 'tsa'] as const;

/** One run of an action: what it did, and how many requests it made to each server. */
interface Counted {
  readonly action: string;
  readonly did: string;
  readonly requests: ReadonlyMap<string, number>;
}

/** Counts the requests of each step that runs an action of this suite, told apart by the connections of its process. */
export class RequestCount {
  readonly #traffic: Traffic;
  readonly #marks = new Map<StepRecord, number>();
  readonly #counted: Counted[] = [];

  constructor(traffic: Traffic) {
    this.#traffic = traffic;
  }

  readonly take = (report: RunnerReport): void => {
    if (report.kind !== 'step-started' && report.kind !== 'step-finished') return;
    const { step } = report;
    const action = /^bitvault\/actions\/([^@]+)@/.exec(step.uses ?? '')?.[1];
    if (action === undefined || step.conclusion === 'skipped') return;
    if (report.kind === 'step-started') {
      this.#marks.set(step, this.#traffic.served.length);
      return;
    }
    const own = this.#traffic.since(this.#marks.get(step) ?? 0).filter((request) => isOf(step, request));
    const requests = new Map([...Map.groupBy(own, serverOf)].map(([server, served]) => [server, served.length]));
    this.#counted.push({ action: modeOf(action, step), did: whatItDid(step), requests });
    this.#marks.delete(step);
  };

  /** A line for each thing that an action did, with the fewest and the most requests that it took. */
  table(): string {
    const alike = Map.groupBy(this.#counted, ({ action, did }) => `${action}\n${did}`);
    const rows = [...alike.values()].flatMap((runs) => {
      const [first] = runs;
      if (first === undefined) return [];
      return [[first.action, first.did, `${runs.length}`, ...servers.map((server) => range(runs, server))]];
    });
    return plainTable(['action', 'what it did', 'runs', ...servers], rows.toSorted(byText));
  }
}

const isOf = ({ connections }: StepRecord, { connection }: ServedRequest) =>
  connections.some(({ from, to }) => from === connection?.from && to === connection.to);

/** GitHub serves ID tokens from another host than its API. */
const serverOf = ({ part, url }: ServedRequest) => (url.startsWith('/_services/token/') ? 'ID tokens' : part);

function range(runs: readonly Counted[], server: string): string {
  const counts = runs.map(({ requests }) => requests.get(server) ?? 0);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  return fewest === most ? String(most) : `${fewest}–${most}`;
}

/** In CI `promote` proposes the digest that it is given; without one it carries out a plan, which it then tells. */
const modeOf = (action: string, { outputs }: StepRecord) =>
  action === 'promote' && !outputs['results'] ? 'promote with digest' : action;

/** `promote` tells what came of each step of its plan; every other action does one thing. */
function whatItDid({ outputs }: StepRecord): string {
  const { result = '', results = '' } = outputs;
  if (results === '') return result;
  const each = (JSON.parse(results) as readonly { readonly result: string }[]).map((step) => step.result);
  return [...new Set(each)].join(', ') || 'nothing was due';
}

const byText = (one: readonly string[], other: readonly string[]) => (one.join() < other.join() ? -1 : 1);
