import { decision, newId, StreamCommand, type Issue, type Seen } from '#event-sourcing';
import { actsFor, unitOf } from '../access/actor.js';
import { IsId, IsInstant, Nested, Optional, Quantity, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { besideCharter, charterOf, type BookingCharter } from './booking-charter.js';
import { brokenBy } from './booking-rules.js';
import { contentOf, contentUnder, type Wanted } from './bookings.js';
import { happened, PledgeRef, type ResourceEvent } from './events.js';
import { refuse } from './refusals.js';
import { resource, type KnownResource } from './resource.js';
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
    refuse.broken(...brokenBy(wanted, resource, issue, charter));
    return requested(bookingId, wanted, resource, issue, charter, command.purpose);
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

/** A booking comes to be. It waits for its owner until the charter's hours are over, or until it begins. */
export const requested = (
  bookingId: string,
  wanted: Wanted,
  resource: Seen<KnownResource>,
  issue: Issue,
  { timeZone, approvalHours }: BookingCharter,
  purpose: string | undefined,
): readonly ResourceEvent[] => {
  const { unitId, quantity, from, to } = wanted;
  const awaits = awaitsOwner(resource, issue);
  const asked = happened('BookingRequested', {
    bookingId,
    ...wanted,
    week: weekOf(from ?? issue.at, timeZone),
    ownerId: resource.unitId,
    ...(awaits && { decideBy: hoursAfter(issue.at, approvalHours, from) }),
    sealed: sealed({ ...(purpose !== undefined && { purpose }) }),
  });
  if (awaits) return [asked];
  return [asked, happened('BookingConfirmed', { bookingId, unitId, quantity, ...(to !== undefined && { to }) })];
};
