import type { Seen } from '#event-sourcing';
import { Temporal } from 'temporal-polyfill';
import type { Booking } from '../../src/resources/bookings.js';
import { resource, type KnownResource } from '../../src/resources/resource.js';
import { aUnit, actingFor, allianceOf, because, dayOf, later, onRoll } from './alliance-life.js';
import type { Act, Year } from './year.js';

const hour_ms = 3_600_000;
const rules = ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=SA,SU', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'FREQ=DAILY'];
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
type Here = Seen<KnownResource>;

/** What is shared, and who books it. A few resources are what everybody wants. */
export const resourcesLife = (year: Year): readonly Act[] => {
  const here = [...year.world.all(resource)].flatMap(([id, each]) =>
    each.status === 'absent' ? [] : [[id, each] as const],
  );
  const offering = here.length < 20 ? onRoll(year).flatMap((unitId) => offered(year, unitId, here.length < 10 ? 0.9 : 0.02)) : []; // prettier-ignore
  return [
    ...offering,
    ...offered(year, aUnit(year, 'offers'), 0.01),
    ...booking(year, here),
    ...series(year, here),
    ...here.flatMap(([id, each]) => resourceLife(year, id, each)),
    ...here.flatMap(([id, each]) => [...each.bookings.open].flatMap((of) => bookingLife(year, id, each, ...of))),
    ...here.flatMap(([id, each]) => missing(year, id, each)),
  ];
};

const offerOf = (year: Year, name: string) => {
  const luck = year.luck('offer', name);
  const [kind, unitOfMeasure, quantity, isCapacity] = luck.of([
    ['venue', 'seats', 40, true],
    ['venue', 'seats', 20, true],
    ['vehicle', 'seats', 8, true],
    ['goods', 'pieces', 60, false],
    ['labour', 'hours', 200, false],
    ['labour', 'hours', 30, true],
    ['money', 'CNY', 90_000, false],
  ] as const);
  const except = luck.chance(0.3) && { except: [dayOf(year.now, luck.whole(1, 20))] };
  const availability = isCapacity && {
    availability: { rrule: luck.of(rules), start: luck.of(['08:00', '13:30', '20:00']), duration: luck.of(['PT6H', 'PT10H']), ...except }, // prettier-ignore
  };
  return {
    ...{ name: { en: `Of ${year.now}` }, kind, unitOfMeasure, quantity, approval: luck.of(['automatic', 'owner']) },
    ...availability,
    ...(luck.chance(0.4) && { quotaPerWeek: luck.whole(1, 4) }),
    ...(luck.chance(0.4) && { noticeHours: luck.whole(1, 72) }),
    ...(luck.chance(0.1) && { bookableBy: luck.several(onRoll(year), 6) }),
  };
};

const offered = (year: Year, unitId: string, chance: number): readonly Act[] => {
  if (!year.luck('offers', unitId).chance(chance)) return [];
  const resourceId = year.idOf(`resource ${unitId} ${year.now}`);
  const body = { resourceId, ...offerOf(year, resourceId) };
  return [{ command: 'OfferResource', on: resourceId, by: actingFor(year, unitId), body }];
};

const resourceLife = (year: Year, on: string, here: Here): readonly Act[] => {
  if (here.status === 'withdrawn') return [];
  const luck = year.luck('resource', on);
  const by = actingFor(year, here.unitId);
  const more = { ...here.offer, quantity: Math.max(1, Math.round(here.offer.quantity * luck.of([0.8, 1.2, 1.5]))) };
  const revised = luck.chance(0.7) ? more : { ...offerOf(year, on), quantity: here.offer.quantity };
  const flags = { releaseAllocations: luck.chance(0.6), cancelBookings: luck.chance(0.6) };
  const may = (chance: number, command: string, body: object): readonly Act[] =>
    luck.chance(chance) ? [{ command, on, by, body }] : [];
  return [
    ...may(0.012, 'ReviseResource', revised),
    ...may(0.003, 'PauseResource', because),
    ...(here.status === 'paused' ? may(0.06, 'ResumeResource', {}) : []),
    ...may(0.001, 'WithdrawResource', { ...because, ...flags }),
  ];
};

/** A time that may be free: mostly inside of what is said to be free. */
const timeOf = (year: Year, name: string, { offer: { availability } }: Here) => {
  if (!availability) return {};
  const luck = year.luck('time', name);
  const { timeZone } = allianceOf(year).charter;
  const today = Temporal.Instant.from(year.now).toZonedDateTimeISO(timeZone).toPlainDate();
  const byDay = /BYDAY=([A-Z,]+)/.exec(availability.rrule)?.[1]?.split(',');
  const fits = ({ dayOfWeek }: Temporal.PlainDate) => byDay?.includes(weekdays[dayOfWeek - 1]!) ?? true;
  const ahead = Array.from({ length: 8 }, (_, days) => today.add({ days }));
  const day = luck.of(luck.chance(0.9) ? ahead.filter(fits).slice(0, 3) : ahead);
  const opens = day.toZonedDateTime({ timeZone, plainTime: availability.start }).epochMilliseconds;
  const from = opens + (luck.chance(0.95) ? luck.whole(0, 3) : luck.whole(-3, 12)) * hour_ms;
  const long = luck.chance(0.9) ? luck.whole(1, 3) : luck.whole(1, 30);
  return { from: new Date(from).toISOString(), to: new Date(from + long * hour_ms).toISOString() };
};

