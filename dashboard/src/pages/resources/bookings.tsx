import { Link, useSearchParams } from 'wouter';
import { useGet, useList, type Schemas } from '../../api/query.js';
import { useWords } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { Answered } from '../../ui/answered.js';
import { BookingStatus } from '../../ui/booking-status.js';
import { Filter } from '../../ui/filter.js';
import { UnitName } from '../../ui/links.js';
import { More } from '../../ui/more.js';
import { Card } from '../../ui/page.js';
import { Empty } from '../../ui/state.js';
import { BookingActs } from './booking-acts.js';

type Booking = Schemas['BookingRow'];

const statuses = ['requested', 'waitlisted', 'confirmed', 'handed-over', 'issued', 'used', 'no-show'] as const;
/** What becomes of bookings of a time, and of none of a stock. */
const ofTime: ReadonlySet<string> = new Set(['handed-over', 'waitlisted', 'used', 'no-show']);
const page_items = 20;
const hour_ms = 3_600_000;

/** Who booked a resource, from now on; what one may answer, hand over or take back is offered with it. */
export const ResourceBookings = ({ resource }: { resource: Schemas['ResourceView'] }) => {
  const { t, value } = useWords();
  const [search] = useSearchParams();
  const { resourceId, availability, unitOfMeasure } = resource;
  const status = statuses.find((each) => each === search.get('bookings'));
  // What is out may be late: it is shown however long its time is over.
  const isOut = status === 'handed-over' || status === 'issued';
  const isOver = status === 'used' || status === 'no-show';
  const bookings = useList('/v1/alliances/{allianceId}/resources/{resourceId}/bookings', {
    resourceId,
    status,
    from: availability && !isOut ? thisHour(isOver ? recent_hours : 0) : undefined,
    limit: page_items,
  });
  return (
    <Card title={t('resources.bookings')}>
      <div className="stack close">
        <Filter
          name="bookings"
          label={t('resources.status')}
          all={t('resources.anyBooking')}
          options={statuses
            .filter((each) => (availability ? each !== 'issued' : !ofTime.has(each)))
            .map((id) => ({ id, label: value(id) }))}
        />
        <Answered
          of={bookings}
          empty={
            <Empty
              title={t(availability && !isOut && !isOver ? 'resources.noBookings' : 'resources.noBookingsOfStock')}
            />
          }
        >
          {(items) => (
            <ul className="lines">
              {items.map((each) => (
                <BookingLine key={each.bookingId} booking={each} unitOfMeasure={unitOfMeasure} />
              ))}
            </ul>
          )}
        </Answered>
        <More of={bookings} />
      </div>
    </Card>
  );
};
/** A question stays the same for an hour, and is asked once. */
const thisHour = (before: number): string =>
  new Date((Math.floor(Date.now() / hour_ms) - before) * hour_ms).toISOString();
/** So long after its end it can still be said that nobody came. */
const recent_hours = 14 * 24;

const BookingLine = ({ booking, unitOfMeasure }: { booking: Booking; unitOfMeasure: string }) => {
  const { span, amount, dayOf } = useWords();
  const { resourceId, bookingId, unitId, from, to, quantity, requestedAt } = booking;
  return (
    <li>
      <span>
        <Link href={`/resources/${resourceId}/bookings/${bookingId}`}>
          {from && to ? span(from, to) : dayOf(requestedAt)}
        </Link>
        <small>
          <UnitName id={unitId} plain /> · {amount(quantity, unitOfMeasure)}
        </small>
      </span>
      <span className="row">
        <BookingStatus of={booking} />
        <ActsHere booking={booking} unitOfMeasure={unitOfMeasure} />
      </span>
    </li>
  );
};

/** What may be done with a booking; asked only where it is the reader's unit that may do something. */
const ActsHere = ({ booking, unitOfMeasure }: { booking: Booking; unitOfMeasure: string }) => {
  const { unit } = useSession();
  const { resourceId, bookingId, unitId, ownerId, open, status } = booking;
  const concerned = unit !== undefined && (unit.unitId === unitId || unit.unitId === ownerId);
  const path = '/v1/alliances/{allianceId}/resources/{resourceId}/bookings/{bookingId}';
  const { data } = useGet(path, { resourceId, bookingId }, (open || status === 'used') && concerned);
  return data ? <BookingActs of={data} unitOfMeasure={unitOfMeasure} /> : null;
};
