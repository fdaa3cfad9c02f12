import { stream } from '#event-sourcing';
import {
  consumedOf,
  contentOf,
  ended,
  endedOtherwise,
  moved,
  noBookings,
  pledgeKey,
  seriesContentOf,
  type Booking,
  type Bookings,
  type End,
} from './bookings.js';
import { resourceStream, type Offer, type PledgeRef, type ResourceEvent } from './events.js';

/**
 * What is set aside for a pledge. `releasedFor` holds the events that released a part: a pledge's end, and later each
 * delivery that was recorded wrongly. Each releases once.
 */
export type Allocation = Readonly<{
  projectId: string;
  pledgeId: string;
  quantity: number;
  releasedFor: readonly (string | undefined)[];
}>;

type Known = Readonly<{
  unitId: string;
  /** As the unit first offered it: by this an offer that is sent again is known. */
  firstOffer: Offer;
  offer: Offer;
  /** The sum of the allocations, which are kept by `pledgeKey`. */
  allocated: number;
  allocations: Map<string, Allocation>;
  /** Every pledge that was told yes or no: each is told once. */
  answered: Set<string>;
  /** When it was first offered: from that day on its times are counted. */
  offeredAt: string;
  bookings: Bookings;
}>;

export type KnownResource = Known & { readonly status: 'offered' | 'paused' | 'withdrawn' };
export type Resource = { readonly status: 'absent' } | KnownResource;

