/** What waits for or holds a concurrency group: a run or a job. */
export interface Ticket {
  /** Ends the holder when another with `cancel-in-progress` comes. */
  cancel(): void;
  readonly signal: AbortSignal;
}

export type Turn = { readonly kind: 'entered'; leave(): void } | { readonly kind: 'superseded' };

export interface Entry {
  readonly repository: string;
  /** Compared without case. */
  readonly name: string;
  readonly ticket: Ticket;
  readonly cancelInProgress: boolean;
  /** Called when it does not enter at once. */
  readonly onWaiting: () => void;
}

interface Waiting {
  readonly ticket: Ticket;
  readonly settle: (turn: Turn) => void;
}

interface Group {
  holder: Ticket;
  pending?: Waiting;
}

/** Concurrency groups of all repositories: at most one holder and one pending each; a newer pending one replaces it. */
export class ConcurrencyGroups {
  readonly #groups = new Map<string, Group>();

  /** Resolves when the ticket holds the group, or when a newer one or its own cancellation took it out of the queue. */
  enter({ repository, name, ticket, cancelInProgress, onWaiting }: Entry): Promise<Turn> {
    const key = `${repository}\n${name}`.toLowerCase();
    const group = this.#groups.get(key);
    if (group === undefined) {
      this.#groups.set(key, { holder: ticket });
      return Promise.resolve(this.#entered(key));
    }
    group.pending?.settle({ kind: 'superseded' });
    return new Promise((settle) => {
      const waiting: Waiting = { ticket, settle };
      group.pending = waiting;
      ticket.signal.addEventListener('abort', () => {
        if (group.pending === waiting) delete group.pending;
        settle({ kind: 'superseded' });
      });
      onWaiting();
      if (cancelInProgress) group.holder.cancel();
    });
  }

  #entered(key: string): Turn {
    let left = false;
    return {
      kind: 'entered',
      leave: () => {
        if (!left) this.#pass(key);
        left = true;
      },
    };
  }

  #pass(key: string): void {
    const group = this.#groups.get(key);
    const next = group?.pending;
    if (group === undefined || next === undefined) {
      this.#groups.delete(key);
      return;
    }
    group.holder = next.ticket;
    delete group.pending;
    next.settle(this.#entered(key));
  }
}
