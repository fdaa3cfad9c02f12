import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { covers, isReadable, windowsOf, type Span } from './availability.js';
import type { Availability } from './events.js';

const instant = (text: string): number => Date.parse(text);
const span = (from: string, to: string): Span => ({ from: instant(from), to: instant(to) });
const local = (timeZone: string) => (windows: readonly Span[]) =>
  windows.map(({ from, to }) =>
    [from, to].map((ms) =>
      Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never', smallestUnit: 'minute' }),
    ),
  ); // prettier-ignore
const here = (timeZone: string) => ({ timeZone, offeredAt: '2026-01-05T08:00:00.000Z' });
const shown = (availability: Availability, timeZone: string, from: string, to: string) =>
  local(timeZone)(windowsOf(availability, here(timeZone), span(from, to)));

describe('The windows of a resource', () => {
  const saturdays = { rrule: 'FREQ=WEEKLY;BYDAY=SA', start: '09:00', duration: 'PT3H' };

  it('are at its local time, each as long as said', () =>
    expect(shown(saturdays, 'Asia/Shanghai', '2027-01-04T00:00:00Z', '2027-01-18T00:00:00Z')).toEqual([
      ['2027-01-09T09:00+08:00', '2027-01-09T12:00+08:00'],
      ['2027-01-16T09:00+08:00', '2027-01-16T12:00+08:00'],
    ]));

  it('keep to the local time when the clocks change', () =>
    expect(shown(saturdays, 'Europe/Berlin', '2027-03-26T00:00:00Z', '2027-04-04T00:00:00Z')).toEqual([
      ['2027-03-27T09:00+01:00', '2027-03-27T12:00+01:00'],
      ['2027-04-03T09:00+02:00', '2027-04-03T12:00+02:00'],
    ]));

  it('are left out on the day that does not have their time, and only on that', () => {
    const nights = { rrule: 'FREQ=DAILY', start: '02:30', duration: 'PT1H' };
    expect(shown(nights, 'Europe/Berlin', '2027-03-27T00:00:00Z', '2027-03-29T12:00:00Z')).toEqual([
      ['2027-03-27T02:30+01:00', '2027-03-27T03:30+01:00'],
      ['2027-03-29T02:30+02:00', '2027-03-29T03:30+02:00'],
    ]);
    const fromThatDay = { ...nights, from: '2027-03-28' };
    expect(shown(fromThatDay, 'Europe/Berlin', '2027-03-27T00:00:00Z', '2027-03-29T12:00:00Z')).toEqual([
      ['2027-03-29T02:30+02:00', '2027-03-29T03:30+02:00'],
    ]);
  });

  it('begin at the first of two times that a day has', () => {
    const nights = { rrule: 'FREQ=DAILY', start: '02:30', duration: 'PT1H' };
    expect(shown(nights, 'Europe/Berlin', '2027-10-31T00:00:00Z', '2027-10-31T12:00:00Z')).toEqual([
      ['2027-10-31T02:30+02:00', '2027-10-31T02:30+01:00'],
    ]);
  });

  it('last hours by the clock of physics and days by the calendar', () => {
    const [at, from, to] = ['America/New_York', '2027-03-13T12:00:00Z', '2027-03-15T16:00:00Z'] as const;
    const once = { rrule: 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=13', start: '18:00' };
    expect(shown({ ...once, duration: 'PT24H' }, at, from, to)).toEqual([
      ['2027-03-13T18:00-05:00', '2027-03-14T19:00-04:00'],
    ]);
    expect(shown({ ...once, duration: 'P1D' }, at, from, to)).toEqual([
      ['2027-03-13T18:00-05:00', '2027-03-14T18:00-04:00'],
    ]);
  });

  it('reach across midnight, also into what is asked for', () => {
    const nights = { rrule: 'FREQ=WEEKLY;BYDAY=FR', start: '22:00', duration: 'PT8H' };
    expect(shown(nights, 'Asia/Shanghai', '2027-01-08T20:00:00Z', '2027-01-08T20:01:00Z')).toEqual([
      ['2027-01-08T22:00+08:00', '2027-01-09T06:00+08:00'],
    ]);
  });

  it('are one where they touch', () => {
    const always = { rrule: 'FREQ=DAILY', start: '00:00', duration: 'P1D' };
    const windows = windowsOf(always, here('Europe/Berlin'), span('2027-03-20T00:00:00Z', '2027-04-05T00:00:00Z'));
    expect(windows).toHaveLength(1);
    expect(covers(windows, span('2027-03-20T00:00:00Z', '2027-04-05T00:00:00Z'))).toBe(true);
  });

  it('have exceptions, by their first day', () => {
    const nights = { rrule: 'FREQ=DAILY', start: '22:00', duration: 'PT8H', except: ['2027-02-17', '2027-02-30'] };
    const shownNights = shown(nights, 'Asia/Shanghai', '2027-02-16T10:00:00Z', '2027-02-18T20:00:00Z');
    expect(shownNights.map(([from]) => from)).toEqual(['2027-02-16T22:00+08:00', '2027-02-18T22:00+08:00']);
  });

  it('are counted from the day that is said, or that of the first offer', () => {
    const everyOther = { rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=2', start: '09:00', duration: 'PT1H' };
    const all = (more: object) =>
      shown({ ...everyOther, ...more }, 'Asia/Shanghai', '2026-01-01T00:00:00Z', '2029-01-01T00:00:00Z').map(
        ([from = '']) => from.slice(0, 10),
      );
    expect(all({})).toEqual(['2026-01-05', '2026-01-19']);
    expect(all({ from: '2026-02-01' })).toEqual(['2026-02-01', '2026-02-15']);
    expect(all({ except: ['2026-01-05'] })).toEqual(['2026-01-19']);
  });

  it.each([
    ['a day, with all of it', '20270110', 2],
    ['an instant', '20270110T010000Z', 2],
    ['an instant, less than which', '20270110T005959Z', 1],
    ['a local time', '20270110T090000', 2],
    ['a local time, less than which', '20270110T085959', 1],
  ])('end with %s', (_, until, count) => {
    const daily = { rrule: `FREQ=DAILY;UNTIL=${until}`, start: '09:00', duration: 'PT1H' };
    expect(shown(daily, 'Asia/Shanghai', '2027-01-08T18:00:00Z', '2027-02-01T00:00:00Z')).toHaveLength(count);
  });

  it('may never be', () => {
    const never = { rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', start: '09:00', duration: 'PT1H' };
    expect(shown(never, 'Asia/Shanghai', '2027-01-01T00:00:00Z', '2027-12-31T00:00:00Z')).toEqual([]);
  });
});

it('A rule whose parts make none together is not readable', () => {
  const rule = (rrule: string) => isReadable({ rrule, start: '09:00', duration: 'PT1H' });
  expect(rule('FREQ=WEEKLY;BYDAY=SA')).toBe(true);
  expect(rule('FREQ=DAILY;UNTIL=20270230T090000')).toBe(false);
});

const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns'];
const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const twoDigits = (n: number) => String(n).padStart(2, '0');

it('Whatever the zone, a weekly rule is what a walk through the calendar finds', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 1, max: 36 }),
      fc.integer({ min: 0, max: 700 }),
      (timeZone, weekdays, hour, minute, hours, after) => {
        const start = `${twoDigits(hour)}:${twoDigits(minute)}`;
        const rrule = `FREQ=WEEKLY;BYDAY=${weekdays.map((day) => days[day - 1]).join()}`;
        const first = Temporal.PlainDate.from('2026-02-01').add({ days: after });
        const naive = Array.from({ length: 20 }, (_, n) => first.add({ days: n }))
          .filter((day) => weekdays.includes(day.dayOfWeek))
          .map((day) => ({ day, from: day.toZonedDateTime({ timeZone, plainTime: start }) }))
          .filter(({ from }) => from.toPlainTime().equals(Temporal.PlainTime.from(start)))
          .map(({ from }) => ({ from: from.epochMilliseconds, to: from.add({ hours }).epochMilliseconds }));
        const inside = (at: number) => naive.some(({ from, to }) => from <= at && at < to);
        const within = {
          from: first.add({ days: 5 }).toZonedDateTime(timeZone).epochMilliseconds,
          to: first.add({ days: 15 }).toZonedDateTime(timeZone).epochMilliseconds,
        };
        const found = windowsOf({ rrule, start, duration: `PT${hours}H` }, here(timeZone), within);
        for (let at = within.from; at < within.to; at += 15 * 60_000)
          if (found.some(({ from, to }) => from <= at && at < to) !== inside(at)) throw new Error(`at ${at}`);
        for (const [n, { from, to }] of found.entries()) {
          expect(from).toBeLessThan(to);
          if (n > 0) expect(found[n - 1]!.to).toBeLessThan(from);
        }
      },
    ),
    { numRuns: 60 },
  ));
