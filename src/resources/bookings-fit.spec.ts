import { evolve, fold, Refusal, untilsOf, type Decision, type Event, type Under } from '#event-sourcing';
import { rowsAfter } from '#event-sourcing/testing';
import fc from 'fast-check';
import { allianceHappened } from '../alliances/events.js';
import { acceptPromotion } from './accept-promotion.js';
import { allocateToPledge } from './allocate-to-pledge.js';
import { bookResource } from './book-resource.js';
import { charterInForce } from './booking-charter.js';
import { bookingRows } from './booking-rows.js';
import { isOut } from './bookings.js';
import { cancelBooking } from './cancel-booking.js';
import { confirmBooking } from './confirm-booking.js';
import { consumeBooking } from './consume-booking.js';
import { declineBooking } from './decline-booking.js';
import { handOverBooking } from './hand-over-booking.js';
import { bookingRunsOut, letBookingRunOut } from './let-booking-run-out.js';
import { offerResource } from './offer-resource.js';
import { releaseAllocation } from './release-allocation.js';
import { reportNoShow } from './report-no-show.js';
import { rescheduleBooking } from './reschedule-booking.js';
import { resource, type Resource } from './resource.js';
import { returnBooking } from './return-booking.js';
import { reviseResource } from './revise-resource.js';

// A resource that is there for six hours of every day, over two days: every hour of them is counted naively.

const hour_ms = 3_600_000;
const monday = Date.parse('2027-01-04T00:00:00.000Z');
const at = (hour: number) => new Date(monday + hour * hour_ms).toISOString();
const hours_max = 2 * 24;
const others = {
  charter: fold(charterInForce, [
    allianceHappened('AllianceFounded', { charter: { timeZone: 'UTC', bookingApprovalHours: 12 } } as never),
  ]),
};

const bookingId = fc.constantFrom('b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8', 'b9', 'b10');
const quantity = fc.integer({ min: 1, max: 12 });
const pledge = { projectId: 'j1', pledgeId: 'p1' };
const times = fc
  .tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 7, max: 12 }), fc.integer({ min: 1, max: 6 }))
  .map(([day, hour, length]) => ({ from: at(day * 24 + hour), to: at(day * 24 + hour + length) }));
const offerOf = (isCapacity: boolean) =>
  fc.record({
    ...{ name: fc.constant({ en: 'Room' }), kind: fc.constant('venue'), unitOfMeasure: fc.constant('seats') },
    ...{ quantity: fc.integer({ min: 8, max: 14 }), approval: fc.constantFrom('automatic', 'automatic', 'owner') },
    ...(isCapacity && { availability: fc.constant({ rrule: 'FREQ=DAILY', start: '08:00', duration: 'PT6H', from: '2027-01-01' }) }), // prettier-ignore
  });
const by = (kind: string, unitId?: string) => ({ kind, unitId });
const ask = (decision: Decision, body: fc.Arbitrary<object>, actor: fc.Arbitrary<object>) =>
  fc.record({ decision: fc.constant(decision), said: body, actor, passes: fc.constantFrom(0, 0, 0, 0, 1) });
const guest = fc.constantFrom(by('representative', 'bank'), by('representative', 'clinic'));
const owner = fc.constant(by('representative', 'school'));
const anybody = fc.oneof(guest, owner);
const one = fc.record({ bookingId });
const actsOn = (isCapacity: boolean) => {
  const time = isCapacity ? times : fc.constant({});
  const wanted = fc
    .tuple(fc.record({ bookingId, quantity }), time, fc.boolean(), fc.integer({ min: 0, max: 4 }))
    .map(([said, time, waitlist, luck]) => ({ ...said, ...time, waitlist, ...(luck === 0 && { pledge }) }));
  const weighed = (weight: number, arbitrary: ReturnType<typeof ask>) => ({ weight, arbitrary });
  return fc.array(
    fc.oneof(
      weighed(16, ask(bookResource, wanted, anybody)),
      weighed(4, ask(confirmBooking, one, owner)),
      weighed(1, ask(declineBooking, one.map((said) => ({ ...said, reason: 'x' })), owner)), // prettier-ignore
      weighed(4, ask(cancelBooking, one.map((said) => ({ ...said, reason: 'x' })), anybody)), // prettier-ignore
      weighed(3, ask(rescheduleBooking, fc.tuple(one, time, quantity).map(([said, time, quantity]) => ({ ...said, ...time, quantity })), guest)), // prettier-ignore
      weighed(1, ask(acceptPromotion, one, guest)),
      weighed(3, ask(handOverBooking, one, owner)),
      weighed(2, ask(returnBooking, fc.tuple(one, quantity).map(([said, quantity]) => ({ ...said, quantity, condition: 'good' })), owner)), // prettier-ignore
      weighed(2, ask(consumeBooking, one, owner)),
      weighed(1, ask(reportNoShow, one, owner)),
      weighed(3, ask(letBookingRunOut, bookingId.map((deadlineKey) => ({ deadlineKey })), fc.constant(by('clock')))), // prettier-ignore
      weighed(3, ask(reviseResource, offerOf(isCapacity), owner)),
      weighed(2, ask(allocateToPledge, quantity.map((quantity) => ({ ...pledge, quantity })), fc.constant(by('reaction')))), // prettier-ignore
      weighed(1, ask(releaseAllocation, quantity.map((quantity) => ({ ...pledge, quantity })), fc.constant(by('reaction')))), // prettier-ignore
    ),
    { minLength: 20, maxLength: 60, size: 'max' },
  );
};

