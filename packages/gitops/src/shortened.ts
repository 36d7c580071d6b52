const mostFaults = 20;

/** What somebody wrote, for a message: no name may flood a log. */
export const shortened = (text: string, most = 80): string => (text.length <= most ? text : `${text.slice(0, most)}…`);

/** The first of many faults, and how many more there are. */
export const firstFaults = (faults: readonly string[]): readonly string[] =>
  faults.length <= mostFaults ? faults : [...faults.slice(0, mostFaults), `and ${faults.length - mostFaults} more`];
