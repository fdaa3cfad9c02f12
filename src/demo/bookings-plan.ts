import { bookResource } from '../resources/book-resource.js';
import { later } from './calendar.js';
import type { DemoBooking } from './demo-file.js';
import { hour, type Planner } from './planner.js';

/** What is shared is booked; where its owner decides, it awaits the owner. For what is all booked somebody else waits in line. */
export const planBookings = (plan: Planner): void =>
  plan.file.bookings.forEach((booking, n) => {
    const { resource, by, purpose, requestedAt } = booking;
    const at = plan.calendar.at(requestedAt);
    const asked = { ...bodyOf(plan, booking), bookingId: plan.idOf('booking', String(n)), purpose };
    const booker = plan.in('bookings').at(at).by(by);
    booker.does(`book ${resource} ${n}`, bookResource, plan.idOf('resource', resource), { body: asked });
    const next = nextInLine(plan, booking);
    if (next === undefined) return;
    const body = { ...bodyOf(plan, booking), bookingId: plan.idOf('booking', `${n} next`), waitlist: true };
    const waiting = plan.in('bookings').at(later(at, hour)).by(next);
    waiting.does(`wait ${resource} ${n}`, bookResource, plan.idOf('resource', resource), { body });
  });

const bodyOf = ({ calendar: { instant } }: Planner, { quantity, from, to }: DemoBooking) => ({
  quantity,
  from: instant(from),
  to: instant(to),
});

/** Of what is booked as a whole: the first unit that neither has it nor offers it. */
const nextInLine = ({ file }: Planner, { resource, by, quantity }: DemoBooking): string | undefined => {
  const booked = file.resources.find(({ key }) => key === resource);
  if (booked?.quantity !== quantity) return undefined;
  return file.units.find(({ key }) => key !== by && key !== booked.unit)?.key;
};
