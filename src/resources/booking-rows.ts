import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import { FlagColumn, IdColumn, InstantColumn, KeyColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import type { Sealed } from '../platform/sealed.js';
import { cancellers, conditions, expiryCauses, type Condition, type ResourceEvent } from './events.js';

export const bookingStatuses = [
  ...(['requested', 'waitlisted', 'promoted', 'confirmed', 'handed-over', 'issued'] as const),
  ...(['used', 'returned', 'consumed', 'no-show', 'declined', 'expired', 'lapsed', 'cancelled'] as const),
] as const;
export type BookingStatus = (typeof bookingStatuses)[number];
/** Why a booking came to nothing. */
export const endCauses = [...expiryCauses, ...cancellers, 'resource-withdrawn'] as const;
export type EndCause = (typeof endCauses)[number];

/** What a unit booked of what another one shares, and what became of it. */
@Entity('booking')
@Index(['resourceId', 'requestedAt', 'bookingId'])
@Index(['resourceId', 'open', 'to'])
@Index(['resourceId'], { where: 'consumed > 0' }) // of fifty thousand bookings hardly any
@Index(['allianceId', 'requestedAt', 'bookingId'])
@Index(['allianceId', 'unitId', 'requestedAt', 'bookingId'])
@Index(['allianceId', 'ownerId', 'status', 'requestedAt', 'bookingId'])
@Index(['allianceId', 'unitId', 'open'])
@Index(['allianceId', 'status'])
@Index(['allianceId', 'from'])
export class BookingRow {
  @KeyColumn() resourceId: string;
  @KeyColumn() bookingId: string;
  @IdColumn() allianceId: string;
  /** The unit that booked. */
  @IdColumn() unitId: string;
  /** The unit that offers the resource. */
  @IdColumn() ownerId: string;
  @WholeColumn() quantity: number;
  /** Of a stock nothing is said. */
  @InstantColumn({ nullable: true }) from: string | null;
  @InstantColumn({ nullable: true }) to: string | null;
  @WordColumn(bookingStatuses) status: BookingStatus;
  /** Whether something may still come of it. */
  @FlagColumn() open: boolean;
  /** Why nothing came of it. */
  @WordColumn(endCauses, { nullable: true }) cause: EndCause | null;
  /** Whether it was cancelled later than the terms ask for. */
  @FlagColumn() late: boolean;
  /** When its time runs out, if nothing happens before: the owner decides, the place is taken, or it is used. */
  @InstantColumn({ nullable: true }) until: string | null;
  /** The pledge that it fulfils. */
  @IdColumn({ nullable: true }) projectId: string | null;
  @IdColumn({ nullable: true }) pledgeId: string | null;
  /** In which condition it came back. */
  @WordColumn(conditions, { nullable: true }) condition: Condition | null;
  /** How much of a stock was used up. */
  @WholeColumn() consumed: number;
  /** The series of which it is one date. */
  @IdColumn({ nullable: true }) seriesId: string | null;
  @InstantColumn() requestedAt: string;
  /** Of the resource, when this was last changed. */
  @WholeColumn() revision: number;
  /** As the events hold it, for who looks at one booking: lists leave it out. */
  @Column({ type: 'jsonb', select: false }) sealedPurpose: Sealed<{ purpose?: string }>;
  /** What was said when it ended: why, or what is damaged. */
  @Column({ type: 'jsonb', nullable: true, select: false }) sealedReason: Sealed<{
    reason?: string;
    damage?: string;
  }> | null;
}

type About = Recorded & { readonly data: Readonly<{ bookingId: string }> };
const movedBy = (
  { subjectId: resourceId, revision, data: { bookingId } }: About,
  next: (row: BookingRow) => Partial<BookingRow>,
) => change<BookingRow>({ resourceId, bookingId }, (row) => ({ ...row, ...next(row), revision }));
const moved = (event: About, next: Partial<BookingRow>) => movedBy(event, () => next);
const over = (event: About, status: BookingStatus, next: Partial<BookingRow> = {}) =>
  moved(event, { status, open: false, until: null, ...next });

/** Who booked what, for when, and what became of it? */
export const bookingRows = readModelByStream<ResourceEvent, BookingRow>(BookingRow, ['resourceId', 'bookingId'], {
  BookingRequested: ({ subjectId: resourceId, revision, issue, data }) => {
    const { bookingId, unitId, ownerId, quantity, from, to, pledge, seriesId, decideBy, sealed } = data;
    return put({
      resourceId,
      ...{ bookingId, allianceId: issue.tenantId, unitId, ownerId, quantity },
      ...{ from: from ?? null, to: to ?? null, status: 'requested', open: true, cause: null, late: false },
      ...{ until: decideBy ?? null, projectId: pledge?.projectId ?? null, pledgeId: pledge?.pledgeId ?? null },
      ...{
        condition: null,
        consumed: 0,
        seriesId: seriesId ?? null,
        requestedAt: issue.at,
        revision,
        sealedPurpose: sealed,
        sealedReason: null,
      },
    });
  },
  BookingConfirmed: (event) => moved(event, { status: 'confirmed', until: event.data.to ?? null }),
  BookingDeclined: (event) => over(event, 'declined', { sealedReason: event.data.sealed }),
  BookingExpired: (event) => over(event, 'expired', { cause: event.data.cause }),
  BookingCancelled: (event) => {
    const { by, late, sealed } = event.data;
    return over(event, 'cancelled', { cause: by, late, sealedReason: sealed });
  },
  BookingUsed: (event) => over(event, 'used'),
  BookingWaitlisted: (event) => moved(event, { status: 'waitlisted', until: event.data.until ?? null }),
  BookingPromoted: (event) => moved(event, { status: 'promoted', until: event.data.confirmBy }),
  PromotionAccepted: (event) => moved(event, { status: 'requested', until: event.data.decideBy ?? null }),
  PromotionLapsed: (event) => over(event, 'lapsed'),
  BookingRescheduled: (event) => {
    const { quantity, from = null, to = null, decideBy } = event.data;
    const status = decideBy === undefined ? 'confirmed' : 'requested';
    return moved(event, { quantity, from, to, status, until: decideBy ?? to });
  },
  BookingHandedOver: (event) => moved(event, { status: 'handed-over', until: null }),
  BookingIssued: (event) => moved(event, { status: 'issued', until: null }),
  BookingReturned: (event) => {
    const { quantity, returned, condition, sealed } = event.data;
    return movedBy(event, ({ status }) => ({
      ...{ status: 'returned', open: false, condition, sealedReason: sealed },
      consumed: status === 'issued' ? quantity - returned : 0,
    }));
  },
  BookingConsumed: (event) => over(event, 'consumed', { consumed: event.data.quantity }),
  BookingNoShow: (event) => over(event, 'no-show', { sealedReason: event.data.sealed }),
  ResourceWithdrawn: ({ subjectId: resourceId, revision, data: { cancelled = [], sealed } }) =>
    cancelled.map(({ bookingId }) =>
      change({ resourceId, bookingId }, (row) => ({
        ...row,
        ...{
          status: 'cancelled',
          open: false,
          cause: 'resource-withdrawn',
          until: null,
          sealedReason: sealed,
          revision,
        },
      })),
    ),
});
