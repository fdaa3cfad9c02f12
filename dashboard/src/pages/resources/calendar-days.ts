import {
  CalendarDate,
  endOfMonth,
  endOfWeek,
  parseAbsolute,
  parseDate,
  startOfMonth,
  startOfWeek,
  toCalendarDate,
  today,
  toZoned,
} from '@internationalized/date';
import type { components } from '../../api/generated/schema.js';

/** From an instant to another. */
export type Span = Readonly<{ from: string; to: string }>;
export type View = 'week' | 'month';
type Schemas = components['schemas'];
type Free = Schemas['FreeTime'];
type Booking = Schemas['BookingRow'];

/** A part of a day, in minutes of its clock. */
type Placed<T> = Readonly<{ of: T; from: number; to: number }>;
/** Where bookings overlap, each has its lane. */
type InLane<T> = Placed<T> & Readonly<{ lane: number; lanes: number }>;
export type Day = Readonly<{
  date: string;
  free: readonly Placed<Free>[];
  bookings: readonly InLane<Booking>[];
}>;

const day_minutes = 24 * 60;
/** Weeks begin on Monday, as ISO 8601 and GB/T 7408 have it. */
const monday = 'mon';
const locale = 'en';

/** The day that an address names, or today. */
export const dayIn = (said: string | null, timeZone: string): CalendarDate => {
  try {
    return said ? parseDate(said) : today(timeZone);
  } catch {
    return today(timeZone);
  }
};

/** The days that a view shows around one: a week, or the whole weeks that a month touches. */
export const daysAround = (day: CalendarDate, view: View): readonly CalendarDate[] => {
  const [first, last] = view === 'week' ? [day, day] : [startOfMonth(day), endOfMonth(day)];
  const begins = startOfWeek(first, locale, monday);
  const count = endOfWeek(last, locale, monday).compare(begins) + 1;
  return Array.from({ length: count }, (_, n) => begins.add({ days: n }));
};

/** From the first instant of the first day to the last one's end. */
export const spanOf = (days: readonly CalendarDate[], timeZone: string): Span => {
  const at = (day: CalendarDate | undefined): string => (day ? toZoned(day, timeZone).toAbsoluteString() : '');
  return { from: at(days[0]), to: at(days.at(-1)?.add({ days: 1 })) };
};

/** What is free, and what is booked, on each of these days. */
export const layOut = (
  days: readonly CalendarDate[],
  free: readonly Free[],
  bookings: readonly Booking[],
  timeZone: string,
): readonly Day[] => {
  const timed = bookings.filter((each): each is Booking & Span => each.from !== null && each.to !== null);
  return days.map((date) => ({
    date: date.toString(),
    free: placed(free, date, timeZone).map((each) => ({ ...each, of: within(each.of, spanOf([date], timeZone)) })),
    bookings: inLanes(placed(timed, date, timeZone)),
  }));
};

/** What is free over midnight is shown, and booked, by the day. */
const within = (time: Free, { from, to }: Span): Free => ({
  ...time,
  from: Date.parse(time.from) < Date.parse(from) ? from : time.from,
  to: Date.parse(time.to) > Date.parse(to) ? to : time.to,
});

const placed = <T extends Span>(all: readonly T[], date: CalendarDate, timeZone: string): readonly Placed<T>[] =>
  all
    .map((of) => ({ of, from: minutesIn(of.from, date, timeZone), to: minutesIn(of.to, date, timeZone) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from || b.to - a.to);

/** An instant on the clock of a day: its first minute where it is before, its last one where it is after. */
const minutesIn = (instant: string, date: CalendarDate, timeZone: string): number => {
  const at = parseAbsolute(instant, timeZone);
  const away = toCalendarDate(at).compare(date);
  return away < 0 ? 0 : away > 0 ? day_minutes : at.hour * 60 + at.minute;
};

/** Each takes the first lane that is free when it begins; those that touch one another share the width. */
const inLanes = <T>(all: readonly Placed<T>[]): readonly InLane<T>[] => {
  const lanes: number[] = [];
  const laid = all.map((each) => {
    const open = lanes.findIndex((until) => until <= each.from);
    const lane = open < 0 ? lanes.length : open;
    lanes[lane] = each.to;
    return { ...each, lane };
  });
  return laid.map((each) => ({ ...each, lanes: lanes.length }));
};

/** The hours that have to be shown so that nothing is cut off. */
export const hoursOf = (days: readonly Day[]): Readonly<{ first: number; last: number }> => {
  const all = days.flatMap(({ free, bookings }) => [...free, ...bookings]);
  const [first, last] = [Math.min(...all.map(({ from }) => from)), Math.max(...all.map(({ to }) => to))];
  return all.length === 0 ? { first: 8, last: 18 } : { first: Math.floor(first / 60), last: Math.ceil(last / 60) };
};

/** What is free at every instant of a day's opening; nothing where it is not open. */
export const leastFree = ({ free }: Pick<Day, 'free'>): number | undefined =>
  free.length === 0 ? undefined : Math.min(...free.map(({ of }) => of.free));
