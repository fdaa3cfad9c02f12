import type { Span } from './availability.js';
import { levelsOf, type SetAside, type Use } from './capacity.js';

const day_ms = 86_400_000;
const within_ms = 14 * day_ms;
const times_max = 3;

/** Around a wanted time, what is searched for other times. @param earliest nothing before it is of use */
export const searched = ({ from, to }: Span, earliest: number): Span => ({
  from: Math.max(earliest, from - within_ms),
  to: Math.max(earliest, from + within_ms) + (to - from),
});

/**
 * The free times nearest to a wanted one, as long as that, at most three and nearest first: one for each stretch of
 * time in which the quantity is free throughout.
 */
export const nearestFree = (
  wanted: Use & Readonly<{ span: Span }>,
  capacity: number,
  uses: readonly Use[],
  setAside: SetAside,
  windows: readonly Span[],
  within: Span,
  isAllowed: (from: number) => boolean = () => true,
): readonly Span[] => {
  const length = wanted.span.to - wanted.span.from;
  const taken = levelsOf([...uses, { ...wanted, span: within }], setAside, within).filter(
    ({ used }) => used > capacity,
  );
  return gaps(clipped(windows, within), taken)
    .filter(({ from, to }) => to - from >= length)
    .map(({ from, to }) => Math.min(Math.max(wanted.span.from, from), to - length))
    .filter((from) => from - wanted.span.from <= within_ms && isAllowed(from))
    .sort((a, b) => Math.abs(a - wanted.span.from) - Math.abs(b - wanted.span.from) || a - b)
    .slice(0, times_max)
    .map((from) => ({ from, to: from + length }));
};

/** What of these windows lies within a span. */
export const clipped = (windows: readonly Span[], within: Span): readonly Span[] =>
  windows
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => from < to);

/** What of these windows is not taken. Both are in order. */
const gaps = (windows: readonly Span[], taken: readonly Span[]): readonly Span[] =>
  windows.flatMap(({ from, to }) => {
    const free: Span[] = [];
    let since = from;
    for (const each of taken) {
      if (each.to <= since || each.from >= to) continue;
      if (each.from > since) free.push({ from: since, to: each.from });
      since = each.to;
    }
    return since < to ? [...free, { from: since, to }] : free;
  });
