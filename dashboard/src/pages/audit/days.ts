import { parseDate } from '@internationalized/date';

/** The instant at which a day such as 2026-11-23 begins on the alliance's clocks; nothing for what is no day. */
export const beginningOf = (day: string | undefined, timeZone: string): string | undefined => {
  if (!day || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  try {
    return parseDate(day).toDate(timeZone).toISOString();
  } catch {
    return undefined;
  }
};

/** What is a day, of what stands in an address. */
export const dayIn = (said: string | undefined): string | undefined => (beginningOf(said, 'UTC') ? said : undefined);

/** The instant at which it ends. */
export const endOf = (day: string | undefined, timeZone: string): string | undefined =>
  beginningOf(day, timeZone) &&
  parseDate(day ?? '')
    .add({ days: 1 })
    .toDate(timeZone)
    .toISOString();
