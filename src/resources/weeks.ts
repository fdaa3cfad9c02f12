import { Temporal } from 'temporal-polyfill';

/** The week of an instant, in a time zone: its Monday. */
export const weekOf = (instant: string | number, timeZone: string): string => {
  const day = Temporal.Instant.fromEpochMilliseconds(typeof instant === 'string' ? Date.parse(instant) : instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
};

/** An instant so many hours later, or another where that is earlier. */
export const hoursAfter = (instant: string, hours: number, atLatest?: string): string => {
  const later = new Date(Date.parse(instant) + hours * 3_600_000).toISOString();
  return atLatest !== undefined && atLatest < later ? atLatest : later;
};
