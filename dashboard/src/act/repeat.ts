import { parseDate, startOfMonth, startOfWeek, type CalendarDate } from '@internationalized/date';

/** The days of the week as RFC 5545 writes them; weeks begin on Monday. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export const rhythms = ['day', 'week', 'two-weeks', 'month-day', 'month-weekday'] as const;
/** How something comes again. A month is counted by its days, or by its weekdays: the third Tuesday. */
export type Repeat = Readonly<{
  rhythm: (typeof rhythms)[number];
  /** On which days of the week; of weeks only. */
  days: readonly Weekday[];
  /** The first day from which it is counted; from it a month takes its day or its weekday. */
  from: string | undefined;
  /** After so many times, with a last day, or never. */
  ends: Ends;
  count: number | undefined;
  until: string | undefined;
}>;
export type Ends = 'count' | 'until' | 'never';

const week_days = 7;
const weekdayOf = (day: CalendarDate): number => day.compare(startOfWeek(day, 'en', 'mon'));
/** Of which week of its month a day is, from 1; of a fifth one the last, since not every month has a fifth. */
const placeOf = (day: CalendarDate): number => (day.day > 28 ? -1 : Math.ceil(day.day / week_days));

/** On which day of the week a day is. */
export const weekdayIn = (day: string | undefined): Weekday | undefined =>
  day === undefined ? undefined : weekdays[weekdayOf(parseDate(day))];

/** A rule of RFC 5545; undefined while something is missing. */
export const ruleOf = ({ rhythm, days, from, ends, until, count }: Repeat): string | undefined => {
  const first = from === undefined ? undefined : parseDate(from);
  if ((ends === 'count' && !count) || (ends === 'until' && !until)) return undefined;
  const end = ends === 'count' ? [`COUNT=${count}`] : ends === 'until' ? [`UNTIL=${until?.replaceAll('-', '')}`] : [];
  const on = weekdays.filter((day) => days.includes(day)).join(',');
  switch (rhythm) {
    case 'day':
      return ['FREQ=DAILY', ...end].join(';');
    case 'week':
      return on ? ['FREQ=WEEKLY', `BYDAY=${on}`, ...end].join(';') : undefined;
    case 'two-weeks':
      return on ? ['FREQ=WEEKLY', 'INTERVAL=2', `BYDAY=${on}`, ...end].join(';') : undefined;
    case 'month-day':
      return first && ['FREQ=MONTHLY', `BYMONTHDAY=${first.day}`, ...end].join(';');
    case 'month-weekday':
      return first && ['FREQ=MONTHLY', `BYDAY=${placeOf(first)}${weekdays[weekdayOf(first)]}`, ...end].join(';');
  }
};

/** The repeat that a rule stands for; undefined for a rule that the form cannot show. */
export const repeatOf = (rule: string, from: string | undefined): Repeat | undefined => {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  const days = weekdays.filter((day) => parts.get('BYDAY')?.split(',').includes(day));
  const until = /^(\d{4})(\d\d)(\d\d)$/
    .exec(parts.get('UNTIL') ?? '')
    ?.slice(1)
    .join('-');
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : undefined;
  const rest = { days, from, until, count, ends: count ? 'count' : until ? 'until' : 'never' } as const;
  return rhythms.map((rhythm) => ({ rhythm, ...rest })).find((each) => ruleOf(each) === rule);
};

/** The first days on which it comes. @param max how many at most */
export const firstDays = (repeat: Repeat, max: number): readonly string[] => {
  const { from, ends, until, count = 0 } = repeat;
  if (from === undefined) return [];
  const [first, last] = [parseDate(from), ends === 'until' && until ? parseDate(until) : undefined];
  const found: string[] = [];
  const wanted = ends === 'count' ? Math.min(max, count) : max;
  for (let step = 0; found.length < wanted && step < steps_max; step++)
    for (const day of daysAt(repeat, first, step)) {
      if (last && day.compare(last) > 0) return found;
      if (found.length < wanted && day.compare(first) >= 0) found.push(day.toString());
    }
  return found;
};
/** A day of a month that few months have comes at least every second one. */
const steps_max = 60;

/** The days of one day, week or month after the first one. */
const daysAt = ({ rhythm, days }: Repeat, first: CalendarDate, step: number): readonly CalendarDate[] => {
  const month = startOfMonth(first).add({ months: step });
  switch (rhythm) {
    case 'day':
      return [first.add({ days: step })];
    case 'week':
    case 'two-weeks': {
      const monday = startOfWeek(first, 'en', 'mon').add({ weeks: rhythm === 'week' ? step : 2 * step });
      return weekdays.flatMap((day, n) => (days.includes(day) ? [monday.add({ days: n })] : []));
    }
    case 'month-day': {
      const day = month.set({ day: first.day });
      return day.day === first.day ? [day] : []; // a month without that day is left out
    }
    case 'month-weekday': {
      const place = placeOf(first);
      const end = month.add({ months: 1 }).subtract({ days: 1 });
      if (place < 0) return [end.subtract({ days: (weekdayOf(end) - weekdayOf(first) + week_days) % week_days })];
      const offset = (weekdayOf(first) - weekdayOf(month) + week_days) % week_days;
      return [month.add({ days: offset + (place - 1) * week_days })];
    }
  }
};

/** From a time of day to another, as RFC 5545 says how long it is; over midnight where the end is not later. */
export const durationOf = (start: string, end: string): string => {
  const minutes = (minutesOf(end) - minutesOf(start) + day_minutes) % day_minutes || day_minutes;
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${h ? `${h}H` : ''}${m ? `${m}M` : ''}`;
};

/** When something ends that begins at a time of day; undefined where that is not within a day. */
export const endOf = (start: string, duration: string): string | undefined => {
  const [, h = 0, m = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  const minutes = Number(h) * 60 + Number(m);
  if (minutes === 0 || minutes > day_minutes) return undefined;
  const end = (minutesOf(start) + minutes) % day_minutes;
  return [Math.floor(end / 60), end % 60].map((n) => String(n).padStart(2, '0')).join(':');
};
const day_minutes = 24 * 60;
const minutesOf = (time: string): number => {
  const [h = 0, m = 0] = time.split(':').map(Number);
  return h * 60 + m;
};
