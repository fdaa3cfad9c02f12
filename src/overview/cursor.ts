import { cursorOf as sealed, filterOf, placeOf as opened } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';

/** Where a page ended, in a list that is as it was at an instant. */
export type Place = Readonly<{ at: string; place: string }>;

/** Of which list: its name, whose it is, and what is asked of it. */
export type List = Readonly<{ name: string; of: readonly (string | undefined)[]; filter: object }>;

const said = ({ name, of, filter }: List) => [name, of, filterOf(filter)];

export const cursorOf = (db: EntityManager, list: List, { at, place }: Place): string =>
  sealed(db, said(list), [at, place]);

/** @throws BadCursor where this list did not make it */
export const placeOf = (db: EntityManager, list: List, cursor: string): Place => {
  const [at, place] = opened(db, said(list), cursor) as readonly [string, string];
  return { at, place };
};
