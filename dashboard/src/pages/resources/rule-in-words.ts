import { parseDate } from '@internationalized/date';
import type { Schemas } from '../../api/query.js';
import type { Words } from '../../i18n/language.js';

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const aMonday = parseDate('2024-01-01');
/** A range of times is not torn apart at the end of a line. */
const dash = '\u2060–\u2060';
const day_minutes = 24 * 60;

type Rule = Pick<Schemas['Availability'], 'rrule' | 'start' | 'duration'>;

/** When a rule applies, such as "Every Saturday, 09:00–12:00". A rarer rule stands as RFC 5545 writes it. */
export const ruleInWords = ({ rrule, start, duration }: Rule, said: Words): string =>
  [daysOf(rrule, said) ?? rrule, timesOf(start, duration, said), untilOf(rrule, said)].filter(Boolean).join(' ');

const partsOf = (rrule: string): ReadonlyMap<string, string> =>
  new Map(rrule.split(';').map((part) => part.split('=') as [string, string]));

const known = ['FREQ', 'BYDAY', 'INTERVAL', 'UNTIL', 'COUNT', 'WKST'];

const daysOf = (rrule: string, { t, list, weekdayOf }: Words): string | undefined => {
  const parts = partsOf(rrule);
  const n = Number(parts.get('INTERVAL') ?? 1);
  const on = (parts.get('BYDAY') ?? '').split(',').filter(Boolean);
  const freq = parts.get('FREQ');
  if ([...parts.keys()].some((part) => !known.includes(part)) || on.some((day) => !days.includes(day)))
    return undefined;
  if (n === 1 && ((freq === 'DAILY' && on.length === 0) || (freq === 'WEEKLY' && on.length === days.length)))
    return t('resources.everyDay');
  if (freq !== 'WEEKLY' || on.length === 0) return undefined;
  const length = on.length === 1 ? 'long' : 'short';
  const named = list(on.map((day) => weekdayOf(aMonday.add({ days: days.indexOf(day) }).toString(), length)));
  return n === 1 ? t('resources.everyWeek', { days: named }) : t('resources.everyNthWeek', { n, days: named });
};

const timesOf = (start: string, duration: string, { t }: Words): string => {
  const [, d = 0, h = 0, m = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration) ?? [];
  const [hours = 0, minutes = 0] = start.split(':').map(Number);
  const end = hours * 60 + minutes + Number(d) * day_minutes + Number(h) * 60 + Number(m);
  if (end > 2 * day_minutes) return `${start} ${duration}`;
  const clock = [Math.floor(end / 60) % 24, end % 60].map((n) => String(n).padStart(2, '0')).join(':');
  return `${start}${dash}${end > day_minutes ? `${t('resources.nextDay')} ` : ''}${clock}`;
};

const untilOf = (rrule: string, { t, day }: Words): string => {
  const until = partsOf(rrule).get('UNTIL');
  if (!until) return '';
  return t('resources.untilDay', { day: day(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`) });
};
