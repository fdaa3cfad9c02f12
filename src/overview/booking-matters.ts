import { BookingRow } from '../resources/booking-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import { forUnit, late, matter, type Said, type Scope } from './matter-part.js';

const booking: Said = {
  type: `'booking'`,
  id: 'b."bookingId"',
  title: 'r.name',
  withinType: `'resource'`,
  withinId: 'b."resourceId"',
  withinTitle: 'r.name',
  since: 'b."requestedAt"',
  quantity: 'b.quantity',
  unitOfMeasure: 'r."unitOfMeasure"',
  path: `'resources/' || b."resourceId" || '/bookings/' || b."bookingId"`,
};
const bookings = ({ of, alliance }: Scope, status: string): string => `
  FROM ${of(BookingRow)} b JOIN ${of(ResourceRow)} r ON r."resourceId" = b."resourceId"
  WHERE b."allianceId" = ${alliance} AND b.status = '${status}'`;

/** What bookings wait for. */
export const bookingMatters = {
  'booking-approval': (scope) =>
    matter(
      'booking-approval',
      { ...booking, unitId: 'b."ownerId"', due: 'b.until' },
      `${bookings(scope, 'requested')}${forUnit(scope, 'b."ownerId"')}`,
    ),
  // A place has become free for who waits for it: for some time.
  'booking-place': (scope) =>
    matter(
      'booking-place',
      { ...booking, unitId: 'b."unitId"', due: 'b.until' },
      `${bookings(scope, 'promoted')}${forUnit(scope, 'b."unitId"')}`,
    ),
  // What was handed over is to come back at the end of its time.
  'booking-return': (scope) =>
    matter(
      'booking-return',
      { ...booking, unitId: 'b."unitId"', due: 'b."to"' },
      `${bookings(scope, 'handed-over')}${forUnit(scope, 'b."unitId"')}${late(scope, `b."to" <= ${scope.now}`)}`,
    ),
} as const satisfies Readonly<Record<string, (scope: Scope) => string>>;
