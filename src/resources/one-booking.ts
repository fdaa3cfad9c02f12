import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsString } from 'class-validator';
import type { SelectQueryBuilder } from 'typeorm';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { IsId, IsInstant, ListOf, OneOf, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { told } from '../platform/sealed.js';
import { recent_ms } from './bookings.js';
import { BookingRow, bookingStatuses, type BookingStatus } from './booking-rows.js';
import { resourceOf } from './one-resource.js';
import { refuse } from './refusals.js';

/** A booking with what was said of it, and what the one who asks may do with it now. Its revision is the resource's. */
export class BookingView extends BookingRow {
  /** What for. */
  @IsString() @SeenBy({ unitsIn: ['unitId', 'ownerId'] }) readonly purpose: string | null;
  /** What is damaged of what came back. */
  @IsString() @SeenBy({ unitsIn: ['unitId', 'ownerId'] }) readonly damage: string | null;
  /** Why it was declined or cancelled, or what was said of who did not come. */
  @IsString() @SeenBy({ unitsIn: ['unitId', 'ownerId'] }) readonly reason: string | null;
  @ListOf([Act], { min: 0, max: 20 }) readonly acts: readonly Act[];
}

/** Which bookings of a resource are wanted. */
export class BookingFilter extends PageQuery {
  /** The unit that booked. */
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @OneOf(bookingStatuses) readonly status?: BookingStatus;
  /** The series of which they are. */
  @Optional() @IsId() readonly seriesId?: string;
  /** Only those that take place after this instant, at least in part. */
  @Optional() @IsInstant() readonly from?: string;
  /** Only those that take place before this instant, at least in part. */
  @Optional() @IsInstant() readonly to?: string;
}

/** Which bookings in the alliance are wanted. */
export class BookingsFilter extends BookingFilter {
  /** The unit that offers the resource: with `status=requested`, what awaits its answer. */
  @Optional() @IsId() readonly ownerId?: string;
  /** Last requested first. */
  @Optional() @OneOf(['true']) readonly newestFirst?: 'true';
}

/** Who booked this resource? */
export class GetBookings extends TenantQuery<Page<BookingRow>> {
  constructor(
    asked: AskedByAsker,
    readonly resourceId: string,
    readonly filter: BookingFilter,
  ) {
    super(asked);
  }
}

export const getBookings = answering(GetBookings, async (db, { asked, resourceId, filter }) => {
  await resourceOf(db, asked.tenantId, resourceId);
  return pageOf(db, BookingRow, ['requestedAt', 'bookingId'], filter, (rows) =>
    narrowed(rows.where({ resourceId }), filter),
  );
});

/** Who booked what, in all the alliance? */
export class GetAllBookings extends TenantQuery<Page<BookingRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: BookingsFilter,
  ) {
    super(asked);
  }
}

export const getAllBookings = answering(GetAllBookings, (db, { asked: { tenantId: allianceId }, filter }) => {
  const { ownerId, newestFirst } = filter;
  const rowsOf = (rows: SelectQueryBuilder<BookingRow>) =>
    narrowed(rows.where({ allianceId, ...(ownerId && { ownerId }) }), filter);
  const by = ['requestedAt', 'bookingId', 'resourceId'] as const;
  return pageOf(db, BookingRow, by, filter, rowsOf, newestFirst ? 'DESC' : 'ASC');
});

const narrowed = (
  rows: SelectQueryBuilder<BookingRow>,
  { unitId, status, seriesId, from, to }: BookingFilter,
): SelectQueryBuilder<BookingRow> => {
  if (unitId) rows.andWhere({ unitId });
  if (status) rows.andWhere({ status });
  if (seriesId) rows.andWhere({ seriesId });
  if (from) rows.andWhere('row.to > :from', { from });
  if (to) rows.andWhere('row.from < :to', { to });
  return rows;
};

/** What is this booking, and what can be done with it now? */
export class GetBooking extends TenantQuery<Omit<BookingView, 'sealedPurpose' | 'sealedReason'>> {
  constructor(
    override readonly asked: AskedByAsker,
    readonly resourceId: string,
    readonly bookingId: string,
  ) {
    super(asked);
  }
}

export const getBooking = answering(GetBooking, async (db, { asked, resourceId, bookingId }) => {
  await resourceOf(db, asked.tenantId, resourceId);
  const found = await db
    .createQueryBuilder(BookingRow, 'row')
    .addSelect(['row.sealedPurpose', 'row.sealedReason'])
    .where({ resourceId, bookingId })
    .getOne();
  const { sealedPurpose, sealedReason, ...booking } = found ?? refuse('booking-not-found');
  const words = {
    purpose: told(sealedPurpose, 'purpose') ?? null,
    reason: (sealedReason && told(sealedReason, 'reason')) ?? null,
    damage: (sealedReason && told(sealedReason, 'damage')) ?? null,
  };
  const href = `/v1/alliances/${booking.allianceId}/resources/${resourceId}/bookings/${bookingId}`;
  return { ...booking, ...words, acts: actsOf(asked.asker, href, candidates(booking, asked)) };
});

const unitOf = ({ asker: { principal } }: AskedByAsker): string | undefined =>
  principal.kind === 'person' ? principal.unitId : undefined;

type Shown = Omit<BookingRow, 'sealedPurpose' | 'sealedReason'>;
const candidates = ({ status, unitId, ownerId, from, to, until, open }: Shown, asked: AskedByAsker): readonly Candidate[] => {
  const [ours, toUs] = [unitOf(asked) === unitId, unitOf(asked) === ownerId];
  const { now } = asked;
  const begun = status === 'confirmed' && from !== null && from <= now;
  const isOut = status === 'handed-over' || status === 'issued';
  const stillNews = to !== null && Date.parse(now) - Date.parse(to) < recent_ms;
  return [
    ['ConfirmBooking', 'confirmation', toUs && status === 'requested' && (until === null || until > now)],
    ['DeclineBooking', 'decline', toUs && status === 'requested'],
    ['AcceptPromotion', 'acceptance', ours && status === 'promoted' && (until === null || until > now)],
    ['RescheduleBooking', 'rescheduling', ours && (status === 'requested' || (status === 'confirmed' && !begun))],
    ['CancelBooking', 'cancellation', (ours || toUs) && open && !begun && !isOut],
    ['HandOverBooking', 'handover', toUs && status === 'confirmed'],
    ['ReturnBooking', 'return', toUs && isOut],
    ['ConsumeBooking', 'consumption', (ours || toUs) && status === 'issued'],
    ['ReportNoShow', 'no-show', toUs && (begun || (status === 'used' && stillNews))],
  ];
}; // prettier-ignore
