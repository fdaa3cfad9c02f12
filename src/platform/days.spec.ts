import { dayOf, daysAfter, endOf, startOf } from './days.js';

describe('A calendar day', () => {
  it.each([
    ['2026-12-31', 'Asia/Shanghai', '2026-12-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
    ['2026-12-31', 'America/New_York', '2026-12-31T05:00:00.000Z', '2027-01-01T05:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'], // 23 hours
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'], // 25 hours
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'], // has no midnight
  ])('%s in %s is from %s to %s', (day, timeZone, from, to) => {
    expect([startOf(day, timeZone), endOf(day, timeZone)]).toEqual([from, to]);
    expect(dayOf(from, timeZone)).toBe(day);
    expect(dayOf(to, timeZone)).not.toBe(day);
  });
  it('later keeps the time of day, also where clocks are changed between', () =>
    expect(daysAfter('2026-03-25T09:00:00.000Z', 7, 'Europe/Berlin')).toBe('2026-04-01T08:00:00.000Z'));
});
