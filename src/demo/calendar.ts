import { Temporal } from 'temporal-polyfill';

/** How a file's days become ours: moved by whole weeks, read on the clocks of a time zone. */
export type Calendar = Readonly<{
  at: (local: string) => string;
  /** Of an instant that says how far it is from UTC. */
  instant: (withOffset: string) => string;
  day: (day: string) => string;
  weeks: number;
}>;

/** @param weeks by how many everything moves */
export const calendarOf = (timeZone: string, weeks: number): Calendar => ({
  weeks,
  at: (local) => {
    const moved = Temporal.PlainDateTime.from(local).add({ weeks }).toZonedDateTime(timeZone);
    return new Date(moved.epochMilliseconds).toISOString();
  },
  instant: (withOffset) => {
    const moved = Temporal.Instant.from(withOffset).toZonedDateTimeISO(timeZone).add({ weeks });
    return new Date(moved.epochMilliseconds).toISOString();
  },
  day: (day) => Temporal.PlainDate.from(day).add({ weeks }).toString(),
});

/** The weeks that lead from the file's `today` to the day of the load, or just before it, so that history is past. */
export const weeksUntil = (now: string, today: string, timeZone: string): number => {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return Math.floor(Temporal.PlainDate.from(today).until(here, { largestUnit: 'days' }).days / 7);
};

/** The weeks by which the file was moved when its alliance was founded at an instant. */
export const weeksBetween = (local: string, instant: string, timeZone: string): number => {
  const founded = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  return Math.round(Temporal.PlainDateTime.from(local).toPlainDate().until(founded, { largestUnit: 'days' }).days / 7);
};

/** An instant so many minutes later. */
export const later = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();
