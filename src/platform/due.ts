import { dayAfter, dayOf, endOf } from './days.js';

const days_max = 3 * 366;

/** A day on which something is due, and when that day is over. */
export type Due = Readonly<{ due: string; overdueAt: string }>;

export const dueOn = (due: string, timeZone: string): Due => ({ due, overdueAt: endOf(due, timeZone) });

/** Between which days something can be due at an instant, where this is none of them: it is over, or more than three years away. */
export const outOfBounds = (due: string, timeZone: string, at: string) => {
  const earliest = dayOf(at, timeZone);
  const latest = dayAfter(earliest, days_max);
  return due < earliest || due > latest ? { earliest, latest } : undefined;
};
