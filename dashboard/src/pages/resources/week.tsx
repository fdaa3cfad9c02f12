import { now_ms } from '../../past/as-of.js';
import { today } from '@internationalized/date';
import { Button as AriaButton } from 'react-aria-components';
import { Link } from 'wouter';
import { useWords } from '../../i18n/language.js';
import { Status } from '../../ui/badge.js';
import { UnitName } from '../../ui/links.js';
import { hoursOf, type Day, type Span } from './calendar-days.js';
import './calendar-table.css';
import './week.css';
import './openings.css';

type Shown = Readonly<{
  days: readonly Day[];
  quantity: number;
  unitOfMeasure: string;
  onBook?: ((wanted: Span) => void) | undefined;
}>;
type Hours = Readonly<{ first: number; last: number }>;

/** So high that a short opening can be read, and a long day needs no scrolling. */
const [height_rem, hour_max_rem, hour_min_rem] = [30, 7, 2.5];
const hour_minutes = 60;

/**
 * A week as a table: a column for a day, and a place by the clock for all that is in it. On a narrow screen the days
 * stand below each other, and what is in them is a list.
 */
export const Week = ({ days, ...shown }: Shown) => {
  const { weekdayOf, day, shortDay, timeZone, t } = useWords();
  const now = today(timeZone).toString();
  const hours = hoursOf(days);
  const count = hours.last - hours.first;
  const rem = count * Math.min(hour_max_rem, Math.max(hour_min_rem, height_rem / count));
  return (
    <table className="week" aria-label={t('resources.calendar')}>
      <thead>
        <tr>
          <td />
          {days.map(({ date, free }) => (
            <th
              key={date}
              scope="col"
              className={free.length === 0 ? 'closed' : undefined}
              {...(date === now && { 'aria-current': 'date' as const })}
            >
              <span aria-hidden="true">
                {weekdayOf(date)} <b>{Number(date.slice(-2))}</b>
              </span>
              <span className="unseen">{`${weekdayOf(date, 'long')} ${day(date)}`}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <td className="clock">
            <Clock hours={hours} rem={rem} />
          </td>
          {days.map((each) => (
            <td key={each.date} data-day={each.date} className={each.free.length === 0 ? 'closed' : undefined}>
              <span className="day-name" aria-hidden="true">
                {weekdayOf(each.date, 'long')} <span className="soft">{shortDay(each.date)}</span>
              </span>
              <DayOf day={each} hours={hours} rem={rem} {...shown} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
};

const Clock = ({ hours: { first, last }, rem }: { hours: Hours; rem: number }) => (
  <div aria-hidden="true" style={{ height: `${rem}rem` }}>
    {Array.from({ length: last - first + 1 }, (_, n) => (
      <span key={n} style={{ top: `${(100 * n) / (last - first)}%` }}>
        {String((first + n) % 24).padStart(2, '0')}:00
      </span>
    ))}
  </div>
);

const DayOf = ({ day, hours, rem, ...shown }: Omit<Shown, 'days'> & { day: Day; hours: Hours; rem: number }) => {
  const { t } = useWords();
  const minutes = (hours.last - hours.first) * hour_minutes;
  const part = (minute: number): string => `${(100 * (minute - hours.first * hour_minutes)) / minutes}%`;
  const length = (from: number, to: number): string => `${(100 * (to - from)) / minutes}%`;
  return (
    <ul className="day" style={{ height: `${rem}rem` }}>
      {day.free.length === 0 && <li className="not-open">{t('resources.notOpen')}</li>}
      {day.free.map(({ of, from, to }) => (
        <li
          key={`free ${of.from}`}
          className="opening"
          data-shared={day.bookings.some((each) => each.from < to && each.to > from) || undefined}
          style={{ top: part(from), height: length(from, to) }}
        >
          <Opening time={of} {...shown} />
        </li>
      ))}
      {day.bookings.map(({ of, from, to, lane, lanes }) => (
        <li
          key={of.bookingId}
          className="booked"
          style={{
            top: part(from),
            height: length(from, to),
            insetInlineStart: `calc(var(--strip) + (100% - var(--strip)) * ${lane / lanes})`,
            width: `calc((100% - var(--strip)) / ${lanes})`,
          }}
        >
          <Booked booking={of} unitOfMeasure={shown.unitOfMeasure} />
        </li>
      ))}
    </ul>
  );
};

type Free = Day['free'][number]['of'];

/** A time at which it can be used: pressing it books it, where there is something left. */
const Opening = ({ time, quantity, unitOfMeasure, onBook }: Omit<Shown, 'days'> & { time: Free }) => {
  const { t, times, weekday, number, amount } = useWords();
  const { from, to, free } = time;
  const isPast = Date.parse(to) <= now_ms();
  const isAllDay = Date.parse(to) - Date.parse(from) >= day_ms;
  const filled = { free: number(free), all: amount(quantity, unitOfMeasure) };
  const closed = isPast ? t('resources.past') : free === 0 ? t('resources.full') : undefined;
  const inside = (
    <>
      <b>{isAllDay ? t('resources.allDay') : times(from, to)}</b> <span>{closed ?? t('resources.freeOf', filled)}</span>
      <span className="brief" aria-hidden="true">
        {closed ?? t('resources.nFree', { free })}
      </span>
    </>
  );
  if (isPast || free === 0 || !onBook)
    return (
      <div className="opening-box" data-tone={isPast ? 'past' : free === 0 ? 'full' : 'free'}>
        {inside}
      </div>
    );
  const begun = Date.parse(from) < now_ms();
  return (
    <AriaButton
      className="opening-box"
      data-tone="free"
      aria-label={t('resources.bookAt', {
        ...filled,
        when: `${weekday(from)} ${isAllDay ? t('resources.allDay') : times(from, to)}`,
      })}
      onPress={() => onBook({ from: begun ? nextMinute() : from, to })}
    >
      {inside}
    </AriaButton>
  );
};
const minute_ms = 60_000;
const day_ms = 24 * 60 * minute_ms;
const nextMinute = (): string => new Date(Math.ceil(now_ms() / minute_ms + 1) * minute_ms).toISOString();

const Booked = ({ booking, unitOfMeasure }: { booking: Day['bookings'][number]['of']; unitOfMeasure: string }) => {
  const { amount, times } = useWords();
  const { resourceId, bookingId, unitId, quantity, status, from, to } = booking;
  return (
    <Link href={`/resources/${resourceId}/bookings/${bookingId}`} data-status={status}>
      <b>
        <UnitName id={unitId} plain />
      </b>{' '}
      <span className="at">{from && to && times(from, to)}</span> <span>{amount(quantity, unitOfMeasure)}</span>{' '}
      <Status of={status} />
    </Link>
  );
};
