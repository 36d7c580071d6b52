export interface Perishable<T> {
  readonly value: T;
  /** How long it may be used, from now on. */
  readonly seconds: number;
}

interface Held<T> {
  readonly value: T;
  readonly since: number;
  readonly until: number;
}

/**
 * Keeps what was made until its time is over. Those who ask while it is made take it, however short its time; a failure
 * is not kept. Time is counted from when it came, because this machine's clock may not agree with who made it.
 */
export function renewed<T>(make: () => Promise<Perishable<T>>): () => Promise<T> {
  let held: Promise<Held<T>> | undefined;
  const hold = async (): Promise<Held<T>> => {
    const { value, seconds } = await make();
    const since = performance.now();
    return { value, since, until: since + seconds * 1000 };
  };
  return async () => {
    const asked = performance.now();
    for (;;) {
      const current = (held ??= hold());
      const { value, since, until } = await current.catch((error: unknown) => {
        if (held === current) held = undefined;
        throw error;
      });
      if (asked <= since || performance.now() < until) return value;
      if (held === current) held = undefined;
    }
  };
}
