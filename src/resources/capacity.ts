import type { Span } from './availability.js';

/** What takes a part of a resource: for a time, or without one for good. `pledge`: the one that it fulfils. */
export type Use = Readonly<{ quantity: number; span?: Span; pledge?: string }>;

/** How much is set aside for each pledge, at any time. */
export type SetAside = ReadonlyMap<string, Readonly<{ quantity: number }>>;

/** How much is used over a span. */
export type Level = Span & Readonly<{ used: number }>;

/**
 * How much of a resource is used when, over a whole span and in order. What fulfils a pledge is counted once: with
 * what is set aside for that pledge, and only where it is more.
 */
export const levelsOf = (uses: readonly Use[], setAside: SetAside, span: Span): readonly Level[] => {
  const tally = new Tally(setAside);
  const changes: { at: number; use: Use; quantity: number }[] = [];
  for (const use of uses) {
    const { from, to } = use.span ?? span;
    if (from >= span.to || to <= span.from) continue;
    if (from <= span.from) tally.add(use, use.quantity);
    else changes.push({ at: from, use, quantity: use.quantity });
    if (to < span.to) changes.push({ at: to, use, quantity: -use.quantity });
  }
  const levels: Level[] = [];
  let since = span.from;
  for (const { at, use, quantity } of changes.sort((a, b) => a.at - b.at)) {
    if (at > since) levels.push({ from: since, to: at, used: tally.used });
    since = at;
    tally.add(use, quantity);
  }
  levels.push({ from: since, to: span.to, used: tally.used });
  return levels;
};

/** The most that is used at any instant of a span. */
export const peakOf = (uses: readonly Use[], setAside: SetAside, span: Span): number =>
  levelsOf(uses, setAside, span).reduce((peak, { used }) => Math.max(peak, used), 0);

class Tally {
  used = 0;
  readonly #booked = new Map<string, number>();

  constructor(private readonly setAside: SetAside) {
    for (const { quantity } of setAside.values()) this.used += quantity;
  }

  add({ pledge }: Use, quantity: number): void {
    if (pledge === undefined) return void (this.used += quantity);
    const before = this.#booked.get(pledge) ?? 0;
    const aside = this.setAside.get(pledge)?.quantity ?? 0;
    this.#booked.set(pledge, before + quantity);
    this.used += Math.max(aside, before + quantity) - Math.max(aside, before);
  }
}
