import { put, type ReadModel } from '#event-sourcing';
import type { Period } from '../period.js';
import { counted } from '../trends.js';
import type { Keys } from './figure-path.js';
import { one, within, type Figure } from './figure.js';
import { sumOf } from './measure.js';
import type { Category } from './things.js';

export const trendFields = ['weeks'];
export const trendKeys: Keys = { weeks: ['monday'] };

/** To what the acts that are counted happen. */
const categoryOf: Readonly<Record<keyof typeof counted, Category>> = {
  ...{ pledges: 'project', deliveries: 'project', bookings: 'resource', decisions: 'motion', actions: 'action' },
};

/** An act, and when it was. */
class Done {
  id: string;
  at: string;
}
const doneOf = (types: readonly string[]): ReadModel<Done> => ({
  ...{ row: Done, key: ['id'], byStream: true },
  on: Object.fromEntries(types.map((type) => [type, ({ id, issue }) => put<Done>({ id, at: issue.at })])),
});

/** What a figure of a week is made of; nothing where there is none. @param week from when until when it is */
export const trendFigure = (name: string, week: Period): Figure | undefined => {
  if (!(name in counted)) return undefined;
  const key = name as keyof typeof counted; // since it is in it
  const [types, category] = [counted[key], categoryOf[key]];
  const measure = sumOf<Done>(doneOf(types), ({ at }) => one(within(at, week)));
  return { rule: 'counted-acts', things: { category, happened: { types, ...week } }, measure };
};
