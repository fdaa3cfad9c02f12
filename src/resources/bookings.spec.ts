import { Refusal } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { allianceHappened } from '../alliances/events.js';
import { bookResource } from './book-resource.js';
import { cancelBooking } from './cancel-booking.js';
import { confirmBooking } from './confirm-booking.js';
import { declineBooking } from './decline-booking.js';
import { happened, type Offer } from './events.js';
import { letBookingRunOut } from './let-booking-run-out.js';
import { reviseResource } from './revise-resource.js';
import { withdrawResource } from './withdraw-resource.js';

const plain = (words: object) => ({ plain: words }) as never;
const by = (unitId: string, at = '2026-12-30T00:00:00.000Z') => ({ actor: { kind: 'representative', unitId }, at });
const saturdays = { rrule: 'FREQ=WEEKLY;BYDAY=SA', start: '09:00', duration: 'PT3H' };
const room: Offer = {
  ...{ name: { en: 'Computer room' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 40 },
  ...{ approval: 'automatic', availability: saturdays },
};
const chairs: Offer = { name: { en: 'Chairs' }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 50, approval: 'automatic' }; // prettier-ignore
const offered = (offer: Offer = room) => happened('ResourceOffered', { unitId: 'school', ...offer });
const owned = { ...room, approval: 'owner' } as const;
const beside = {
  charter: [
    allianceHappened('AllianceFounded', {
      charter: { timeZone: 'Asia/Shanghai', bookingApprovalHours: 48 },
    } as never),
  ],
};

// Saturday, 9 January 2027, 9 to 11 in Shanghai
const week = '2027-01-04';
const [from, to] = ['2027-01-09T01:00:00.000Z', '2027-01-09T03:00:00.000Z'];
const lesson = { bookingId: 'b1', quantity: 20, from, to };
const asked = (more: object = {}) =>
  happened('BookingRequested', { ...lesson, unitId: 'bank', week, ownerId: 'school', sealed: plain({}), ...more });
const ref = { bookingId: 'b1', unitId: 'bank', quantity: 20 };
const confirmed = (more: object = {}) => {
  const { bookingId, unitId, quantity, to: until } = { ...ref, to, ...more };
  return happened('BookingConfirmed', { bookingId, unitId, quantity, to: until });
};
const booked = (more: object = {}) => [asked(more), confirmed(more)] as const;

describe('Booking a resource', () => {
  const given = (...history: Parameters<ReturnType<typeof spec<never, any>>['given']>[0]) =>
    spec(bookResource).given(history as never, beside);

  it('is confirmed at once where nobody has to agree', () =>
    given(offered())
      .when(lesson, by('bank'))
      .then(...booked()));
  it('waits for its owner, at most for the charter’s hours, and is kept meanwhile', () =>
    given(offered(owned))
      .when({ ...lesson, purpose: 'A lesson' }, by('bank'))
      .then(asked({ decideBy: '2027-01-01T00:00:00.000Z', sealed: plain({ purpose: 'A lesson' }) })));
  it('waits no longer than until it begins', () =>
    given(offered(owned))
      .when(lesson, by('bank', '2027-01-08T00:00:00.000Z'))
      .then(asked({ decideBy: from })));
  it('takes what others left', () =>
    given(offered(), ...booked({ bookingId: 'b0' }), ...booked({ bookingId: 'b2', quantity: 20, from: to, to: '2027-01-09T04:00:00.000Z' })) // prettier-ignore
      .when(lesson, by('bank')).then(...booked())); // prettier-ignore
  it('of a stock says no time', () => {
    const { from: _, to: __, ...some } = lesson;
    const inWeek = { week: '2026-12-28' };
    const request = happened('BookingRequested', { ...some, unitId: 'bank', ...inWeek, ownerId: 'school', sealed: plain({}) }); // prettier-ignore
    given(offered(chairs)).when(some, by('bank')).then(request, happened('BookingConfirmed', ref));
    given(offered(chairs)).when(lesson, by('bank')).refused('no-time-of-stock');
    const all = { ...some, quantity: 31 };
    given(offered(chairs), request)
      .when({ ...all, bookingId: 'b2' }, by('clinic'))
      .refused('not-free');
  });
  it('counts once, also after it has ended', () => {
    given(offered(), ...booked())
      .when(lesson, by('bank'))
      .nothing();
    const ended = happened('BookingUsed', ref);
    given(offered(), ...booked(), ended)
      .when(lesson, by('bank', '2027-02-01T00:00:00.000Z'))
      .nothing();
  });
  it.each([
    ['another quantity', { quantity: 21 }, 'bank'],
    ['another time', { to: '2027-01-09T02:00:00.000Z' }, 'bank'],
    ['another unit', {}, 'clinic'],
  ])('is refused under an id that stands for %s', (_, other, unit) => {
    given(offered(), ...booked())
      .when({ ...lesson, ...other }, by(unit))
      .refused('booking-id-taken');
    const ended = happened('BookingUsed', ref);
    given(offered(), ...booked(), ended)
      .when({ ...lesson, ...other }, by(unit))
      .refused('booking-id-taken');
  });

  it.each([
    ['resource-not-offered', [happened('ResourcePaused', { sealed: plain({}) })], {}, 'bank'],
    ['resource-not-offered', [happened('ResourceWithdrawn', { released: [], sealed: plain({}) })], {}, 'bank'],
    ['own-resource', [], {}, 'school'],
    ['not-for-your-unit', [happened('ResourceRevised', { ...room, bookableBy: ['clinic'] })], {}, 'bank'],
    ['pledge-not-allocated', [], { pledge: { projectId: 'j1', pledgeId: 'p1' } }, 'bank'],
    ['time-needed', [], { from: undefined }, 'bank'],
    ['time-needed', [], { to: undefined }, 'bank'],
    ['time-empty', [], { to: from }, 'bank'],
    ['time-past', [], { from: '2026-12-29T23:59:59.999Z' }, 'bank'],
    ['time-too-far', [], { from: '2029-01-13T01:00:00.000Z', to: '2029-01-13T02:00:00.000Z' }, 'bank'],
    ['time-too-long', [], { to: '2027-05-01T01:00:00.000Z' }, 'bank'],
    ['more-than-there-is', [], { quantity: 41 }, 'bank'],
    ['outside-availability', [], { to: '2027-01-09T04:00:00.001Z' }, 'bank'],
    ['outside-availability', [], { from: '2027-01-09T00:59:59.999Z' }, 'bank'],
    ['not-free', booked({ bookingId: 'b0', quantity: 21 }), {}, 'bank'],
    ['not-free', [asked({ bookingId: 'b0', quantity: 21 })], {}, 'bank'],
    ['not-free', [happened('ResourceAllocated', { projectId: 'j1', pledgeId: 'p1', quantity: 21 })], {}, 'bank'],
    ['quota-spent', [happened('ResourceRevised', { ...room, quotaPerWeek: 1 }), ...booked({ bookingId: 'b0', quantity: 1 })], {}, 'bank'], // prettier-ignore
  ] as const)('is refused: %s', (code, history, other, unit) => {
    const wanted = Object.fromEntries(Object.entries({ ...lesson, ...other }).filter(([, value]) => value !== undefined));
    given(offered(), ...history).when(wanted as never, by(unit)).refused(code);
  }); // prettier-ignore

  it('is refused of what nobody offered', () => given().when(lesson, by('bank')).refused('resource-not-found'));

  it('names every rule that fails, and the nearest free times', () => {
    const full = [
      ...booked({ bookingId: 'b8', quantity: 40 }),
      ...booked({ bookingId: 'b9', quantity: 40, from: '2027-01-16T02:00:00.000Z', to: '2027-01-16T04:00:00.000Z' }),
    ];
    const refusal = refusalOf([offered({ ...room, quotaPerWeek: 1, bookableBy: ['clinic'] }), ...full], lesson);
    expect([refusal.code, ...refusal.also.map(({ code }) => code)]).toEqual(['not-for-your-unit', 'not-free', 'quota-spent']); // prettier-ignore
    const other = refusalOf([offered(), ...full], lesson);
    expect(other.data).toEqual({
      free: 0,
      nearest: [{ from: '2027-01-02T02:00:00.000Z', to: '2027-01-02T04:00:00.000Z' }].concat({ from: '2027-01-23T01:00:00.000Z', to: '2027-01-23T03:00:00.000Z' }), // prettier-ignore
    });
  });

  it('looks for free times where the unit’s weeks have room', () => {
    const limited = offered({ ...room, quotaPerWeek: 1 });
    const mine = [2, 9, 16].flatMap((day) => {
      const on = `2027-01-${String(day).padStart(2, '0')}`;
      const monday = { 2: '2026-12-28', 9: week, 16: '2027-01-11' }[day];
      return [...booked({ bookingId: on, quantity: 1, week: monday, from: `${on}T01:00:00.000Z`, to: `${on}T02:00:00.000Z` })]; // prettier-ignore
    });
    expect(refusalOf([limited, ...mine], lesson)).toMatchObject({
      code: 'quota-spent',
      data: { quotaPerWeek: 1, booked: 1, week, nearest: [{ from: '2027-01-23T01:00:00.000Z' }] },
    });
  });

  it('is not counted in another week or for another unit, nor when cancelled in good time', () => {
    const limited = offered({ ...room, quotaPerWeek: 1, noticeHours: 24 });
    const cancelled = (late: boolean) => happened('BookingCancelled', { ...ref, bookingId: 'b0', by: 'booker', late, sealed: plain({}) }); // prettier-ignore
    const mine = booked({ bookingId: 'b0', quantity: 1 });
    given(limited, ...mine)
      .when(lesson, by('clinic'))
      .then(...booked({ unitId: 'clinic' }));
    given(limited, ...booked({ bookingId: 'b0', quantity: 1, week: '2027-01-11' })).when(lesson, by('bank')).then(...booked()); // prettier-ignore
    given(limited, ...mine, cancelled(false))
      .when(lesson, by('bank'))
      .then(...booked());
    given(limited, ...mine, cancelled(true))
      .when(lesson, by('bank'))
      .refused('quota-spent');
    given(limited, ...mine, happened('BookingUsed', { ...ref, bookingId: 'b0' })).when(lesson, by('bank')).refused('quota-spent'); // prettier-ignore
  });

  describe('for a pledge', () => {
    const pledge = { projectId: 'j1', pledgeId: 'p1' };
    const allocated = happened('ResourceAllocated', { ...pledge, quantity: 30 });
    it('is counted once, with what is set aside for it', () => {
      given(offered(), allocated)
        .when({ ...lesson, pledge }, by('bank'))
        .then(...booked({ pledge }));
      given(offered(), allocated, ...booked({ bookingId: 'b0', pledge }))
        .when({ ...lesson, quantity: 10 }, by('clinic'))
        .then(...booked({ unitId: 'clinic', quantity: 10 }));
      given(offered(), allocated, ...booked({ bookingId: 'b0', pledge })).when({ ...lesson, quantity: 11 }, by('clinic')).refused('not-free'); // prettier-ignore
    });
    it('takes more than is set aside only where that is free', () => {
      given(offered(), allocated, ...booked({ bookingId: 'b0', pledge })).when({ ...lesson, pledge }, by('bank')).then(...booked({ pledge })); // prettier-ignore
      given(offered(), allocated, ...booked({ bookingId: 'b0', pledge })).when({ ...lesson, quantity: 21, pledge }, by('bank')).refused('not-free'); // prettier-ignore
    });
    it('stands when what was set aside is free again', () => {
      const released = happened('AllocationReleased', { ...pledge, quantity: 30 });
      const history = [offered(), allocated, ...booked({ bookingId: 'b0', pledge }), released];
      given(...history)
        .when({ ...lesson, quantity: 21 }, by('clinic'))
        .refused('not-free');
      given(...history)
        .when(lesson, by('bank'))
        .then(...booked());
    });
    it('is also for the owner, who agrees with itself, and beyond any quota', () =>
      given(offered({ ...owned, quotaPerWeek: 1 }), allocated, ...booked({ bookingId: 'b0', unitId: 'school', pledge }))
        .when({ ...lesson, quantity: 10, pledge }, by('school'))
        .then(...booked({ unitId: 'school', quantity: 10, pledge })));
  });

  const refusalOf = (history: readonly object[], wanted: object): Refusal => {
    try {
      given(...(history as never[]))
        .when(wanted as never, by('bank'))
        .nothing();
    } catch (error) {
      if (error instanceof Refusal) return error;
    }
    throw new Error('it was not refused');
  };
});

describe('The owner of a resource', () => {
  const decideBy = '2027-01-01T00:00:00.000Z';
  const waiting = [offered(owned), asked({ decideBy })];
  const late = by('school', decideBy);

  it('says yes', () => spec(confirmBooking).given(waiting).when({ bookingId: 'b1' }, by('school')).then(confirmed()));
  it('says yes once', () =>
    spec(confirmBooking)
      .given([...waiting, confirmed()])
      .when({ bookingId: 'b1' }, by('school'))
      .nothing());
  it('says yes in time', () => spec(confirmBooking).given(waiting).when({ bookingId: 'b1' }, late).refused('decision-late'));
  it('says no, and why', () => {
    const declined = happened('BookingDeclined', { ...ref, sealed: plain({ reason: 'Exams' }) });
    const no = { bookingId: 'b1', reason: 'Exams' };
    spec(declineBooking).given(waiting).when(no, late).then(declined);
    spec(declineBooking).given([...waiting, declined]).when(no, by('school')).nothing();
    spec(declineBooking).given([...waiting, confirmed()]).when(no, by('school')).refused('booking-confirmed');
    spec(confirmBooking).given([...waiting, declined]).when({ bookingId: 'b1' }, by('school')).refused('booking-over');
  });
  it.each([
    ['says yes', confirmBooking],
    ['says no', declineBooking],
  ])('and nobody else %s', (_, decision) => {
    const no = { bookingId: 'b1', reason: 'Exams' };
    spec<any, any>(decision).given(waiting).when(no, by('bank')).refused('not-your-resource');
    spec<any, any>(decision).given([]).when(no, by('school')).refused('resource-not-found');
    spec<any, any>(decision).given(waiting).when({ ...no, bookingId: 'b7' }, by('school')).refused('booking-not-found');
  });
}); // prettier-ignore

describe('Cancelling a booking', () => {
  const { given } = spec(cancelBooking);
  const history = [offered({ ...room, noticeHours: 24 }), ...booked()];
  const cancelled = (more: object = {}) =>
    happened('BookingCancelled', { ...ref, by: 'booker', late: false, sealed: plain({}), ...more });
  const it1 = { bookingId: 'b1' };

  it('is in good time until the hours that the terms ask for', () => {
    given(history).when(it1, by('bank', '2027-01-08T01:00:00.000Z')).then(cancelled());
    given(history)
      .when(it1, by('bank', '2027-01-08T01:00:00.001Z'))
      .then(cancelled({ late: true }));
    given([offered(), ...booked()])
      .when(it1, by('bank', '2027-01-09T00:59:59.000Z'))
      .then(cancelled());
  });
  it('is never late before it was confirmed', () =>
    given([offered({ ...owned, noticeHours: 24 }), asked()]).when(it1, by('bank', '2027-01-08T23:00:00.000Z')).then(cancelled())); // prettier-ignore
  it('is for the owner too, with a reason', () => {
    const reason = 'Burst pipe';
    given(history).when({ ...it1, reason }, by('school', '2027-01-08T23:00:00.000Z')).then(cancelled({ by: 'owner', sealed: plain({ reason }) })); // prettier-ignore
    given(history).when(it1, by('school')).refused('reason-needed');
  });
  it('follows when the unit leaves, also once it has begun', () =>
    given(history)
      .when(it1, { actor: { kind: 'reaction' }, at: from })
      .then(cancelled({ by: 'unit-left' })));
  it('happens once', () =>
    given([...history, cancelled()])
      .when(it1, by('bank'))
      .nothing());
  it('is refused to others, and when it has begun, or is over', () => {
    given(history).when(it1, by('clinic')).refused('not-your-booking');
    given(history).when(it1, by('bank', from)).refused('booking-begun');
    given([...history, happened('BookingUsed', ref)])
      .when(it1, by('bank'))
      .refused('booking-over');
    given(history).when({ bookingId: 'b7' }, by('bank')).refused('booking-not-found');
    given([]).when(it1, by('bank')).refused('resource-not-found');
  });
});

describe('A booking whose time runs out', () => {
  const { given } = spec(letBookingRunOut);
  const clock = (at: string) => ({ actor: { kind: 'clock' }, at });
  const decideBy = '2027-01-01T00:00:00.000Z';
  it('expires where its owner has not answered', () =>
    given([offered(owned), asked({ decideBy })])
      .when({ deadlineKey: 'b1' }, clock(decideBy))
      .then(happened('BookingExpired', { ...ref, cause: 'unanswered' })));
  it('was used where it was confirmed', () =>
    given([offered(), ...booked()])
      .when({ deadlineKey: 'b1' }, clock(to))
      .then(happened('BookingUsed', ref)));
  it('has time until then', () => {
    given([offered(), ...booked()])
      .when({ deadlineKey: 'b1' }, clock(from))
      .nothing();
    given([offered(chairs), happened('BookingRequested', { ...ref, week, ownerId: 'school', sealed: plain({}) })])
      .when({ deadlineKey: 'b1' }, clock(to))
      .nothing();
  });
  it('is over once', () =>
    given([offered(), ...booked(), happened('BookingUsed', ref)]).when({ deadlineKey: 'b1' }, clock(to)).refused('booking-over')); // prettier-ignore
});

describe('A resource that is booked', () => {
  const history = [offered(), ...booked()];
  it('is revised beside what is booked', () => {
    const { given } = spec(reviseResource);
    const revised = (more: object) => ({ ...room, ...more });
    given(history, beside).when(revised({ quantity: 20 }), by('school')).then(happened('ResourceRevised', { ...room, quantity: 20 })); // prettier-ignore
    given(history, beside)
      .when(revised({ quantity: 19 }), by('school'))
      .refused('booked');
    given(history, beside)
      .when(revised({ unitOfMeasure: 'tables' }), by('school'))
      .refused('booked');
    given(history, beside).when(revised({ availability: { ...saturdays, duration: 'PT1H' } }), by('school')).refused('booked'); // prettier-ignore
    given(history, beside).when(revised({ availability: { ...saturdays, except: ['2027-01-09'] } }), by('school')).refused('booked'); // prettier-ignore
    const closed = { ...saturdays, except: ['2027-01-16'] };
    given(history, beside).when(revised({ availability: closed }), by('school')).then(happened('ResourceRevised', { ...room, availability: closed })); // prettier-ignore
    const { availability: _, ...stock } = room;
    given(history, beside).when(stock, by('school')).refused('booked');
    given(history, beside).when(stock, by('school', to)).then(happened('ResourceRevised', stock));
  });
  it('is not revised so that nobody can read when it is there', () =>
    spec(reviseResource)
      .given(history, beside)
      .when({ ...room, availability: { ...saturdays, rrule: 'FREQ=DAILY;UNTIL=20270230T090000' } }, by('school'))
      .refused('availability-unreadable'));
  it('is withdrawn by who says that it cancels them, and why', () => {
    const { given } = spec(withdrawResource);
    given(history).when({}, by('school')).refused('booked');
    given(history).when({ cancelBookings: true }, by('school')).refused('reason-needed');
    const reason = 'Sold';
    const gone = happened('ResourceWithdrawn', { released: [], cancelled: [ref], sealed: plain({ reason }) });
    given(history).when({ cancelBookings: true, reason }, by('school')).then(gone);
    spec(cancelBooking)
      .given([...history, gone])
      .when({ bookingId: 'b1' }, by('bank'))
      .nothing();
  });
  it('is withdrawn with them when its unit has left', () =>
    spec(withdrawResource)
      .given(history)
      .when({ cancelBookings: true, releaseAllocations: true }, { actor: { kind: 'reaction' } })
      .then(happened('ResourceWithdrawn', { released: [], cancelled: [ref], sealed: plain({}) })));
});