const booking = (year: Year, all: readonly (readonly [string, Here])[]): readonly Act[] => {
  const offers = all.filter(([, { status }]) => status === 'offered' || year.luck('any').chance(0.05));
  if (offers.length === 0) return [];
  const timed = offers.filter(([, { offer }]) => offer.availability).slice(0, 3);
  const popular = timed.length > 0 ? timed : offers;
  return Array.from({ length: year.luck('bookings').whole(1, 7) }, (_, n): Act => {
    const luck = year.luck('booking', `${n}`);
    const [on, here] = luck.of(luck.chance(0.7) ? popular : offers);
    const { quantity: most, availability } = here.offer;
    const [pledge] = luck.chance(0.15) ? luck.several([...here.allocations.values()], 1) : [];
    const quantity = pledge ? luck.whole(1, pledge.quantity) : luck.whole(1, Math.ceil(most * (availability ? luck.of([0.5, 0.9]) : 0.1))); // prettier-ignore
    const unitId = pledge && luck.chance(0.7) ? here.unitId : aUnit(year, 'books', `${n}`);
    const said = {
      ...{ bookingId: year.idOf(`booking ${year.now} ${n}`), quantity, ...timeOf(year, `${n}`, here) },
      ...(pledge && { pledge: { projectId: pledge.projectId, pledgeId: pledge.pledgeId } }),
      ...(luck.chance(0.7) && { waitlist: true }),
      ...(luck.chance(0.5) && { purpose: 'An evening together' }),
    };
    return { command: 'BookResource', on, by: actingFor(year, unitId), body: said };
  });
};

/** Again and again, at the hour at which it opens, or another one. */
const series = (year: Year, all: readonly (readonly [string, Here])[]): readonly Act[] => {
  const luck = year.luck('series');
  const timed = all.filter(
    ([, { status, offer }]) => status === 'offered' && (offer.availability || luck.chance(0.05)),
  );
  if (timed.length === 0 || !luck.chance(0.05)) return [];
  const [on, { offer }] = luck.of(timed);
  const rule = offer.availability?.rrule ?? 'FREQ=DAILY';
  const times = {
    from: dayOf(year.now, luck.whole(0, 9)),
    rrule: luck.of([`${rule};COUNT=${luck.whole(2, 6)}`, `FREQ=WEEKLY;BYDAY=TU,SA;UNTIL=${dayOf(year.now, 40).replaceAll('-', '')}`]), // prettier-ignore
    start: luck.chance(0.8) ? (offer.availability?.start ?? '09:00') : '15:00',
    duration: luck.of(['PT1H', 'PT2H30M']),
  };
  const quantity = luck.whole(1, Math.ceil(offer.quantity * 0.4));
  const body = {
    seriesId: year.idOf(`series ${year.now}`),
    quantity,
    times,
    ...(luck.chance(0.5) && { waitlist: true }),
  };
  return [{ command: 'BookSeries', on, by: actingFor(year, aUnit(year, 'series')), body }];
};

const bookingLife = (year: Year, on: string, here: Here, bookingId: string, mine: Seen<Booking>): readonly Act[] => {
  const luck = year.luck('booking', bookingId);
  const [owner, booker] = [actingFor(year, here.unitId), actingFor(year, mine.unitId)];
  const may = (chance: number, command: string, by: Act['by'], body: object = {}): readonly Act[] =>
    luck.chance(chance) ? [{ command, on, by, path: { bookingId }, body }] : [];
  const cancels = (chance: number) => may(chance, 'CancelBooking', luck.chance(0.7) ? booker : owner, because);
  const less = luck.chance(0.5) && { quantity: luck.whole(1, mine.quantity + 2) };
  const moves = (chance: number) =>
    may(chance, 'RescheduleBooking', booker, { ...(luck.chance(0.8) && timeOf(year, bookingId, here)), ...less });
  const soon = mine.from === undefined ? 0.15 : mine.from <= later(year.now, 1) ? 0.25 : 0.004;
  const back = { condition: luck.of(['good', 'good', 'worn', 'damaged', 'lost']), ...(luck.chance(0.4) && { quantity: luck.whole(1, mine.quantity) }) }; // prettier-ignore
  switch (mine.status) {
    case 'requested':
      return [...may(0.45, 'ConfirmBooking', owner), ...may(0.04, 'DeclineBooking', owner, because), ...cancels(0.02), ...moves(0.02)]; // prettier-ignore
    case 'waitlisted':
      return [...cancels(0.02), ...may(0.01, 'AcceptPromotion', booker), ...may(0.004, 'ConfirmBooking', owner)];
    case 'promoted':
      return [...may(0.7, 'AcceptPromotion', booker), ...cancels(0.02)];
    case 'confirmed':
      return [...may(soon, 'HandOverBooking', owner), ...cancels(0.04), ...moves(0.02), ...may(0.01, 'ReportNoShow', owner)]; // prettier-ignore
    case 'handed-over':
    case 'issued':
      return [...may(0.2, 'ReturnBooking', owner, back), ...may(mine.status === 'issued' ? 0.03 : 0.002, 'ConsumeBooking', booker), ...cancels(0.004)]; // prettier-ignore
  }
};

/** Who was taken for having come, and did not. */
const missing = (year: Year, on: string, here: Here): readonly Act[] =>
  [...here.bookings.recent.keys()].flatMap((bookingId): readonly Act[] =>
    year.luck('came', bookingId).chance(0.003)
      ? [{ command: 'ReportNoShow', on, by: actingFor(year, here.unitId), path: { bookingId }, body: because }]
      : [],
  );
