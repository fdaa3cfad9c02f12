import { decision, newId, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { IsBoolean } from 'class-validator';
import { actsFor, unitOf } from '../access/actor.js';
import { IsId, IsInstant, Nested, Optional, Quantity, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { besideCharter, charterOf, type BookingCharter } from './booking-charter.js';
import { brokenBy } from './booking-rules.js';
import { contentOf, contentUnder, type Wanted } from './bookings.js';
import { happened, PledgeRef, type ResourceEvent } from './events.js';
import { refuse } from './refusals.js';
import { resource, type KnownResource } from './resource.js';
import { waiting_max, waitingIn } from './waitlist.js';
import { hoursAfter, weekOf } from './weeks.js';

export class BookResource extends StreamCommand {
  /** The caller's own id for the booking. */
  @Optional() @IsId() readonly bookingId?: string;
  /** In the resource's unit of measure. */
  @Quantity() readonly quantity: number;
  /** From when, and until when: of a resource that is there at certain times. Of a stock no time is said. */
  @Optional() @IsInstant() readonly from?: string;
  @Optional() @IsInstant() readonly to?: string;
  /** What for. */
  @Optional() @Text(1, 2_000) readonly purpose?: string;
  /** The pledge that it fulfils: what is set aside for that is not counted twice. */
  @Optional() @Nested(PledgeRef) readonly pledge?: PledgeRef;
  /** Whether to wait in line where so much is not free. */
  @Optional() @IsBoolean() readonly waitlist?: boolean;
}

/**
 * A unit books a part of what another one shares: inside its availability, and never so that more is used than there
 * is. What needs nobody's consent is confirmed at once; else it is kept until the owner has decided. A refusal names
 * every rule that fails, and the nearest free times.
 */
export const bookResource = decision(
  BookResource,
  resource,
  (command, resource, issue, others) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const bookingId = newId(issue, 'booking', command.bookingId);
    const wanted = wantedBy(command, issue);
    const before = contentUnder(resource.bookings, bookingId);
    if (before !== undefined) return before === contentOf(wanted) ? [] : refuse('booking-id-taken');
    const charter = charterOf(others.charter);
    const broken = brokenBy(wanted, resource, issue, charter);
    const waits = command.waitlist && broken.length === 1 && broken[0]?.[0] === 'not-free';
    if (!waits) refuse.broken(...broken);
    else if (waitingIn(resource) >= waiting_max) refuse('waitlist-full', { max: waiting_max });
    return (waits ? waitlisted : requested)(bookingId, wanted, resource, issue, charter, command.purpose);
  },
  besideCharter,
);

const wantedBy = ({ quantity, from, to, pledge }: BookResource, issue: Issue): Wanted => ({
  unitId: unitOf(issue),
  quantity,
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
  ...(pledge && { pledge: { projectId: pledge.projectId, pledgeId: pledge.pledgeId } }),
});

/** Whether the owner decides about it: not where anybody may book, nor about what is its own. */
export const awaitsOwner = ({ unitId, offer }: Seen<KnownResource>, issue: Issue): boolean =>
  offer.approval === 'owner' && !actsFor(issue, unitId);

export type Comes = (
  bookingId: string,
  wanted: Wanted,
  resource: Seen<KnownResource>,
  issue: Issue,
  charter: BookingCharter,
  purpose: string | undefined,
  seriesId?: string,
) => readonly ResourceEvent[];

/** A booking comes to be. It waits for its owner until the charter's hours are over, or until it begins. */
export const requested: Comes = (bookingId, wanted, resource, issue, charter, purpose, seriesId) => {
  const { unitId, quantity, from, to } = wanted;
  const decideBy = awaitsOwner(resource, issue) && hoursAfter(issue.at, charter.approvalHours, from);
  const asked = request(bookingId, wanted, resource, issue, charter, purpose, seriesId);
  if (decideBy) return [happened('BookingRequested', { ...asked, decideBy })];
  const confirmed = happened('BookingConfirmed', { bookingId, unitId, quantity, ...(to !== undefined && { to }) });
  return [happened('BookingRequested', asked), confirmed];
};

/** A booking for which there is no room waits in line until it would begin. */
export const waitlisted: Comes = (bookingId, wanted, ...rest) => {
  const { unitId, quantity, from } = wanted;
  const until = from !== undefined && { until: from };
  const asked = happened('BookingRequested', request(bookingId, wanted, ...rest));
  return [asked, happened('BookingWaitlisted', { bookingId, unitId, quantity, ...until })];
};

const request = (...[bookingId, wanted, resource, issue, charter, purpose, seriesId]: Parameters<Comes>) => ({
  bookingId,
  ...wanted,
  ...(seriesId !== undefined && { seriesId }),
  week: weekOf(wanted.from ?? issue.at, charter.timeZone),
  ownerId: resource.unitId,
  sealed: sealed({ ...(purpose !== undefined && { purpose }) }),
});
