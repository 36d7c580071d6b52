import { Cron } from 'croner';

/** A time in which nothing is promoted: `duration` milliseconds from every instant that `cron` names in `timezone`. */
export interface FreezeWindow {
  readonly cron: string;
  readonly duration: number;
  readonly timezone: string;
  readonly reason: string;
}

export interface ActiveFreeze {
  readonly reason: string;
  /** When no window is open any more, or, where freezes follow each other without end, a time up to which they do. */
  readonly until: Date;
}

/** Enough for any calendar that ends; a freeze that never does is told by its first windows. */
const mostWindows = 400;

/**
 * The freeze that `now` falls into. A window is open from its start, inclusive, to its end, exclusive; its duration is
 * elapsed time, also across a change of clocks.
 */
export function activeFreeze(windows: readonly FreezeWindow[], now: Date): ActiveFreeze | null {
  const schedules = windows.map((window) => ({ window, schedule: scheduleOf(window.cron, window.timezone) }));
  const open = lastToClose(schedules, now);
  if (open === null) return null;
  let until = open.closes;
  for (let looked = 0; looked < mostWindows; looked += 1) {
    const next = lastToClose(schedules, until);
    if (next === null) break;
    until = next.closes;
  }
  return { reason: open.window.reason, until };
}

interface ScheduledWindow {
  readonly window: FreezeWindow;
  readonly schedule: Cron;
}

interface OpenWindow {
  readonly window: FreezeWindow;
  readonly closes: Date;
}

function lastToClose(scheduled: readonly ScheduledWindow[], instant: Date): OpenWindow | null {
  let last: OpenWindow | null = null;
  for (const { window, schedule } of scheduled) {
    const start = latestRun(schedule, instant);
    if (start === null) continue;
    const closes = new Date(start.getTime() + window.duration);
    if (closes > instant && (last === null || closes > last.closes)) last = { window, closes };
  }
  return last;
}

function latestRun(schedule: Cron, instant: Date): Date | null {
  // croner leaves the reference itself out and counts in whole seconds: look from a second later.
  const reference = new Date(instant.getTime() + 1_000);
  return schedule.previousRuns(2, reference).find((run) => run <= instant) ?? null;
}

function scheduleOf(cron: string, timezone: string): Cron {
  // A time that the clock skips still counts, as the first one after the gap: a freeze may come late but not fail to come.
  return new Cron(cron, { paused: true, mode: '5-part', timezone, fixedTimeRule: 'no-wildcard' });
}

export const cronExpected =
  'five cron fields (minute, hour, day of month, month, day of week) that name a time which comes, such as 0 16 * * 5';

const name = 'SUN|MON|TUE|WED|THU|FRI|SAT|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC';
/** POSIX crontab(5) with names and steps; no extension that only one library knows. */
const fields = new RegExp(`^(?:[0-9*,/-]|${name}){1,120}(?: (?:[0-9*,/-]|${name}){1,120}){4}$`, 'i');

/** @throws TypeError with a message that completes "must be …". */
export function parseCron(raw: string): string {
  if (!fields.test(raw)) throw new TypeError(cronExpected);
  try {
    if (scheduleOf(raw, 'UTC').nextRun(new Date(0)) !== null) return raw;
  } catch (error) {
    throw new TypeError(cronExpected, { cause: error });
  }
  throw new TypeError(cronExpected);
}

export const timezoneExpected = 'the name of a time zone of the IANA database, such as Europe/Berlin or UTC';

/** @throws TypeError with a message that completes "must be …". */
export function parseTimezone(raw: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(raw)) throw new TypeError(timezoneExpected);
  try {
    new Intl.DateTimeFormat('en', { timeZone: raw }).format();
  } catch (error) {
    throw new TypeError(timezoneExpected, { cause: error });
  }
  return raw;
}
