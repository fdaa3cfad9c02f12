import { spec } from '#event-sourcing/testing';
import { allianceHappened } from '../alliances/events.js';
import { acceptPromotion } from './accept-promotion.js';
import { bookResource } from './book-resource.js';
import { cancelBooking } from './cancel-booking.js';
import { confirmBooking } from './confirm-booking.js';
import { consumeBooking } from './consume-booking.js';
import { declineBooking } from './decline-booking.js';
import { happened, type Offer, type ResourceEvent } from './events.js';
import { handOverBooking } from './hand-over-booking.js';
import { letBookingRunOut } from './let-booking-run-out.js';
import { releaseAllocation } from './release-allocation.js';
import { reportNoShow } from './report-no-show.js';
import { rescheduleBooking } from './reschedule-booking.js';
import { resumeResource } from './resume-resource.js';
import { returnBooking } from './return-booking.js';
import { reviseResource } from './revise-resource.js';
import { waiting_max } from './waitlist.js';
import { withdrawResource } from './withdraw-resource.js';

const now = '2026-12-30T00:00:00.000Z';
const nextDay = '2026-12-31T00:00:00.000Z';
const plain = (words: object) => ({ plain: words }) as never;
const by = (unitId: string, at = now) => ({ actor: { kind: 'representative', unitId }, at });
const clock = (at: string) => ({ actor: { kind: 'clock' }, at });
const saturdays = { rrule: 'FREQ=WEEKLY;BYDAY=SA', start: '09:00', duration: 'PT3H' };
const room: Offer = {
  ...{ name: { en: 'Computer room' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 40 },
  ...{ approval: 'automatic', availability: saturdays },
};
const offered = (more: object = {}) => happened('ResourceOffered', { unitId: 'school', ...room, ...more });
const { availability: _, ...stock } = room;
const beside = {
  charter: [
    allianceHappened('AllianceFounded', {
      charter: { timeZone: 'Asia/Shanghai', bookingApprovalHours: 48 },
    } as never),
  ],
};
const week = '2027-01-04';
const [from, middle, to, closes] = ['01', '02', '03', '04'].map((hour) => `2027-01-09T${hour}:00:00.000Z`) as [
  string,
  string,
  string,
  string,
];
const lesson = { quantity: 20, from, to };
const asked = (bookingId: string, quantity = 20, more: object = {}) =>
  happened('BookingRequested', {
    ...{ bookingId, unitId: 'bank', ownerId: 'school', quantity, from, to, week, sealed: plain({}) },
    ...more,
  });
const ref = (bookingId: string, quantity = 20) => ({ bookingId, unitId: 'bank', quantity });
const booked = (bookingId: string, quantity = 20, more: object = {}) => [
  asked(bookingId, quantity, more),
  happened('BookingConfirmed', { ...ref(bookingId, quantity), to }),
];
const waiting = (bookingId: string, quantity = 20, more: object = {}) => [
  asked(bookingId, quantity, more),
  happened('BookingWaitlisted', { ...ref(bookingId, quantity), until: from }),
];
const promoted = (bookingId: string, quantity = 20) =>
  happened('BookingPromoted', { ...ref(bookingId, quantity), confirmBy: nextDay });
const cancelled = (bookingId: string, quantity = 20, more: object = {}) =>
  happened('BookingCancelled', { ...ref(bookingId, quantity), by: 'booker', late: false, sealed: plain({}), ...more });

describe('Waiting in line', () => {
  const { given } = spec(bookResource);
  const full = [offered(), ...booked('b0', 40)];
  it('is for who says so, where there is no room', () =>
    given(full, beside)
      .when({ bookingId: 'b1', ...lesson, waitlist: true }, by('bank'))
      .then(...(waiting('b1') as [ResourceEvent, ResourceEvent])));
  it('is of no need where there is room', () =>
    given([offered()], beside)
      .when({ bookingId: 'b1', ...lesson, waitlist: true }, by('bank'))
      .then(...(booked('b1') as [ResourceEvent, ResourceEvent])));
  it('takes nothing from others', () =>
    given([offered(), ...booked('b0', 30), ...waiting('b1')], beside)
      .when({ bookingId: 'b2', ...lesson, quantity: 10 }, by('bank'))
      .then(...(booked('b2', 10) as [ResourceEvent, ResourceEvent])));
  it('heals no other rule', () =>
    given(full, beside)
      .when({ ...lesson, to: '2027-01-09T05:00:00.000Z', waitlist: true }, by('bank'))
      .refused('outside-availability'));
  it('is bounded', () =>
    given([...full, ...Array.from({ length: waiting_max }, (__, n) => waiting(`w${n}`)).flat()], beside)
      .when({ ...lesson, waitlist: true }, by('bank'))
      .refused('waitlist-full'));
  it('counts once', () =>
    given([...full, ...waiting('b1')], beside)
      .when({ bookingId: 'b1', ...lesson, waitlist: true }, by('bank'))
      .nothing());
});

describe('Who waits comes next, in order and as far as there is room,', () => {
  const line = [...waiting('b1', 30), ...waiting('b2', 40), ...waiting('b3', 10), ...waiting('b4', 1)];
  const next = [promoted('b1', 30), promoted('b3', 10)] as const;
  it('when somebody cancels', () =>
    spec(cancelBooking)
      .given([offered(), ...booked('b0', 40), ...line], beside)
      .when({ bookingId: 'b0' }, by('bank'))
      .then(cancelled('b0', 40), ...next));
  it('when the owner declines', () =>
    spec(declineBooking)
      .given([offered({ approval: 'owner' }), asked('b0', 40, { decideBy: nextDay }), ...line], beside)
      .when({ bookingId: 'b0', reason: 'x' }, by('school'))
      .then(happened('BookingDeclined', { ...ref('b0', 40), sealed: plain({ reason: 'x' }) }), ...next));
  it('when a request expires', () =>
    spec(letBookingRunOut)
      .given([offered({ approval: 'owner' }), asked('b0', 40, { decideBy: now }), ...line], beside)
      .when({ deadlineKey: 'b0' }, clock(now))
      .then(happened('BookingExpired', { ...ref('b0', 40), cause: 'unanswered' }), ...next));
  it('when a place is not taken in time', () =>
    spec(letBookingRunOut)
      .given([offered(), ...waiting('b0', 40), happened('BookingPromoted', { ...ref('b0', 40), confirmBy: now }), ...line], beside)
      .when({ deadlineKey: 'b0' }, clock(now))
      .then(happened('PromotionLapsed', ref('b0', 40)), ...next)); // prettier-ignore
  it('when there is more of the resource', () =>
    spec(reviseResource)
      .given([offered(), ...booked('b0', 40), ...line], beside)
      .when({ ...room, quantity: 80 }, by('school'))
      .then(happened('ResourceRevised', { ...room, quantity: 80 }), ...next));
  it('when a pledge lets go of its part', () => {
    const pledge = { projectId: 'j1', pledgeId: 'p1' };
    spec(releaseAllocation)
      .given([offered(), happened('ResourceAllocated', { ...pledge, quantity: 40 }), ...line], beside)
      .when({ ...pledge, quantity: 40 }, { actor: { kind: 'reaction' }, at: now })
      .then(happened('AllocationReleased', { ...pledge, quantity: 40 }), ...next);
  });
  it('when the resource is offered again', () => {
    const paused = happened('ResourcePaused', { sealed: plain({}) });
    const history = [offered(), ...booked('b0', 40), ...line, paused, cancelled('b0', 40)];
    spec(resumeResource)
      .given(history, beside)
      .when({}, by('school'))
      .then(happened('ResourceResumed', {}), ...next);
    spec(cancelBooking).given([offered(), ...booked('b0', 40), ...line, paused], beside).when({ bookingId: 'b0' }, by('bank')).then(cancelled('b0', 40)); // prettier-ignore
  });
  it('when what was handed over comes back early', () =>
    spec(returnBooking)
      .given([offered(), ...booked('b0', 40), happened('BookingHandedOver', ref('b0', 40)), ...line], beside)
      .when({ bookingId: 'b0', condition: 'good' }, by('school'))
      .then(
        happened('BookingReturned', { ...ref('b0', 40), returned: 40, condition: 'good', sealed: plain({}) }),
        ...next,
      ));
  it('when a part of what was issued comes back, of no more than that', () => {
    const none = { from: undefined, to: undefined };
    const line = [...waiting('b1', 15, none), ...waiting('b2', 1, none)];
    const issued = [happened('ResourceOffered', { unitId: 'school', ...stock }), ...booked('b0', 40, none), happened('BookingIssued', ref('b0', 40))]; // prettier-ignore
    spec(returnBooking)
      .given([...issued, ...line], beside)
      .when({ bookingId: 'b0', condition: 'good', quantity: 15 }, by('school'))
      .then(
        happened('BookingReturned', { ...ref('b0', 40), returned: 15, condition: 'good', sealed: plain({}) }),
        promoted('b1', 15),
      );
  });
  it('when somebody moves away, of what that leaves', () =>
    spec(rescheduleBooking)
      .given([offered(), ...booked('b0', 40, { to: middle }), ...waiting('b1', 5, { to: middle }), ...waiting('b2', 5, { to: closes })], beside)
      .when({ bookingId: 'b0', from: to, to: closes }, by('bank'))
      .then(
        happened('BookingRescheduled', { ...ref('b0', 40), from: to, to: closes, week }),
        promoted('b1', 5),
      )); // prettier-ignore
  it('but not beyond its quota, nor when its time has come', () => {
    const history = [offered({ quotaPerWeek: 1 }), ...booked('b0', 40, { unitId: 'clinic' }), ...booked('b8', 1, { from: to, to: closes }), ...waiting('b1')]; // prettier-ignore
    const full = { ...ref('b0', 40), unitId: 'clinic' };
    spec(cancelBooking)
      .given(history, beside)
      .when({ bookingId: 'b0' }, by('clinic'))
      .then(cancelled('b0', 40, full));
    spec(cancelBooking)
      .given([offered(), ...booked('b0', 40, { to: closes }), ...waiting('b1')], beside)
      .when({ bookingId: 'b0' }, { actor: { kind: 'reaction' }, at: from })
      .then(cancelled('b0', 40, { by: 'unit-left' }));
  });
  it('and has until it begins, if that is sooner', () =>
    spec(cancelBooking)
      .given([offered(), ...booked('b0', 40), ...waiting('b1')], beside)
      .when({ bookingId: 'b0' }, by('bank', '2027-01-08T22:00:00.000Z'))
      .then(cancelled('b0', 40), happened('BookingPromoted', { ...ref('b1'), confirmBy: from })));
});

describe('Taking the place', () => {
  const { given } = spec(acceptPromotion);
  const history = [offered(), ...waiting('b1'), promoted('b1')];
  const accepted = happened('PromotionAccepted', ref('b1'));
  const it1 = { bookingId: 'b1' };
  it('confirms the booking', () =>
    given(history, beside)
      .when(it1, by('bank'))
      .then(accepted, happened('BookingConfirmed', { ...ref('b1'), to })));
  it('asks the owner where that decides', () =>
    given([offered({ approval: 'owner' }), ...history.slice(1)], beside)
      .when(it1, by('bank'))
      .then(happened('PromotionAccepted', { ...ref('b1'), decideBy: '2027-01-01T00:00:00.000Z' })));
  it('happens once', () =>
    given([...history, accepted], beside)
      .when(it1, by('bank'))
      .nothing());
  it('is for who has it, in time', () => {
    given(history, beside).when(it1, by('clinic')).refused('not-your-booking');
    given(history, beside).when(it1, by('bank', nextDay)).refused('decision-late');
    given([offered(), ...waiting('b1')], beside)
      .when(it1, by('bank'))
      .refused('booking-not-promoted');
    given([...history, happened('PromotionLapsed', ref('b1'))], beside)
      .when(it1, by('bank'))
      .refused('booking-over');
  });
  it('is not for the owner to decide before', () => {
    spec(confirmBooking).given(history).when(it1, by('school')).refused('booking-waits');
    spec(declineBooking)
      .given(history, beside)
      .when({ ...it1, reason: 'x' }, by('school'))
      .refused('booking-waits');
  });
});

describe('A booking in line that runs out', () => {
  it('was never free', () =>
    spec(letBookingRunOut)
      .given([offered(), ...booked('b0', 40), ...waiting('b1')], beside)
      .when({ deadlineKey: 'b1' }, clock(from))
      .then(happened('BookingExpired', { ...ref('b1'), cause: 'never-free' })));
});

describe('Rescheduling', () => {
  const { given } = spec(rescheduleBooking);
  const history = [offered({ noticeHours: 24 }), ...booked('b1')];
  const later = { bookingId: 'b1', from: middle, to: closes };
  const moved = (more: object = {}) =>
    happened('BookingRescheduled', { ...ref('b1'), from: middle, to: closes, week, ...more });
  it('moves it', () => given(history, beside).when(later, by('bank')).then(moved()));
  it('does not stand in its own way', () =>
    given(history, beside)
      .when({ ...later, quantity: 40 }, by('bank'))
      .then(moved({ quantity: 40 })));
  it('asks the owner where that decides', () =>
    given([offered({ approval: 'owner' }), ...booked('b1')], beside)
      .when(later, by('bank'))
      .then(moved({ decideBy: '2027-01-01T00:00:00.000Z' })));
  it('happens once, and the first request stays known', () => {
    given([...history, moved()], beside)
      .when(later, by('bank'))
      .nothing();
    spec(bookResource)
      .given([...history, moved()], beside)
      .when({ bookingId: 'b1', ...lesson }, by('bank'))
      .nothing();
  });
  it.each([
    ['not-your-booking', 'clinic', now, []],
    ['notice-over', 'bank', '2027-01-08T01:00:00.001Z', []],
    ['booking-begun', 'bank', from, []],
    ['not-free', 'bank', now, booked('b2', 21, { from: to, to: closes })],
    ['booking-handed-over', 'bank', now, [happened('BookingHandedOver', ref('b1'))]],
  ] as const)('is refused: %s', (code, unit, at, more) =>
    given([...history, ...more], beside)
      .when(later, by(unit, at))
      .refused(code),
  );
  it('is not for who waits', () =>
    given([offered(), ...waiting('b1')], beside)
      .when(later, by('bank'))
      .refused('booking-waits'));
});

describe('Handing over', () => {
  const it1 = { bookingId: 'b1' };
  const none = { from: undefined, to: undefined };
  const ofStock = JSON.parse(JSON.stringify([happened('ResourceOffered', { unitId: 'school', ...stock }), ...booked('b1', 20, none)])) as ResourceEvent[]; // prettier-ignore
  const history = [offered(), ...booked('b1')];
  const out = [...history, happened('BookingHandedOver', ref('b1'))];
  const issued = [...ofStock, happened('BookingIssued', ref('b1'))];
  it('is of the thing, or issues a stock, once', () => {
    const { given } = spec(handOverBooking);
    given(history)
      .when(it1, by('school'))
      .then(happened('BookingHandedOver', ref('b1')));
    given(ofStock)
      .when(it1, by('school'))
      .then(happened('BookingIssued', ref('b1')));
    given(out).when(it1, by('school')).nothing();
    given(issued).when(it1, by('school')).nothing();
    given(history).when(it1, by('bank')).refused('not-your-resource');
    given([offered(), asked('b1')])
      .when(it1, by('school'))
      .refused('booking-not-confirmed');
  });
  it('leads to a return', () => {
    const { given } = spec(returnBooking);
    const good = { ...it1, condition: 'good' } as const;
    const back = (more: object) =>
      happened('BookingReturned', { ...ref('b1'), returned: 20, condition: 'good', sealed: plain({}), ...more });
    given(out, beside).when(good, by('school')).then(back({}));
    given(issued, beside).when({ ...good, quantity: 15, damage: 'Broken' }, by('school')).then(back({ returned: 15, sealed: plain({ damage: 'Broken' }) })); // prettier-ignore
    given([...out, back({})], beside)
      .when(good, by('school'))
      .nothing();
    given(out, beside).when(good, by('bank')).refused('not-your-resource');
    given(history, beside).when(good, by('school')).refused('booking-not-handed-over');
    given(out, beside)
      .when({ ...good, quantity: 21 }, by('school'))
      .refused('more-than-handed-over');
    const again = { ...ref('b2', 36), from: undefined, to: undefined };
    spec(bookResource).given([...issued, back({ returned: 15 })], beside).when({ bookingId: again.bookingId, quantity: 36 }, by('bank')).refused('not-free'); // prettier-ignore
  });
  it('or uses a stock up', () => {
    const { given } = spec(consumeBooking);
    const gone = happened('BookingConsumed', ref('b1'));
    given(issued).when(it1, by('bank')).then(gone);
    given(issued).when(it1, by('school')).then(gone);
    given([...issued, gone])
      .when(it1, by('bank'))
      .nothing();
    given(issued).when(it1, by('clinic')).refused('not-your-booking');
    given(out).when(it1, by('bank')).refused('booking-not-issued');
    spec(bookResource)
      .given([...issued, gone], beside)
      .when({ quantity: 21 }, by('bank'))
      .refused('not-free');
  });
  it('outlasts the resource’s withdrawal, but not its unit’s leaving', () => {
    const gone = (cancelled: object) =>
      happened('ResourceWithdrawn', { released: [], ...cancelled, sealed: plain({}) });
    spec(withdrawResource).given(out).when({}, by('school')).then(gone({}));
    spec(returnBooking)
      .given([...out, gone({})], beside)
      .when({ ...it1, condition: 'good' }, by('school'))
      .then(happened('BookingReturned', { ...ref('b1'), returned: 20, condition: 'good', sealed: plain({}) }));
    spec(withdrawResource)
      .given(out)
      .when({ cancelBookings: true }, { actor: { kind: 'reaction' } })
      .then(gone({ cancelled: [ref('b1')] }));
  });
  it('keeps a booking from its end', () => {
    spec(letBookingRunOut).given(out, beside).when({ deadlineKey: 'b1' }, clock(to)).nothing();
    spec(cancelBooking).given(out, beside).when(it1, by('bank')).refused('booking-handed-over');
    spec(cancelBooking)
      .given(out, beside)
      .when(it1, { actor: { kind: 'reaction' } })
      .nothing();
  });
});

describe('Nobody came', () => {
  const { given } = spec(reportNoShow);
  const history = [offered({ quotaPerWeek: 1 }), ...booked('b1')];
  const used = happened('BookingUsed', ref('b1'));
  const nobody = happened('BookingNoShow', { ...ref('b1'), sealed: plain({}) });
  const it1 = { bookingId: 'b1' };
  it('says the owner, from its beginning on and also afterwards', () => {
    given(history).when(it1, by('school', from)).then(nobody);
    given([...history, used])
      .when(it1, by('school', closes))
      .then(nobody);
    given([...history, used, nobody])
      .when(it1, by('school', closes))
      .nothing();
    given([...history, nobody])
      .when(it1, by('school', closes))
      .nothing();
  });
  it('is not said before, by others, or of what was not confirmed', () => {
    given(history).when(it1, by('school')).refused('booking-not-begun');
    given(history).when(it1, by('bank', from)).refused('not-your-resource');
    given([offered(), asked('b1')])
      .when(it1, by('school', from))
      .refused('booking-not-confirmed');
    given([...history, cancelled('b1')])
      .when(it1, by('school', from))
      .refused('booking-over');
  });
  it('counts for the unit’s week nonetheless', () =>
    spec(bookResource)
      .given([...history, nobody], beside)
      .when({ ...lesson, quantity: 1 }, by('bank'))
      .refused('quota-spent'));
});
