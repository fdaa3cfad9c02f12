import { rowsAfter, spec } from '#event-sourcing/testing';
import { allianceHappened } from '../alliances/events.js';
import { bookSeries } from './book-series.js';
import { cancelSeries } from './cancel-series.js';
import { happened, type CancelledDate, type Canceller, type Offer, type ResourceEvent } from './events.js';
import { seriesRows } from './series-rows.js';

const plain = (words: object) => ({ plain: words }) as never;
const by = (unitId: string, at = '2027-01-06T00:00:00.000Z') => ({ actor: { kind: 'representative', unitId }, at });
const room: Offer = {
  ...{ name: { en: 'Hall' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 40, approval: 'automatic' },
  ...{ availability: { rrule: 'FREQ=WEEKLY;BYDAY=TU', start: '18:00', duration: 'PT3H' }, noticeHours: 24 },
};
const offered = happened('ResourceOffered', { unitId: 'school', ...room });
const beside = {
  charter: [allianceHappened('AllianceFounded', { charter: { timeZone: 'Asia/Shanghai' } } as never)],
};
const times = { from: '2027-01-01', rrule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=3', start: '19:00', duration: 'PT2H' };
const days = ['2027-01-05', '2027-01-12', '2027-01-19'];
const mondays = ['2027-01-04', '2027-01-11', '2027-01-18'];
const span = (n: number) => ({ from: `${days[n]}T11:00:00.000Z`, to: `${days[n]}T13:00:00.000Z` });
const ref = (n: number, unitId = 'bank') => ({ bookingId: `b${n}`, unitId, quantity: 30 });
const booked = happened('SeriesBooked', {
  ...{ seriesId: 's1', unitId: 'bank', quantity: 30, times, sealed: plain({}) },
  dates: [0, 1, 2].map((n) => ({ ...span(n), verdict: 'confirmed', bookingId: `b${n}` })),
});
const asked = (n: number, unitId = 'bank', more: object = { seriesId: 's1' }) =>
  happened('BookingRequested', {
    ...{ ...ref(n, unitId), ...span(n), ownerId: 'school', week: mondays[n]!, ...more, sealed: plain({}) },
  });
const confirmed = (n: number) => [asked(n), happened('BookingConfirmed', { ...ref(n), to: span(n).to })];
/** The first date is over, two are to come. */
const history = [offered, booked, ...confirmed(0), ...confirmed(1), ...confirmed(2), happened('BookingUsed', ref(0))];
const gone = (n: number): CancelledDate => ({ ...span(n), bookingId: `b${n}`, verdict: 'cancelled' });
const stays = (n: number, rule: string): CancelledDate => {
  return { ...span(n), bookingId: `b${n}`, verdict: 'refused', refusals: [rule] };
};
const cancelled = (whose: Canceller, dates: readonly CancelledDate[], words: object = {}) =>
  happened('SeriesCancelled', { seriesId: 's1', unitId: 'bank', by: whose, dates, sealed: plain(words) });
const ended = (n: number, whose: Canceller = 'booker', late = false, words: object = {}) =>
  happened('BookingCancelled', { ...ref(n), by: whose, late, sealed: plain(words) });

describe('Cancelling a series', () => {
  const { given } = spec(cancelSeries);
  const s1 = { seriesId: 's1' };

  it('ends what is still to come of it, with a verdict for each date', () =>
    given(history, beside)
      .when({ ...s1, reason: 'Choir is over' }, by('bank'))
      .then(
        ...[
          cancelled('booker', [gone(1), gone(2)], { reason: 'Choir is over' }),
          ended(1, 'booker', false, { reason: 'Choir is over' }),
          ended(2, 'booker', false, { reason: 'Choir is over' }),
        ],
      ));
  it('leaves what has begun, and what was handed over', () => {
    given(history, beside)
      .when(s1, by('bank', span(1).from))
      .then(cancelled('booker', [stays(1, 'booking-begun'), gone(2)]), ended(2));
    given([...history, happened('BookingHandedOver', ref(2))], beside)
      .when(s1, by('bank'))
      .then(cancelled('booker', [gone(1), stays(2, 'booking-handed-over')]), ended(1));
  });
  it('is late for each date by itself', () =>
    given(history, beside)
      .when(s1, by('bank', '2027-01-12T00:00:00.000Z'))
      .then(...[cancelled('booker', [gone(1), gone(2)]), ended(1, 'booker', true), ended(2)]));
  it('leaves other bookings of the unit', () => {
    const single = [
      asked(2, 'bank', { bookingId: 'b9' }),
      happened('BookingConfirmed', { ...ref(2), bookingId: 'b9' }),
    ];
    given([offered, booked, ...confirmed(1), ...single], beside)
      .when(s1, by('bank'))
      .then(cancelled('booker', [gone(1)]), ended(1));
  });
  it('makes room for those who wait, and not for its own dates that wait', () => {
    const own = [asked(0), happened('BookingWaitlisted', { ...ref(0), until: span(0).from })];
    const other = { ...ref(1, 'clinic'), bookingId: 'b8' };
    const waits = [
      asked(1, 'clinic', { bookingId: 'b8' }),
      happened('BookingWaitlisted', { ...other, until: span(1).from }),
    ];
    given([offered, booked, ...own, ...confirmed(1), ...waits], beside)
      .when(s1, by('bank', '2027-01-01T00:00:00.000Z'))
      .then(
        ...[
          cancelled('booker', [gone(0), gone(1)]),
          ended(0),
          ended(1),
          happened('BookingPromoted', { ...other, confirmBy: '2027-01-02T00:00:00.000Z' }),
        ],
      );
  });
  it('is also the owner’s, who says why', () => {
    const why = { reason: 'Repairs' };
    given(history, beside)
      .when({ ...s1, ...why }, by('school'))
      .then(
        ...[cancelled('owner', [gone(1), gone(2)], why), ended(1, 'owner', false, why), ended(2, 'owner', false, why)],
      );
    given(history, beside).when(s1, by('school')).refused('reason-needed');
  });
  it('changes nothing when it is asked again', () => {
    const done = [...history, cancelled('booker', [gone(1), gone(2)]), ended(1), ended(2)];
    given(done, beside).when(s1, by('bank')).nothing();
    given(done, beside).when(s1, by('school')).nothing();
    given(done, beside).when(s1, by('clinic')).refused('not-your-booking');
    spec(bookSeries).given(done, beside).when({ seriesId: 's1', quantity: 30, times }, by('bank')).nothing();
  });
  it.each<[string, readonly ResourceEvent[], string, string]>([
    ['resource-not-found', [], 'bank', 's1'],
    ['series-not-found', history, 'bank', 's2'],
    ['not-your-booking', history, 'clinic', 's1'],
    ['series-over', history.slice(0, 2), 'bank', 's1'],
    ['series-over', [offered, booked, ...confirmed(0)], 'bank', 's1'],
  ])('is refused: %s', (code, facts, unitId, seriesId) =>
    given(facts, beside)
      .when({ seriesId }, by(unitId, span(0).from))
      .refused(code),
  );
  it('shows with the series', () => {
    const rows = rowsAfter(
      seriesRows,
      ...[...history, cancelled('booker', [gone(1), gone(2)])].map((fact) => ({ subjectId: 'r1', ...fact })),
    );
    expect(rows).toMatchObject([{ cancelled: [gone(1), gone(2)], dates: booked.data.dates }]);
  });
});
