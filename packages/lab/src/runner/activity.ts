import { setImmediate as turn } from 'node:timers/promises';

/** Counts what is going on, so that one can wait for the moment when nothing is. */
export class Activity {
  #busy = 0;
  #waiters: (() => void)[] = [];

  async during<T>(work: Promise<T>): Promise<T> {
    this.#enter();
    try {
      return await work;
    } finally {
      this.#leave();
    }
  }

  /** For use inside `during`: while waiting for this, nothing counts as going on. */
  async pausedDuring<T>(wait: Promise<T>): Promise<T> {
    this.#leave();
    try {
      return await wait;
    } finally {
      this.#enter();
    }
  }

  /** Resolves when nothing is going on and nothing that was just about to follow has begun. */
  async idle(): Promise<void> {
    for (;;) {
      if (this.#busy > 0) await new Promise<void>((resolve) => this.#waiters.push(resolve));
      await turn();
      await turn();
      if (this.#busy === 0) return;
    }
  }

  #enter(): void {
    this.#busy += 1;
  }

  #leave(): void {
    this.#busy -= 1;
    if (this.#busy > 0) return;
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}
