import type { Line, Place } from './line.js';
import type { Measure } from './measure.js';
import type { RuleName } from './rules.js';
import type { Things } from './things.js';

/** What a figure is a sum of. `per`: how many of what is measured are one of what is told, such as milliseconds. */
export type Summed = Readonly<{ rule: RuleName; things: Things; measure: Measure; per?: number }>;
/** A figure that is worked out of two others of the same answer. */
export type Derived = Readonly<{ rule: RuleName; part: string; whole: string }>;
/** A figure that counts what a list holds. */
export type Listed = Readonly<{ rule: RuleName; lines: (after: Place) => AsyncGenerator<Line> }>;
export type Figure = Summed | Derived | Listed;

/** `venue,rooms` is the kind, and the unit of measure. */
export const measureIn = (part: string): Readonly<{ kind: string; unitOfMeasure: string }> => {
  const at = part.indexOf(',');
  return { kind: part.slice(0, at), unitOfMeasure: part.slice(at + 1) };
};

type Measured = Readonly<{ kind: string; unitOfMeasure: string }>;
export const same = (one: Measured, other: Measured): boolean =>
  one.kind === other.kind && one.unitOfMeasure === other.unitOfMeasure;

/** Whether an instant lies within a time; its end is no longer of it. */
export const within = (at: string | null, { from, until }: Readonly<{ from: string; until: string }>): boolean =>
  at !== null && at >= from && at < until;

export const one = (is: boolean): number => (is ? 1 : 0);

/** What is a hundredth part of what: beside the figure itself stand the part and the whole. */
export const percentOf = (rule: RuleName, path: readonly string[], part: string, whole: string): Derived => {
  const beside = path.slice(0, -1).map((each) => each.replaceAll('~', '~0').replaceAll('/', '~1'));
  const at = (name: string) => `/${[...beside, name].join('/')}`;
  return { rule, part: at(part), whole: at(whole) };
};
