/** The schedule of promote.yml. */
export const every15Minutes = '*/15 * * * *';

/** Counts the times at which it is due; GitHub does not tell, it only starts runs. */
export const dueUntil = (now: Date): number => Math.floor(now.getTime() / (15 * 60_000));
