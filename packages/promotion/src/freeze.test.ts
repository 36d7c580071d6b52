import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { activeFreeze, parseCron, parseTimezone, type FreezeWindow } from './freeze.ts';

const minute = 60_000;
const hour = 60 * minute;

const weekend: FreezeWindow = { cron: '0 16 * * 5', duration: 64 * hour, timezone: 'Europe/Berlin', reason: 'weekend' };

test('a weekend freeze opens on Friday afternoon and closes on Monday morning, by local clocks', () => {
  // In July, Berlin is two hours ahead of UTC.
  assert.equal(activeFreeze([weekend], new Date('2026-07-03T13:59:59.999Z')), null);
  const until = new Date('2026-07-06T06:00:00Z');
  assert.deepEqual(activeFreeze([weekend], new Date('2026-07-03T14:00:00Z')), { reason: 'weekend', until });
  assert.deepEqual(activeFreeze([weekend], new Date('2026-07-06T05:59:59.999Z')), { reason: 'weekend', until });
  assert.equal(activeFreeze([weekend], until), null);
});

test('a duration is elapsed time when clocks change within the freeze', () => {
  // On 25 October 2026, Berlin falls back from UTC+2 to UTC+1: the freeze ends an hour earlier by the wall clock.
  const until = new Date('2026-10-26T06:00:00Z');
  assert.deepEqual(activeFreeze([weekend], new Date('2026-10-26T05:30:00Z')), { reason: 'weekend', until });
  assert.equal(activeFreeze([weekend], until), null);
});

test('a start that the clock skips comes right after the gap', () => {
  for (const cron of ['30 2 * * *', '30 1,2 * * *']) {
    const skipped = { ...weekend, cron, duration: 10 * minute, reason: 'night' };
    const until = new Date('2026-03-29T01:10:00Z');
    assert.deepEqual(activeFreeze([skipped], new Date('2026-03-29T01:05:00Z')), { reason: 'night', until });
  }
});

test('freezes that touch or overlap are told as one, by the reason that lasts longest', () => {
  const daily = { cron: '0 9 * * *', duration: 2 * hour, timezone: 'UTC', reason: 'morning' };
  const next = { cron: '0 11 * * *', duration: hour, timezone: 'UTC', reason: 'noon' };
  assert.deepEqual(activeFreeze([daily, next], new Date('2026-05-05T10:00:00Z')), {
    reason: 'morning',
    until: new Date('2026-05-05T12:00:00Z'),
  });
});

test('a window longer than its period is open for ever', () => {
  const always = { cron: '* * * * *', duration: 3 * minute, timezone: 'UTC', reason: 'stop' };
  const now = new Date('2026-05-05T10:00:30Z');
  const freeze = activeFreeze([always], now);
  assert.equal(freeze?.reason, 'stop');
  assert.ok(freeze.until.getTime() > now.getTime() + hour);
});

/** Wall-clock fields of an instant, from the platform and not from the cron library. */
function wallClock(
  timezone: string,
): (instant: number) => { minute: number; hour: number; day: number; weekday: number } {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    minute: '2-digit',
    hour: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  });
  const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const weekday = weekdays.indexOf(parts.get('weekday') ?? '');
    return { minute: number('minute'), hour: number('hour'), day: number('day'), weekday };
  };
}

test('a minute-by-minute scan finds the same freezes, also where clocks change', () => {
  const schedules = fc.record({
    minute: fc.nat(59),
    // No hour that a change of clocks skips or repeats in these zones: what then happens has tests of its own.
    hour: fc.integer({ min: 4, max: 22 }),
    weekday: fc.option(fc.nat(6)),
    timezone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'),
    duration: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1_400, max: 3_000 })),
  });
  const changes = [
    '2026-03-29T01:00Z',
    '2026-10-25T01:00Z',
    '2026-03-08T07:00Z',
    '2026-11-01T06:00Z',
    '2026-04-04T15:00Z',
    '2026-07-15T00:00Z',
  ];
  fc.assert(
    fc.property(
      schedules,
      fc.constantFrom(...changes),
      fc.integer({ min: -4_000, max: 4_000 }),
      (schedule, change, offset) => {
        const { timezone, duration } = schedule;
        const cron = `${schedule.minute} ${schedule.hour} * * ${schedule.weekday ?? '*'}`;
        const now = Date.parse(change) + offset * minute;
        const clock = wallClock(timezone);
        let expected: number | null = null;
        for (let age = 0; age < duration && expected === null; age += 1) {
          const local = clock(now - age * minute);
          const isStart =
            local.minute === schedule.minute &&
            local.hour === schedule.hour &&
            (schedule.weekday === null || local.weekday === schedule.weekday);
          if (isStart) expected = now - age * minute + duration * minute;
        }
        const window = { cron, timezone, duration: duration * minute, reason: 'scan' };
        const found = activeFreeze([window], new Date(now));
        assert.equal(found !== null, expected !== null);
        if (found !== null && expected !== null) {
          assert.ok(found.until.getTime() >= expected);
          const overlaps = duration >= 24 * 60 - 60;
          if (!overlaps) assert.equal(found.until.getTime(), expected);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('only five plain fields that ever match are a schedule', () => {
  for (const cron of ['0 16 * * 5', '*/15 8-18 1,15 JAN-MAR mon', '0 0 29 2 *']) assert.equal(parseCron(cron), cron);
  for (const cron of [
    '',
    '@daily',
    '0 16 * *',
    '0 0 16 * * 5',
    '0 24 * * *',
    '0 0 30 2 *',
    '? 0 * * *',
    '0 0 L * *',
    '0  0 * * *',
    'a b c d e',
  ]) {
    assert.throws(() => parseCron(cron), TypeError, cron);
  }
});

test('only names of the IANA database are time zones', () => {
  for (const zone of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])
    assert.equal(parseTimezone(zone), zone);
  for (const zone of ['', '+02:00', 'Europe/Nowhere', 'local', 'Europe/Berlin '])
    assert.throws(() => parseTimezone(zone), TypeError, zone);
});