export const resource = stream<ResourceEvent, Resource>(resourceStream, () => ({ status: 'absent' }), {
  ResourceOffered: (_, { unitId, ...offer }, { issue }) => ({
    status: 'offered',
    unitId,
    firstOffer: offer,
    offer,
    allocated: 0,
    allocations: new Map(),
    answered: new Set(),
    offeredAt: issue.at,
    bookings: noBookings(),
  }),
  ResourceRevised: (resource, offer) => ({ ...known(resource), offer }),
  ResourcePaused: (resource) => ({ ...known(resource), status: 'paused' }),
  ResourceResumed: (resource) => ({ ...known(resource), status: 'offered' }),
  ResourceWithdrawn: (resource, { cancelled = [] }) => {
    for (const { bookingId } of cancelled) over(resource, bookingId, 'cancelled');
    return { ...known(resource), status: 'withdrawn', allocated: 0, allocations: new Map() };
  },
  ResourceAllocated: (resource, pledge) => {
    const { allocated, allocations, answered } = known(resource);
    allocations.set(pledgeKey(pledge), { ...pledge, releasedFor: [] });
    answered.add(pledgeKey(pledge));
    return { ...known(resource), allocated: allocated + pledge.quantity };
  },
  AllocationRefused: (resource, pledge) => {
    known(resource).answered.add(pledgeKey(pledge));
    return resource;
  },
  AllocationReleased: (resource, { quantity, ...pledge }, { issue }) => {
    const { allocated, allocations } = known(resource);
    lessened(allocations, pledge, quantity, issue.causationId);
    return { ...known(resource), allocated: allocated - quantity };
  },
  AllocationMoved: (resource, { fromPledgeId, ...pledge }, { issue }) => {
    const { allocations, answered } = known(resource);
    lessened(allocations, { ...pledge, pledgeId: fromPledgeId }, pledge.quantity, issue.causationId);
    allocations.set(pledgeKey(pledge), { ...pledge, releasedFor: [] });
    answered.add(pledgeKey(pledge));
    return resource;
  },
  BookingRequested: (resource, { bookingId, decideBy, ...asked }) => {
    const { unitId, quantity, from, to, week, pledge, seriesId } = asked;
    const time = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    const wanted = { unitId, quantity, ...time, ...(pledge && { pledge }) };
    const until = decideBy !== undefined && { until: decideBy };
    const of = seriesId !== undefined && { seriesId };
    const booking: Booking = { ...wanted, week, status: 'requested', content: contentOf(wanted), ...until, ...of };
    known(resource).bookings.open.set(bookingId, booking);
    return resource;
  },
  BookingConfirmed: (resource, { bookingId, to }) =>
    moving(resource, bookingId, { status: 'confirmed', ...(to !== undefined && { until: to }) }),
  BookingDeclined: (resource, { bookingId }) => over(resource, bookingId, 'declined'),
  BookingExpired: (resource, { bookingId }) => over(resource, bookingId, 'expired'),
  BookingCancelled: (resource, { bookingId, late }, { issue }) =>
    over(resource, bookingId, 'cancelled', late ? issue.at : undefined),
  BookingUsed: (resource, { bookingId }, { issue }) => over(resource, bookingId, 'used', issue.at),
  BookingWaitlisted: (resource, { bookingId, until }) =>
    moving(resource, bookingId, { status: 'waitlisted', ...(until !== undefined && { until }) }),
  BookingPromoted: (resource, { bookingId, confirmBy }) =>
    moving(resource, bookingId, { status: 'promoted', until: confirmBy }),
  PromotionAccepted: (resource, { bookingId, decideBy }) =>
    moving(resource, bookingId, { status: 'requested', ...(decideBy !== undefined && { until: decideBy }) }),
  PromotionLapsed: (resource, { bookingId }) => over(resource, bookingId, 'lapsed'),
  BookingRescheduled: (resource, { bookingId, decideBy, ...anew }) => {
    const until = decideBy ?? anew.to;
    return moving(resource, bookingId, {
      ...anew,
      status: decideBy === undefined ? 'confirmed' : 'requested',
      ...(until !== undefined && { until }),
    });
  },
  BookingHandedOver: (resource, { bookingId }) => moving(resource, bookingId, { status: 'handed-over' }),
  BookingIssued: (resource, { bookingId }) => moving(resource, bookingId, { status: 'issued' }),
  BookingReturned: (resource, { bookingId, quantity, returned, pledge }, { issue }) => {
    const { bookings } = known(resource);
    if (bookings.open.get(bookingId)?.status === 'issued') consumedOf(bookings, pledge, quantity - returned);
    return over(resource, bookingId, 'returned', issue.at);
  },
  BookingConsumed: (resource, { bookingId, quantity, pledge }, { issue }) => {
    consumedOf(known(resource).bookings, pledge, quantity);
    return over(resource, bookingId, 'consumed', issue.at);
  },
  SeriesBooked: (resource, { seriesId, unitId, quantity, times }) => {
    const content = seriesContentOf(unitId, quantity, times);
    known(resource).bookings.series.set(seriesId, { unitId, content, cancelled: false });
    return resource;
  },
  SeriesCancelled: (resource, { seriesId }) => {
    const { series } = known(resource).bookings;
    const booked = series.get(seriesId);
    if (booked) series.set(seriesId, { ...booked, cancelled: true });
    return resource;
  },
  BookingNoShow: (resource, { bookingId }, { issue }) => {
    const { bookings } = known(resource);
    if (bookings.open.has(bookingId)) return over(resource, bookingId, 'no-show', issue.at);
    endedOtherwise(bookings, bookingId, 'no-show');
    return resource;
  },
});

const lessened = (
  allocations: Map<string, Allocation>,
  pledge: PledgeRef,
  quantity: number,
  causationId: string | undefined,
): void => {
  const key = pledgeKey(pledge);
  const before = allocations.get(key);
  if (before && before.quantity > quantity) {
    const releasedFor = [...before.releasedFor, causationId];
    allocations.set(key, { ...before, quantity: before.quantity - quantity, releasedFor });
  } else allocations.delete(key);
};

const moving = (resource: Resource, bookingId: string, change: Partial<Booking>): Resource => {
  moved(known(resource).bookings, bookingId, change);
  return resource;
};

const over = (resource: Resource, bookingId: string, end: End, countedAt?: string): Resource => {
  ended(known(resource).bookings, bookingId, end, countedAt);
  return resource;
};

const known = (resource: Resource): Exclude<Resource, { status: 'absent' }> => {
  if (resource.status === 'absent') throw new Error('a resource begins with ResourceOffered');
  return resource;
};
