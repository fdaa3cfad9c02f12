import { today, type CalendarDate } from '@internationalized/date';
import { useRef, type KeyboardEvent } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useWords } from '../../i18n/language.js';
import { leastFree, type Day } from './calendar-days.js';
import './calendar-table.css';
import './month.css';

type Shown = Readonly<{ days: readonly Day[]; quantity: number; unitOfMeasure: string; day: CalendarDate }>;

const week_days = 7;
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -week_days,
  ArrowDown: week_days,
};

/** A month as a table: how much of each day is still free, and how often it is booked. A day leads to its week. */
export const Month = ({ days, day, ...shown }: Shown) => {
  const { t, weekdayOf } = useWords();
  const table = useRef<HTMLTableElement>(null);
  const weeks = Array.from({ length: days.length / week_days }, (_, n) =>
    days.slice(n * week_days, (n + 1) * week_days),
  );
  /** Arrows go from day to day, and by a week. */
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const all = [...(table.current?.querySelectorAll('a') ?? [])];
    const at = all.findIndex((each) => each === event.target);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    all[at + step]?.focus();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the links in it can be pressed
    <table className="month" ref={table} aria-label={t('resources.calendar')} onKeyDown={move}>
      <thead>
        <tr>
          {days.slice(0, week_days).map(({ date }) => (
            <th key={date} scope="col">
              {weekdayOf(date)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.date}>
            {week.map((each) => (
              <td
                key={each.date}
                className={each.date.slice(0, 7) === day.toString().slice(0, 7) ? undefined : 'outside'}
              >
                <DayInMonth day={each} isChosen={each.date === day.toString()} {...shown} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

type InMonth = Omit<Shown, 'days' | 'day'> & Readonly<{ day: Day; isChosen: boolean }>;

const DayInMonth = ({ day: { date, ...day }, isChosen, quantity, unitOfMeasure }: InMonth) => {
  const { t, day: inWords, weekdayOf, number, amount, timeZone } = useWords();
  const [path] = useLocation();
  const [search] = useSearchParams();
  const to = new URLSearchParams(search);
  to.delete('view');
  to.set('day', date);
  const now = today(timeZone).toString();
  const free = date < now ? undefined : leastFree(day);
  const filled = { free: number(free ?? 0), all: amount(quantity, unitOfMeasure) };
  const closed = t(date < now ? 'resources.past' : 'resources.notOpen');
  const open = free === undefined ? closed : t('resources.freeOf', filled);
  const count = day.bookings.length;
  return (
    <Link
      href={`${path}?${to}`}
      tabIndex={isChosen ? 0 : -1}
      className={free === undefined ? 'closed' : undefined}
      {...(date === now && { 'aria-current': 'date' as const })}
    >
      <span className="unseen">{`${weekdayOf(date, 'long')} ${inWords(date)}: ${open}`}</span>
      <b aria-hidden="true">{Number(date.slice(-2))}</b>
      {free !== undefined && (
        <span aria-hidden="true">
          <span className="level">
            <span style={{ width: `${(100 * (quantity - free)) / quantity}%` }} />
          </span>
          <span className="said">{open}</span>
        </span>
      )}
      {count > 0 && <span className="count">{t('resources.nBookings', { n: count })}</span>}
    </Link>
  );
};