type Asked = Readonly<{ decision: Decision; said: object; actor: object }>;
const answerTo = ({ decision, said, actor }: Asked, state: Resource, now: string): readonly Event[] => {
  const issue = { actor, at: now, tenantId: 'a1', causationId: now } as never;
  const command = Object.assign(new decision.command(), said).for('s1', { issue });
  try {
    return decision.decide(command, state, command.issue, others);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** What is used in an hour: what is set aside for the pledge, or booked for it if that is more, and all the rest. */
const usedIn = (hour: string | undefined, { allocations, bookings }: Exclude<Resource, { status: 'absent' }>) => {
  const now = [...bookings.open.values()].filter(
    ({ status, from, to }) => status !== 'waitlisted' && (hour === undefined || (from! <= hour && hour < to!)),
  );
  const sum = (forPledge: boolean) =>
    now.filter(({ pledge }) => Boolean(pledge) === forPledge).reduce((all, { quantity }) => all + quantity, 0);
  const [gone, goneForPledge] = [bookings.consumed.get('') ?? 0, bookings.consumed.get('j1 p1') ?? 0];
  const aside = allocations.get('j1 p1')?.quantity ?? 0;
  return sum(false) + gone + Math.max(aside, sum(true) + goneForPledge);
};

const isInside = ({ from, to }: { from?: string; to?: string }) =>
  from!.slice(0, 10) === to!.slice(0, 10) && from!.slice(11) >= '08' && to!.slice(11) <= '14:00:00.000Z';

it.each([
  ['in no hour', true],
  ['of no stock', false],
])('Whatever happens, %s more is held than there is', (_, isCapacity) =>
  fc.assert(
    fc.property(offerOf(isCapacity), actsOn(isCapacity), (first, acts) => {
      const facts: (Event & { subjectId: string; issue: Under['issue'] })[] = [];
      let state = resource.initial();
      let hour = -48;
      const all = [{ decision: offerResource, said: first, actor: by('representative', 'school'), passes: 0 }, ...acts];
      for (const asked of all) {
        hour += asked.passes;
        const issue = { at: at(hour), actor: asked.actor, tenantId: 'a1', causationId: at(hour) } as never as Under['issue']; // prettier-ignore
        for (const event of answerTo(asked, state, at(hour))) {
          facts.push({ ...event, subjectId: 's1', issue });
          state = evolve(resource, state, event as never, { issue, subjectId: 's1', revision: facts.length });
        }
        if (state.status === 'absent') throw new Error('it was offered');
        const now = state;
        const hours = isCapacity ? Array.from({ length: hours_max }, (__, n) => at(n)).filter((each) => each >= at(hour)) : [undefined]; // prettier-ignore
        expect(Math.max(...hours.map((each) => usedIn(each, now)))).toBeLessThanOrEqual(now.offer.quantity);
        if (isCapacity) expect([...now.bookings.open.values()].filter((each) => !isInside(each))).toEqual([]);
        expect(answerTo(asked, state, at(hour))).toEqual([]);
      }
      if (state.status === 'absent') return;
      const rows = rowsAfter(bookingRows, ...(facts as never[]));
      const open = rows.filter((row) => row.open).map(({ bookingId, status, quantity, from, until }) => [bookingId, status, quantity, from, until]); // prettier-ignore
      const held = [...state.bookings.open].map(([id, { status, quantity, from, until }]) => [id, status, quantity, from ?? null, until ?? null]); // prettier-ignore
      expect(new Map(open.map((each) => [each[0], each]))).toEqual(new Map(held.map((each) => [each[0], each])));
      const due = new Map(facts.flatMap((fact) => untilsOf(bookingRunsOut, fact as never)).map(({ key, until }) => [key, until])); // prettier-ignore
      for (const [id, { status, until }] of state.bookings.open)
        expect([id, due.get(id)]).toEqual([id, isOut({ status }) ? null : (until ?? null)]);
      for (const id of state.bookings.past.keys()) expect([id, due.get(id)]).toEqual([id, null]);
      const ends = rows.filter((row) => !row.open).map(({ bookingId, status }) => [bookingId, status] as const);
      expect(new Map(ends)).toEqual(new Map([...state.bookings.past].map(([id, end]) => [id, end.split(' ')[0]])));
    }),
    { numRuns: 250 },
  ),
);
