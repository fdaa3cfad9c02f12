import { Link } from 'wouter';
import { useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import type { MyUnit } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { BookingStatus } from '../../ui/booking-status.js';
import { Filter, useFilter } from '../../ui/filter.js';
import { More } from '../../ui/more.js';
import { UnitName, useName } from '../../ui/links.js';
import { Card } from '../../ui/page.js';
import { ownBookings } from '../asked.js';

const statuses = ['requested', 'waitlisted', 'confirmed', 'handed-over', 'issued', 'declined'] as const;

/** What the unit booked of others, last asked for first, and what became of it. */
export const OwnBookings = ({ unit: { unitId } }: { unit: MyUnit }) => {
  const { t, value } = useWords();
  const status = useFilter('bookings', statuses);
  const bookings = useList('/v1/alliances/{allianceId}/bookings', { unitId, status, ...ownBookings });
  return (
    <Card title={t('ours.bookings')}>
      <div className="stack close">
        {(status !== undefined || (bookings.data ?? []).length > 0) && (
          <Filter
            name="bookings"
            label={t('resources.status')}
            all={t('resources.anyBooking')}
            options={statuses.map((id) => ({ id, label: value(id) }))}
          />
        )}
        <Answered
          of={bookings}
          empty={<p className="small soft">{t(status ? 'ours.noSuchBookings' : 'ours.noBookings')}</p>}
        >
          {(items) => (
            <ul className="lines">
              {items.toSorted(byDate).map((each) => (
                <OwnBooking key={each.bookingId} booking={each} />
              ))}
            </ul>
          )}
        </Answered>
        <More of={bookings} />
      </div>
    </Card>
  );
};

type Booking = Schemas['BookingRow'];

/** What was asked for at once, as a series is, in the order of its dates. */
const byDate = (a: Booking, b: Booking): number =>
  a.requestedAt === b.requestedAt ? (a.from ?? '').localeCompare(b.from ?? '') : 0;

const OwnBooking = ({ booking }: { booking: Booking }) => {
  const { value, span, dayOf } = useWords();
  const { resourceId, bookingId, ownerId, from, to, requestedAt } = booking;
  return (
    <li>
      <span>
        <Link href={`/resources/${resourceId}/bookings/${bookingId}`}>
          {useName('resource', resourceId) ?? value('resource')}
        </Link>
        <small>
          {from && to ? span(from, to) : dayOf(requestedAt)} · <UnitName id={ownerId} plain />
        </small>
      </span>
      <span className="row">
        <BookingStatus of={booking} />
      </span>
    </li>
  );
};
