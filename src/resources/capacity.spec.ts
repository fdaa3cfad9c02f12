import fc from 'fast-check';
import { levelsOf, peakOf, type Use } from './capacity.js';
import { nearestFree, searched } from './free-times.js';

const minutes_max = 120;
const minute = fc.integer({ min: -10, max: minutes_max + 10 });
const span = fc.tuple(minute, fc.integer({ min: 1, max: 40 })).map(([from, length]) => ({ from, to: from + length }));
const pledge = fc.option(fc.constantFrom('p1', 'p2', 'p3'), { nil: undefined });
const use: fc.Arbitrary<Use> = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.option(span, { freq: 8, nil: undefined }), pledge)
  .map(([quantity, span, pledge]) => ({ quantity, ...(span && { span }), ...(pledge && { pledge }) }));
const uses = fc.array(use, { maxLength: 40 });
const setAside = fc
  .uniqueArray(fc.tuple(fc.constantFrom('p1', 'p2'), fc.integer({ min: 1, max: 30 })), { selector: ([key]) => key })
  .map((all) => new Map(all.map(([key, quantity]) => [key, { quantity }] as const)));
const whole = { from: 0, to: minutes_max };

/** Minute by minute: what is set aside for each pledge, or what is booked for it if that is more, and all the rest. */
const naive = (all: readonly Use[], aside: ReadonlyMap<string, { quantity: number }>, at: number): number => {
  const now = all.filter(({ span }) => !span || (span.from <= at && at < span.to));
  const sum = (of: string | undefined) =>
    now.filter(({ pledge }) => pledge === of).reduce((sum, { quantity }) => sum + quantity, 0);
  const pledges = new Set([...aside.keys(), ...now.flatMap(({ pledge }) => pledge ?? [])]);
  return sum(undefined) + [...pledges].reduce((all, each) => all + Math.max(aside.get(each)?.quantity ?? 0, sum(each)), 0); // prettier-ignore
};

it('What is used is at every minute what a count of that minute says', () =>
  fc.assert(
    fc.property(uses, setAside, (all, aside) => {
      const levels = levelsOf(all, aside, whole);
      expect(levels[0]?.from).toBe(0);
      expect(levels.at(-1)?.to).toBe(minutes_max);
      for (const [n, { from, to }] of levels.entries()) {
        expect(from).toBeLessThan(to);
        if (n > 0) expect(levels[n - 1]!.to).toBe(from);
      }
      const counted = Array.from({ length: minutes_max }, (_, at) => naive(all, aside, at));
      const found = counted.map((_, at) => levels.find(({ from, to }) => from <= at && at < to)?.used);
      expect(found).toEqual(counted);
      expect(peakOf(all, aside, whole)).toBe(Math.max(...counted));
    }),
    { numRuns: 1_000 },
  ));

describe('The nearest free times', () => {
  const windows = fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 8 }).map((tens) =>
    tens
      .sort((a, b) => a - b)
      .map((ten) => ({ from: ten * 10, to: ten * 10 + 10 }))
      .reduce<{ from: number; to: number }[]>((all, each) => {
        const last = all.at(-1);
        if (last?.to === each.from) last.to = each.to;
        else all.push({ ...each });
        return all;
      }, []),
  );

  it('are free throughout, and none that is free is nearer than the first', () =>
    fc.assert(
      fc.property(uses, setAside, windows, span, fc.integer({ min: 1, max: 20 }), (all, aside, open, wanted, quantity) => {
        const capacity = 60;
        const length = wanted.to - wanted.from;
        const found = nearestFree({ quantity, span: wanted }, capacity, all, aside, open, whole);
        const isFree = (from: number) =>
          from >= 0 &&
          from + length <= minutes_max &&
          open.some((window) => window.from <= from && from + length <= window.to) &&
          Array.from({ length }, (_, n) => naive(all, aside, from + n)).every((used) => used + quantity <= capacity);
        const free = Array.from({ length: minutes_max }, (_, from) => from).filter(isFree);
        expect(found.every(({ from, to }) => isFree(from) && to - from === length)).toBe(true);
        expect(found.length).toBeLessThanOrEqual(3);
        const distance = (from: number) => Math.abs(from - wanted.from);
        const nearest = Math.min(...free.map(distance));
        if (free.length > 0) expect(distance(found[0]!.from)).toBe(nearest);
        else expect(found).toEqual([]);
      }),
      { numRuns: 500 },
    )); // prettier-ignore

  const [hour, day] = [3_600_000, 86_400_000];
  const now = Date.parse('2027-01-01T00:00:00Z');
  const daily = Array.from({ length: 60 }, (_, n) => ({ from: now + n * day, to: now + n * day + 2 * hour }));
  const wanted = { quantity: 1, span: { from: now + 20 * day, to: now + 20 * day + hour } };

  it('lie within 14 days of what was wanted', () => {
    const full = (from: number, to: number) => ({ quantity: 1, span: { from: now + from * day, to: now + to * day } });
    const find = (taken: readonly Use[]) =>
      nearestFree(wanted, 1, taken, new Map(), daily, searched(wanted.span, now)).map(
        ({ from }) => (from - wanted.span.from) / day,
      );
    expect(find([full(20, 21)])).toEqual([-1 + 1 / 24, 1, -2 + 1 / 24]);
    expect(find([full(7, 34)])).toEqual([-14 + 1 / 24, 14]);
    expect(find([full(6, 35)])).toEqual([]);
  });

  it('are not in the past, nor where they are not allowed', () => {
    const soon = { quantity: 1, span: { from: now + day, to: now + day + 2 * hour } };
    const find = (isAllowed: (from: number) => boolean) =>
      nearestFree(soon, 1, [], new Map(), daily, searched(soon.span, now + hour), isAllowed).map(({ from }) => (from - now) / day); // prettier-ignore
    expect(find(() => true)).toEqual([1, 2, 3]);
    expect(find((from) => from > now + 2 * day)).toEqual([3, 4, 5]);
  });
});
