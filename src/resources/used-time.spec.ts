import { thereWithin, timesWithin, usedWithin } from './used-time.js';

const hour = 3_600_000;
const monday = Date.parse('2027-01-04T00:00:00.000Z');
const at = (day: number, hours: number) => monday + (day * 24 + hours) * hour;
const span = (day: number, from: number, to: number) => ({ from: at(day, from), to: at(day, to) });
const booked = (quantity: number, ...of: Parameters<typeof span>) => ({ quantity, span: span(...of) });

/** Two days, open from 8 to 12. */
const times = [span(0, 8, 12), span(1, 8, 12)];
const hours = (ms: number) => ms / hour;

describe('Used time', () => {
  it('is quantity × time, of what lies within', () => {
    const uses = [booked(10, 0, 8, 10), booked(5, 0, 9, 12), booked(2, 1, 11, 14)];
    expect(hours(usedWithin(times, uses, []))).toBe(10 * 2 + 5 * 3 + 2 * 1);
    expect(hours(thereWithin(times, 40))).toBe(40 * 8);
  });
  it('is that of all days', () => {
    const days = [...times, span(2, 8, 12), span(3, 8, 12)];
    const aside = [{ pledge: 'p', quantity: 3, since: at(2, 10) }];
    expect(hours(usedWithin(days, [booked(2, 3, 8, 12)], aside))).toBe(3 * (2 + 4) + 2 * 4);
  });
  it('is nothing where there is no time', () => expect(usedWithin([], [booked(1, 0, 8, 9)], [])).toBe(0));
  it('holds what is set aside for a pledge, since it is', () => {
    expect(hours(usedWithin(times, [], [{ pledge: 'p', quantity: 3, since: at(-9, 0) }]))).toBe(3 * 8);
    expect(hours(usedWithin(times, [], [{ pledge: 'p', quantity: 3, since: at(0, 10) }]))).toBe(3 * 6);
    expect(hours(usedWithin(times, [], [{ pledge: 'p', quantity: 3, since: at(0, 20) }]))).toBe(3 * 4);
    expect(usedWithin(times, [], [{ pledge: 'p', quantity: 3, since: at(7, 0) }])).toBe(0);
  });
  it('counts what is booked for a pledge once, and more only where it is more', () => {
    const aside = [{ pledge: 'p', quantity: 3, since: at(0, 10) }];
    const uses = [{ ...booked(3, 0, 8, 12), pledge: 'p' }, { ...booked(5, 1, 8, 9), pledge: 'p' }, booked(1, 1, 8, 12)];
    expect(hours(usedWithin(times, uses, aside))).toBe(3 * 4 + (5 + 3 * 3) + 4);
  });
  it('begins with the offer', () => {
    const daily = { rrule: 'FREQ=DAILY', start: '08:00', duration: 'PT4H' };
    const here = (offeredAt: string) => ({ timeZone: 'UTC', offeredAt });
    const week = { from: monday, to: at(7, 0) };
    const all = timesWithin(daily, here('2026-01-01T00:00:00.000Z'), week);
    expect(hours(thereWithin(all, 1))).toBe(28);
    expect(timesWithin(daily, here('2026-01-01T00:00:00.000Z'), week)).toBe(all);
    expect(hours(thereWithin(timesWithin(daily, here('2027-01-05T10:00:00.000Z'), week), 1))).toBe(2 + 5 * 4);
    expect(timesWithin(daily, here('2027-02-01T00:00:00.000Z'), week)).toEqual([]);
  });
  it('is each resource’s own, in each span', () => {
    const here = { timeZone: 'UTC', offeredAt: '2026-01-01T00:00:00.000Z' };
    const times = (duration: string, days: number) =>
      hours(thereWithin(timesWithin({ rrule: 'FREQ=DAILY', start: '08:00', duration }, here, { from: monday, to: at(days, 0) }), 1)); // prettier-ignore
    expect([times('PT5H', 7), times('PT3H', 7), times('PT5H', 6)]).toEqual([35, 21, 30]);
  });
});
