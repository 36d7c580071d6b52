/** One request that a part of the lab served or was told to fail. */
export interface ServedRequest {
  /** The part that served it: `github`, `registry`, `fulcio`, `rekor`, `tsa`, `oidc` … */
  readonly part: string;
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  /** Ports of the connection that it came over: the client's and the part's. */
  readonly connection?: { readonly from: number; readonly to: number };
  /** Whether it only asks: by its method, or where it is a GraphQL query. */
  readonly reads: boolean;
  /** A GraphQL operation's name, where there is one. */
  readonly operation?: string;
  /** Who asked, where the part knows: a login such as `bitvault-promoter[bot]`. */
  actor?: string;
  status: number | 'reset';
  /** Bytes of the two bodies, as they went over the connection. */
  bytes?: { readonly received: number; readonly sent: number };
}

export type When = 'before' | 'after';

/** An answer that something else than the part gives, such as a proxy. */
export interface StrayAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What happens to a chosen request. `before`: the part does nothing; `after`: it does its work, then the answer is lost.
 * `reset` drops the connection; a number answers with that status, a stray answer with all that it says; `truncated` is
 * the first half of the honest answer; a function is called (to kill a process, say) and the connection is dropped.
 *
 * `late`: the connection is dropped at once, as by a client that waits no longer, and the part does its work only when
 * another request has been served meanwhile, or at `calm`. `twice`: the part does its work twice and gives the second
 * answer, as where something on the way sends a request again.
 */
export type Fault = LostAnswer | { readonly when: 'late' | 'twice' };

/** A fault by which the client does not get the answer that the part would give. */
export type LostAnswer =
  | { readonly when: When; readonly how: 'reset' | number | StrayAnswer | (() => void) }
  | { readonly when: 'after'; readonly how: 'truncated' };

type Matches = (request: ServedRequest) => boolean;

interface PlannedFault {
  readonly fault: Fault;
  remaining: number;
  readonly matches: Matches;
}

interface Interlude {
  remaining: number;
  readonly work: (request: ServedRequest) => Promise<void>;
  readonly matches: Matches;
}

/** What a part has to heed with one request. */
export interface Admission {
  readonly fault: Fault | undefined;
  /** Milliseconds. */
  readonly delay: number;
  /** Done before the request is served. */
  readonly interludes: readonly (() => Promise<void>)[];
}

/** Shared by all parts of a lab: counts, delays and fails requests, and lets something happen between two of them. */
export class Traffic {
  readonly served: ServedRequest[] = [];
  #faults: PlannedFault[] = [];
  #interludes: Interlude[] = [];
  #delays: { readonly milliseconds: number; readonly matches: Matches }[] = [];
  readonly #late = new Set<Promise<unknown>>();
  #release = Promise.withResolvers<void>();

  /** Fails the k-th request (1 is the next one) among those that match; by default all parts count together. */
  failAt(k: number, fault: Fault, matches: Matches = () => true): void {
    this.#faults.push({ fault, remaining: k, matches });
  }

  /** Fails every request that is chosen, each as it arrives. */
  failEach(fault: Fault, chosen: Matches): void {
    this.#faults.push({ fault, remaining: Number.POSITIVE_INFINITY, matches: chosen });
  }

  /** Has `work` done when the k-th request (1 is the next one) among those that match has arrived, before it is served. */
  interrupt(k: number, work: (request: ServedRequest) => Promise<void>, matches: Matches = () => true): void {
    this.#interludes.push({ remaining: k, work, matches });
  }

  delay(milliseconds: number, matches: Matches = () => true): void {
    this.#delays.push({ milliseconds, matches });
  }

  /** Forgets faults, interludes and delays, and waits until what is late has been done; what was served stays on record. */
  async calm(): Promise<void> {
    this.#faults = [];
    this.#interludes = [];
    this.#delays = [];
    this.#release.resolve();
    await Promise.all(this.#late);
    this.#release = Promise.withResolvers();
  }

  /** The requests served since `mark`, an earlier `served.length`. */
  since(mark: number): readonly ServedRequest[] {
    return this.served.slice(mark);
  }

  /** Called by a part for each request, in order of arrival. */
  admit(request: ServedRequest): Admission {
    this.served.push(request);
    const due = this.#faults.filter((planned) => planned.matches(request) && isDue(planned)).at(-1);
    const interludes = this.#interludes.filter((planned) => planned.matches(request) && isDue(planned));
    const delay = this.#delays
      .filter((rule) => rule.matches(request))
      .reduce((sum, rule) => sum + rule.milliseconds, 0);
    return {
      fault: due?.fault,
      delay,
      interludes: interludes.map(
        ({ work }) =>
          () =>
            work(request),
      ),
    };
  }

  /** Called by a part that has answered a request: what is late is due. */
  answered(): void {
    this.#release.resolve();
    this.#release = Promise.withResolvers();
  }

  /** Called by a part for a request that is late: does its work once another one has been answered. */
  async belatedly<T>(work: () => Promise<T>): Promise<void> {
    const working = this.#release.promise.then(work);
    this.#late.add(working);
    await working.finally(() => this.#late.delete(working));
  }
}

/** Counts down; what has no end is due each time. */
function isDue(planned: { remaining: number }): boolean {
  planned.remaining -= 1;
  return planned.remaining === 0 || planned.remaining === Number.POSITIVE_INFINITY;
}
