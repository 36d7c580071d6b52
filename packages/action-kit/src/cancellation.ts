import { setMaxListeners } from 'node:events';

/** Runs work that can be ended when the job is cancelled, and waits until it has cleaned up. */
export type Cancellable = <T>(work: (cancelled: AbortSignal) => Promise<T>) => Promise<T>;

const endings = ['SIGINT', 'SIGTERM'] as const;

/**
 * A runner that cancels sends SIGINT to this process alone, after 7.5 seconds SIGTERM, after 2.5 more it kills: a child
 * would go on, and what it wrote would stay. So the first signal aborts the work, and once all of it has settled the
 * process dies of that signal; a second one ends it at once. While no such work runs, signals do as they always do.
 */
export function cancellableIn(host: NodeJS.Process): Cancellable {
  const controller = new AbortController();
  // One for each image of a list that is built at the time.
  setMaxListeners(0, controller.signal);
  let running = 0;
  let received: NodeJS.Signals | undefined;
  const die = (signal: NodeJS.Signals): void => {
    for (const each of endings) host.off(each, take);
    host.kill(host.pid, signal);
  };
  const take = (signal: NodeJS.Signals): void => {
    if (received !== undefined) return die(signal);
    received = signal;
    controller.abort();
  };
  return async (work) => {
    controller.signal.throwIfAborted();
    if (running === 0) for (const each of endings) host.on(each, take);
    running += 1;
    try {
      return await work(controller.signal);
    } finally {
      running -= 1;
      if (running === 0) {
        if (received !== undefined) die(received);
        for (const each of endings) host.off(each, take);
      }
    }
  };
}
