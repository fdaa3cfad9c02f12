import type { Issue } from '#event-sourcing';
import { outOfBounds } from '../platform/due.js';

/** The rule that a day breaks on which no action can be due. */
export const unfit = (due: string, timeZone: string, { at }: Pick<Issue, 'at'>) => {
  const bounds = outOfBounds(due, timeZone, at);
  return bounds !== undefined && (['due-out-of-bounds', bounds] as const);
};
