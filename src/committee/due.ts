import type { Issue } from '#event-sourcing';
import { dayAfter, dayOf, endOf } from '../platform/days.js';

const days_max = 3 * 366;

/** A day on which something is due, and when that day is over. */
export type Due = Readonly<{ due: string; overdueAt: string }>;

export const dueOn = (due: string, timeZone: string): Due => ({ due, overdueAt: endOf(due, timeZone) });

/** The rule that a day breaks on which nothing can be due: it is over, or more than three years away. */
export const unfit = (due: string, timeZone: string, { at }: Pick<Issue, 'at'>) => {
  const earliest = dayOf(at, timeZone);
  const latest = dayAfter(earliest, days_max);
  return (due < earliest || due > latest) && (['due-out-of-bounds', { earliest, latest }] as const);
};
