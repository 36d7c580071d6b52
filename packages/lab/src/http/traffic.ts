/** One request that a part of the lab served or was told to fail. */
export interface ServedRequest {
  /** The part that served it: `github`, `registry`, `fulcio`, `rekor`, `tsa`, `oidc` … */
  readonly part: string;
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  /** Ports of the connection that it came over: the client's and the part's. */
  readonly connection?: { readonly from: number; readonly to: number };
  /** A GraphQL operation's name, where there is one. */
  operation?: string;
  /** Who asked, where the part knows: a login such as `bitvault-promoter[bot]`. */
  actor?: string;
  status: number | 'reset';
  /** Bytes of the two bodies, as they went over the connection. */
  bytes?: { readonly received: number; readonly sent: number };
}

export type When = 'before' | 'after';

/**
 * What happens to a chosen request. `before`: the part does nothing; `after`: it does its work, then the answer is lost.
 * `reset` drops the connection; a number answers with that status; a function is called (to kill a process, say) and the
 * connection is dropped.
 */
export interface Fault {
  readonly when: When;
  readonly how: 'reset' | number | (() => void);
}

interface PlannedFault extends Fault {
  remaining: number;
  readonly matches: (request: ServedRequest) => boolean;
}

/** Shared by all parts of a lab: counts, delays and fails requests. */
export class Traffic {
  readonly served: ServedRequest[] = [];
  #faults: PlannedFault[] = [];
  #delays: { readonly milliseconds: number; readonly matches: (request: ServedRequest) => boolean }[] = [];

  /** Fails the k-th request (1 is the next one) among those that match; by default all parts count together. */
  failAt(k: number, fault: Fault, matches: (request: ServedRequest) => boolean = () => true): void {
    this.#faults.push({ ...fault, remaining: k, matches });
  }

  /** Fails every request that is chosen, each as it arrives. */
  failEach(fault: Fault, chosen: (request: ServedRequest) => boolean): void {
    this.#faults.push({ ...fault, remaining: Number.POSITIVE_INFINITY, matches: chosen });
  }

  delay(milliseconds: number, matches: (request: ServedRequest) => boolean = () => true): void {
    this.#delays.push({ milliseconds, matches });
  }

  /** Forgets faults and delays; what was served stays on record. */
  calm(): void {
    this.#faults = [];
    this.#delays = [];
  }

  /** The requests served since `mark`, an earlier `served.length`. */
  since(mark: number): readonly ServedRequest[] {
    return this.served.slice(mark);
  }

  /** Called by a part for each request, in order of arrival. */
  admit(request: ServedRequest): { readonly fault: Fault | undefined; readonly delay: number } {
    this.served.push(request);
    let due: Fault | undefined;
    for (const fault of this.#faults.filter((candidate) => candidate.matches(request))) {
      fault.remaining -= 1;
      if (fault.remaining === 0 || fault.remaining === Number.POSITIVE_INFINITY) due = fault;
    }
    const delay = this.#delays
      .filter((rule) => rule.matches(request))
      .reduce((sum, rule) => sum + rule.milliseconds, 0);
    return { fault: due, delay };
  }
}
