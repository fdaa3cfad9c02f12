import { derivedId } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { allianceHappened } from '../alliances/events.js';
import { bookSeries } from './book-series.js';
import { happened, type Offer, type ResourceEvent } from './events.js';

const plain = (words: object) => ({ plain: words }) as never;
const by = (unitId: string) => ({ actor: { kind: 'representative', unitId }, at: '2026-12-30T00:00:00.000Z' });
const room: Offer = {
  ...{ name: { en: 'Hall' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 40, approval: 'automatic' },
  availability: { rrule: 'FREQ=WEEKLY;BYDAY=TU', start: '18:00', duration: 'PT3H', except: ['2027-01-19'] },
};
const offered = (more: object = {}) => happened('ResourceOffered', { unitId: 'school', ...room, ...more });
const beside = {
  charter: [allianceHappened('AllianceFounded', { charter: { timeZone: 'Asia/Shanghai' } } as never)],
};
const seriesId = '4b1a0c1e-5d0f-4c3b-9a51-0d1e2f3a4b5c';
const times = { from: '2027-01-01', rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=4', start: '19:00', duration: 'PT2H' };
const choir = { seriesId, quantity: 30, times, purpose: 'Choir' };
const days = ['2027-01-05', '2027-01-12', '2027-01-19', '2027-01-26'];
const mondays = ['2027-01-04', '2027-01-11', '2027-01-18', '2027-01-25'];
const span = (n: number) => ({ from: `${days[n]}T11:00:00.000Z`, to: `${days[n]}T13:00:00.000Z` });
const idOf = (n: number) => derivedId({ commandId: seriesId }, n);
const asked = (n: number, more: object = {}) =>
  happened('BookingRequested', {
    ...{ bookingId: idOf(n), unitId: 'bank', ownerId: 'school', quantity: 30, ...span(n), week: mondays[n]!, seriesId },
    ...{ sealed: plain({ purpose: 'Choir' }), ...more },
  });
const ref = (n: number) => ({ bookingId: idOf(n), unitId: 'bank', quantity: 30 });
const confirmed = (n: number) => [asked(n), happened('BookingConfirmed', { ...ref(n), to: span(n).to })];
const booked = (...dates: readonly object[]) =>
  happened('SeriesBooked', { ...{ seriesId, unitId: 'bank', quantity: 30, times }, dates: dates as never, sealed: plain({ purpose: 'Choir' }) }); // prettier-ignore
const other = (n: number) => [
  asked(n, { bookingId: 'b0', unitId: 'clinic', seriesId: undefined }),
  happened('BookingConfirmed', { bookingId: 'b0', unitId: 'clinic', quantity: 30, to: span(n).to }),
];
const closed = { ...span(2), verdict: 'refused', refusals: ['outside-availability'] };

describe('Booking a series', () => {
  const { given } = spec(bookSeries);
  const then = (history: readonly ResourceEvent[], more: object, ...events: readonly ResourceEvent[]) =>
    given(history, beside).when({ ...choir, ...more }, by('bank')).then(...(events as [ResourceEvent])); // prettier-ignore

  it('books each date that can be, and says what keeps the others', () =>
    then(
      [offered(), ...other(1)],
      {},
      booked(
        { ...span(0), verdict: 'confirmed', bookingId: idOf(0) },
        { ...span(1), verdict: 'refused', refusals: ['not-free'] },
        closed,
        { ...span(3), verdict: 'confirmed', bookingId: idOf(3) },
      ),
      ...confirmed(0),
      ...confirmed(3),
    ));
  it('waits where it may, and for the owner where that decides', () =>
    then(
      [offered({ approval: 'owner' }), ...other(1)],
      { waitlist: true },
      booked(
        { ...span(0), verdict: 'requested', bookingId: idOf(0) },
        { ...span(1), verdict: 'waitlisted', bookingId: idOf(1) },
        closed,
        { ...span(3), verdict: 'requested', bookingId: idOf(3) },
      ),
      asked(0, { decideBy: '2027-01-02T00:00:00.000Z' }),
      asked(1),
      happened('BookingWaitlisted', { ...ref(1), until: span(1).from }),
      asked(3, { decideBy: '2027-01-02T00:00:00.000Z' }),
    ));
  it('counts each date on top of those before it', () => {
    const daily = { from: '2027-01-05', rrule: 'FREQ=DAILY;COUNT=3', start: '10:00', duration: 'PT1H' };
    const always = { quotaPerWeek: 2, availability: { rrule: 'FREQ=DAILY', start: '00:00', duration: 'P1D' } };
    const on = (day: string) => ({ from: `${day}T02:00:00.000Z`, to: `${day}T03:00:00.000Z` });
    const one = (n: number, day: string) => [
      asked(n, { ...on(day), week: '2027-01-04', sealed: plain({}) }),
      happened('BookingConfirmed', { ...ref(n), to: on(day).to }),
    ];
    then(
      [offered(always)],
      { times: daily, purpose: undefined },
      happened('SeriesBooked', {
        ...{ seriesId, unitId: 'bank', quantity: 30, times: daily },
        dates: [
          { ...on('2027-01-05'), verdict: 'confirmed', bookingId: idOf(0) },
          { ...on('2027-01-06'), verdict: 'confirmed', bookingId: idOf(1) },
          { ...on('2027-01-07'), verdict: 'refused', refusals: ['quota-spent'] },
        ],
        sealed: plain({}),
      }),
      ...one(0, '2027-01-05'),
      ...one(1, '2027-01-06'),
    );
  });
  it('counts once', () => {
    given([offered(), booked()], beside).when(choir, by('bank')).nothing();
    given([offered(), booked()], beside)
      .when({ ...choir, quantity: 1 }, by('bank'))
      .refused('series-id-taken');
    given([offered(), booked()], beside).when(choir, by('clinic')).refused('series-id-taken');
  });
  it.each([
    ['resource-not-found', [], {}],
    ['series-empty', [offered()], { times: { ...times, rrule: 'FREQ=WEEKLY;UNTIL=20261201' } }],
    ['series-empty', [offered()], { times: { ...times, from: '2030-01-01' } }],
    ['series-too-long', [offered()], { times: { ...times, rrule: 'FREQ=DAILY' } }],
    ['series-too-long', [offered()], { times: { ...times, rrule: 'FREQ=DAILY', from: '0001-01-01' } }],
    ['availability-unreadable', [offered()], { times: { ...times, rrule: 'FREQ=DAILY;UNTIL=20270230T090000' } }],
    ['series-refused', [offered()], { quantity: 41 }],
    ['no-time-of-stock', [happened('ResourceOffered', { unitId: 'school', name: {}, kind: 'goods', unitOfMeasure: 'pieces', quantity: 40, approval: 'automatic' })], {}], // prettier-ignore
    ['booking-id-taken', [offered(), ...confirmed(0)], {}],
  ] as const)('is refused: %s', (code, history, more) =>
    given(history as readonly ResourceEvent[], beside)
      .when({ ...choir, ...more }, by('bank'))
      .refused(code),
  );
});
