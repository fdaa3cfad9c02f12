import { answer, reaction } from '#event-sourcing';
import type { AllianceEvent } from '../alliances/events.js';
import { bookingRows } from './booking-rows.js';
import { cancelBooking } from './cancel-booking.js';
import { resourceRows } from './resource-catalogue.js';
import { withdrawResource } from './withdraw-resource.js';

/**
 * A unit left: what it offered is withdrawn, with what was allocated and booked of it, and what it had booked of others
 * is cancelled.
 */
export const onUnitLeft = reaction<AllianceEvent>('resources/on-unit-left', {
  UnitLeft: async ({ issue: { tenantId: allianceId }, data: { unitId } }, ask) => [
    ...(await ask(resourceRows, { allianceId, unitId })).map(({ resourceId }) =>
      answer(withdrawResource, resourceId, { releaseAllocations: true, cancelBookings: true }),
    ),
    ...(await ask(bookingRows, { allianceId, unitId, open: true })).map(({ resourceId, bookingId }) =>
      answer(cancelBooking, resourceId, { bookingId }),
    ),
  ],
});
