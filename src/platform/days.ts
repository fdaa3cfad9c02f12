import { Temporal } from 'temporal-polyfill';

/** The first instant of a calendar day in a time zone. */
export const startOf = (day: string, timeZone: string): string =>
  instantOf(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }));

/** The first instant that is no longer of a calendar day in a time zone. */
export const endOf = (day: string, timeZone: string): string => startOf(dayAfter(day, 1), timeZone);

/** The calendar day of an instant in a time zone. */
export const dayOf = (instant: string, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => dayAfter(day, 1 - Temporal.PlainDate.from(day).dayOfWeek);

export const yearsAfter = (day: string, years: number): string =>
  Temporal.PlainDate.from(day).add({ years }).toString();

/** The same time of day, so many calendar days later, in a time zone. */
export const daysAfter = (instant: string, days: number, timeZone: string): string =>
  instantOf(Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).add({ days }));

const instantOf = (time: Temporal.ZonedDateTime): string => new Date(time.epochMilliseconds).toISOString();
