import { LRUCache } from 'lru-cache';
import { windowsOf, type Here, type Span } from './availability.js';
import { levelsOf, type Use } from './capacity.js';
import type { Availability } from './events.js';
import { clipped } from './free-times.js';

/** What is set aside for a pledge, and since when (in milliseconds since 1970). */
export type Aside = Readonly<{ pledge: string; quantity: number; since: number }>;

const known_max = 5_000;
const known = new LRUCache<string, readonly Span[]>({ max: known_max });

/** When a resource could be used within a span, from its offer on. What many ask for on one day is worked out once. */
export const timesWithin = (availability: Availability, here: Here, span: Span): readonly Span[] => {
  const key = JSON.stringify([availability, here, span]);
  const before = known.get(key);
  if (before) return before;
  const since = Math.max(span.from, Date.parse(here.offeredAt));
  const times = since < span.to ? clipped(windowsOf(availability, here, span), { from: since, to: span.to }) : [];
  known.set(key, times);
  return times;
};

/**
 * Quantity × milliseconds of a capacity that was used within these times, which are in order: what was booked, and what
 * is set aside for pledges, from when it is. What was booked for a pledge counts once.
 */
export const usedWithin = (times: readonly Span[], uses: readonly Use[], asides: readonly Aside[]): number => {
  const [first, last] = [times[0], times.at(-1)];
  if (!first || !last) return 0;
  const begun = asides.map(({ since }) => since).filter((since) => first.from < since && since < last.to);
  const cuts = [first.from, ...new Set(begun.sort((a, b) => a - b)), last.to];
  const levels = cuts.slice(1).flatMap((to, n) => {
    const from = cuts[n] ?? to;
    const there = asides.filter(({ since }) => since <= from).map((aside) => [aside.pledge, aside] as const);
    return levelsOf(uses, new Map(there), { from, to });
  });
  let [sum, next] = [0, 0];
  for (const time of times) {
    for (let level = levels[next]; level && level.to <= time.from; level = levels[next]) next++;
    for (let n = next, level = levels[n]; level && level.from < time.to; level = levels[++n])
      sum += level.used * (Math.min(level.to, time.to) - Math.max(level.from, time.from));
  }
  return sum;
};

/** Quantity × milliseconds that there was. */
export const thereWithin = (times: readonly Span[], quantity: number): number =>
  times.reduce((sum, { from, to }) => sum + quantity * (to - from), 0);
