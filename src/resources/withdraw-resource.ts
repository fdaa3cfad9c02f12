import { decision, StreamCommand } from '#event-sourcing';
import { IsBoolean } from 'class-validator';
import { actorOf, actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { isOut } from './bookings.js';
import { happened } from './events.js';
import { refOf } from './open-booking.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

const named_max = 100;

export class WithdrawResource extends StreamCommand {
  /** Needed where bookings are cancelled: those who booked count on it. */
  @Optional() @Text(1, 2_000) readonly reason?: string;
  /** Whether to release what is allocated to pledges; unless said, an allocation is in the way. */
  @Optional() @IsBoolean() readonly releaseAllocations?: boolean;
  /** Whether to cancel what is booked; unless said, a booking is in the way. */
  @Optional() @IsBoolean() readonly cancelBookings?: boolean;
}

/**
 * A resource is offered no more. Nobody who counts on it is let down in passing: whoever withdraws it says so, and the
 * fact names the pledges and the bookings. A unit that left takes its resources along.
 */
export const withdrawResource = decision(WithdrawResource, resource, (command, resource, issue) => {
  if (resource.status === 'absent') return refuse('resource-not-found');
  const { unitId, status, allocations, bookings } = resource;
  const left = actorOf(issue).kind === 'reaction';
  const mine = left || actsFor(issue, unitId);
  if (mine && status === 'withdrawn') return [];
  const { reason, releaseAllocations, cancelBookings } = command;
  const released = [...allocations.values()].map(({ pledgeId, projectId, quantity }) => ({
    pledgeId,
    projectId,
    quantity,
  }));
  const cancelled = [...bookings.open]
    .filter(([, booking]) => left || !isOut(booking)) // what is out with a unit is still to come back
    .map(([bookingId, booking]) => refOf(bookingId, booking));
  refuse.broken(
    !mine && 'not-your-resource',
    released.length > 0 &&
      !releaseAllocations && [
        'resource-allocated',
        { allocations: released.slice(0, named_max), count: released.length },
      ],
    cancelled.length > 0 &&
      !cancelBookings && ['booked', { bookings: cancelled.slice(0, named_max), count: cancelled.length }],
    cancelled.length > 0 && Boolean(cancelBookings) && !left && reason === undefined && 'reason-needed',
  );
  return [
    happened('ResourceWithdrawn', {
      released,
      ...(cancelled.length > 0 && { cancelled }),
      sealed: sealed({ ...(reason !== undefined && { reason }) }),
    }),
  ];
});
