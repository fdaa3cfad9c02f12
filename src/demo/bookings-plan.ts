import { bookResource } from '../resources/book-resource.js';
import type { Planner } from './planner.js';

/** What is shared is booked; where its owner decides, it awaits the owner. */
export const planBookings = (plan: Planner): void =>
  plan.file.bookings.forEach(({ resource, by, quantity, from, to, purpose, requestedAt }, n) => {
    const booking = plan.in('bookings').at(plan.calendar.at(requestedAt)).by(by);
    const { instant } = plan.calendar;
    const body = {
      bookingId: plan.idOf('booking', String(n)),
      quantity,
      from: instant(from),
      to: instant(to),
      purpose,
    };
    booking.does(`book ${resource} ${n}`, bookResource, plan.idOf('resource', resource), { body });
  });
