const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** One year: more is a mistake in the unit. */
const longest = 366 * units.d;

export const durationExpected = 'a duration of at most a year, such as 90s, 30m, 2h or 1d';

/** Milliseconds → `90s`, `30m`, `2h` or `1d`, in the largest unit that leaves no rest. */
export function durationText(milliseconds: number): string {
  const [name, length] = Object.entries(units).findLast(([, unit]) => milliseconds % unit === 0) ?? ['s', units.s];
  return `${Math.round(milliseconds / length)}${name}`;
}

/**
 * `90s`, `30m`, `2h` or `1d` → milliseconds of elapsed time; a day is 24 hours, whatever clocks do.
 *
 * @throws TypeError with a message that completes "must be …".
 */
export function parseDuration(raw: string): number {
  const [, amount, unit] = /^([1-9][0-9]{0,7})([smhd])$/.exec(raw) ?? [];
  if (amount !== undefined && unit !== undefined && unit in units) {
    const milliseconds = Number(amount) * units[unit as keyof typeof units];
    if (milliseconds <= longest) return milliseconds;
  }
  throw new TypeError(durationExpected);
}
