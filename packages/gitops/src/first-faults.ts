const mostFaults = 20;

/** The first of many faults, and how many more there are. */
export const firstFaults = (faults: readonly string[]): readonly string[] =>
  faults.length <= mostFaults ? faults : [...faults.slice(0, mostFaults), `and ${faults.length - mostFaults} more`];
