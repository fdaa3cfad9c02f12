import { BadCursor } from '#nest-event-sourcing';
import { isInstant, isStorable } from '../platform/fields.js';

/** Where a page ended, in a list that is as it was at an instant. */
export type Place = Readonly<{ at: string; place: string }>;

export const cursorOf = ({ at, place }: Place): string =>
  Buffer.from(JSON.stringify([at, place])).toString('base64url');

/** @throws BadCursor where no list made it */
export const placeOf = (cursor: string): Place => {
  try {
    const [at, place, more]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const texts = typeof at === 'string' && typeof place === 'string' && more === undefined;
    if (texts && isInstant(at) && isStorable(place)) return { at, place };
  } catch {
    // what is no JSON is no cursor either
  }
  throw new BadCursor('this cursor is not one of this list');
};
