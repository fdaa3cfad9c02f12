import { parseDate } from '@internationalized/date';
import type { Schemas } from '../api/query.js';
import type { Words } from '../i18n/language.js';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const aMonday = parseDate('2024-01-01');
/** A range of times is not torn apart at the end of a line. */
const dash = '\u2060–\u2060';
const day_minutes = 24 * 60;

type Rule = Pick<Schemas['Availability'], 'rrule' | 'start' | 'duration'>;
type Parts = ReadonlyMap<string, string>;

/** When a rule applies, such as "Every Saturday, 09:00–12:00". A rarer rule stands as RFC 5545 writes it. */
export const ruleInWords = ({ rrule, start, duration }: Rule, said: Words): string => {
  const parts: Parts = new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));
  const on = [...parts.keys()].every((part) => known.includes(part)) ? daysOf(parts, said) : undefined;
  return [on ?? rrule, timesOf(start, duration, said), on && endOf(parts, said)].filter(Boolean).join(' ');
};
const known = ['FREQ', 'BYDAY', 'BYMONTHDAY', 'INTERVAL', 'UNTIL', 'COUNT', 'WKST'];

const daysOf = (parts: Parts, said: Words): string | undefined => {
  const n = Number(parts.get('INTERVAL') ?? 1);
  const on = (parts.get('BYDAY') ?? '').split(',').filter(Boolean);
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return n === 1 && on.length === 0 ? said.t('resources.everyDay') : undefined;
    case 'WEEKLY':
      return weeksOf(on, n, said);
    case 'MONTHLY':
      return n === 1 ? monthsOf(on, parts.get('BYMONTHDAY'), said) : undefined;
    default:
      return undefined;
  }
};

const nameOf = (day: string, length: 'long' | 'short', { weekdayOf }: Words): string =>
  weekdayOf(aMonday.add({ days: days.indexOf(day) }).toString(), length);

const weeksOf = (on: readonly string[], n: number, said: Words): string | undefined => {
  if (on.length === 0 || on.some((day) => !days.includes(day))) return undefined;
  if (n === 1 && on.length === days.length) return said.t('resources.everyDay');
  const isLong = on.length === 1 && !(n === 1 && said.language === 'zh'); // in Chinese, "each week" takes the short name
  const named = said.list(on.map((day) => nameOf(day, isLong ? 'long' : 'short', said)));
  return n === 1
    ? said.t('resources.everyWeek', { days: named })
    : said.t('resources.everyNthWeek', { n, days: named });
};

const nth = {
  1: 'resources.first',
  2: 'resources.second',
  3: 'resources.third',
  4: 'resources.fourth',
  '-1': 'resources.last',
} as const;

const monthsOf = (on: readonly string[], monthDay: string | undefined, said: Words): string | undefined => {
  if (monthDay !== undefined)
    return on.length === 0 && /^\d+$/.test(monthDay)
      ? said.t('resources.everyMonth', { n: Number(monthDay) })
      : undefined;
  const [, place = '', day = ''] = (on.length === 1 && /^([1-4]|-1)([A-Z]{2})$/.exec(on[0] ?? '')) || [];
  const word = nth[place as keyof typeof nth];
  return word && said.t('resources.everyMonthOn', { nth: said.t(word), day: nameOf(day, 'long', said) });
};

const timesOf = (start: string, duration: string, { t }: Words): string => {
  const [, d = 0, h = 0, m = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  const [hours = 0, minutes = 0] = start.split(':').map(Number);
  const end = hours * 60 + minutes + Number(d) * day_minutes + Number(h) * 60 + Number(m);
  if (end > 2 * day_minutes) return `${start} ${duration}`;
  const clock = [Math.floor(end / 60) % 24, end % 60].map((n) => String(n).padStart(2, '0')).join(':');
  return `${start}${dash}${end > day_minutes ? `${t('resources.nextDay')} ` : ''}${clock}`;
};

const endOf = (parts: Parts, { t, day }: Words): string => {
  const [until, count] = [parts.get('UNTIL'), parts.get('COUNT')];
  if (count) return t('resources.nTimes', { n: Number(count) });
  if (!until) return '';
  return t('resources.untilDay', { day: day(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`) });
};
