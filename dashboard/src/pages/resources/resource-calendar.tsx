import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { Answered } from '../../ui/answered.js';
import { Button } from '../../ui/button.js';
import { Filter } from '../../ui/filter.js';
import { Icon } from '../../ui/icon.js';
import { Card } from '../../ui/page.js';
import { Skeleton } from '../../ui/state.js';
import { dayIn, daysAround, layOut, spanOf, type Span, type View } from './calendar-days.js';
import { Month } from './month.js';
import { Week } from './week.js';

type Resource = Schemas['ResourceView'];
export type Booking = Schemas['BookingRow'];

/** What came to nothing takes no room in a calendar. */
const gone: readonly Booking['status'][] = ['declined', 'expired', 'lapsed', 'cancelled'];
const bookings_items = 200;

/** A week or a month of a resource; which one stands in the address. `onBook` where the reader may book. */
export const ResourceCalendar = ({
  resource,
  onBook,
}: {
  resource: Resource;
  onBook?: ((wanted: Span) => void) | undefined;
}) => {
  const { t, timeZone } = useWords();
  const [search] = useSearchParams();
  const view: View = search.get('view') === 'month' ? 'month' : 'week';
  const day = dayIn(search.get('day'), timeZone);
  const days = useMemo(() => daysAround(day, view), [day.toString(), view]);
  const span = useMemo(() => spanOf(days, timeZone), [days, timeZone]);
  const { resourceId, quantity } = resource;
  const path = '/v1/alliances/{allianceId}/resources/{resourceId}';
  const free = useGet(`${path}/availability`, { resourceId, ...span });
  const booked = useList(`${path}/bookings`, { resourceId, ...span, limit: bookings_items });
  const bookings = (booked.data ?? []).filter(({ status }) => !gone.includes(status));
  return (
    <Card title={t('resources.calendar')}>
      <div className="stack close">
        <Turning day={day} days={days} view={view} />
        <Answered of={free} waiting={<ToCome />}>
          {({ times }) => {
            const laid = layOut(days, times, bookings, timeZone);
            const shown = { days: laid, quantity, unitOfMeasure: resource.unitOfMeasure };
            return view === 'week' ? <Week {...shown} onBook={onBook} /> : <Month {...shown} day={day} />;
          }}
        </Answered>
        {booked.more && (
          <div>
            <Button onPress={booked.more}>{t('resources.moreInCalendar')}</Button>
          </div>
        )}
      </div>
    </Card>
  );
};

/** As much room as a week takes, so that what is below it stays there. */
const ToCome = () => (
  <div className="calendar-to-come">
    <Skeleton lines={6} />
  </div>
);

type Days = ReturnType<typeof daysAround>;

/** Which days are shown, and the way to others. */
const Turning = ({ day, days, view }: { day: Days[number]; days: Days; view: View }) => {
  const { t, days: span, month } = useWords();
  const [, setSearch] = useSearchParams();
  const go = (to: string | undefined) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (to) next.set('day', to);
      else next.delete('day');
      return next;
    });
  const step = (by: number) => go(day.add(view === 'week' ? { days: 7 * by } : { months: by }).toString());
  const [first = day] = days;
  return (
    <div className="row apart">
      <div className="row turning">
        <Button look="plain" iconOnly aria-label={t('resources.earlier')} onPress={() => step(-1)}>
          <Icon name="back" />
        </Button>
        <Button look="plain" iconOnly aria-label={t('resources.later')} onPress={() => step(1)}>
          <Icon name="next" />
        </Button>
        <strong aria-live="polite" className="figures">
          {view === 'week' ? span(first.toString(), (days.at(-1) ?? day).toString()) : month(day.toString())}
        </strong>
        <Button look="plain" onPress={() => go(undefined)}>
          {t('resources.today')}
        </Button>
      </div>
      <Filter
        name="view"
        label={t('resources.view')}
        all={t('resources.week')}
        options={[{ id: 'month', label: t('resources.month') }]}
      />
    </div>
  );
};
