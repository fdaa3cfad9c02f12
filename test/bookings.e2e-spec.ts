import { DeadlineRow } from '#nest-event-sourcing';
import { randomUUID } from 'node:crypto';
import { IsNull, Not } from 'typeorm';
import { startApp, type Client, type TestApp } from './app.js';

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const daily = { rrule: 'FREQ=DAILY', start: '09:00', duration: 'PT8H' };
const room = {
  ...{ name: { zh: '电脑之家', en: 'Computer room' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 40 },
  ...{ approval: 'automatic', availability: daily },
};
const chairs = { name: { zh: '椅子' }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 50, approval: 'automatic' };

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let [residents, school, bank]: Client[] = [];

beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school', 'bank'], charter: { bookingApprovalHours: 48 } });
  [residents, school, bank] = ['residents', 'school', 'bank'].map((name) => alliance.as(name)) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => app.close());

const unitId = (name: string) => alliance.unit(name).unitId;
/** So many days from now, at a local hour of Shanghai. */
const at = (days: number, hour: number) => {
  const today = new Date(Date.parse(app.clock.now()) + 8 * hour_ms).toISOString().slice(0, 10);
  return new Date(Date.parse(`${today}T00:00:00.000Z`) + days * day_ms + (hour - 8) * hour_ms).toISOString();
};
const time = (days: number, from = 9, to = 11) => ({ from: at(days, from), to: at(days, to) });
const offer = (more: object = {}) => school!.created('resources', { ...room, ...more });
const eventsOf = async (resourceId: string) =>
  (await app.log.read(`resource-${resourceId}`, 0, 1_000)).map(({ type }) => type);
const actsOf = async (client: Client, path: string) =>
  (await client.got(path)).acts.map(({ act }: { act: string }) => act);
/** Lets time pass, and waits until the clock has kept what is due. */
const pass = async (ms: number, until: () => Promise<boolean>) => {
  app.clock.advance(ms);
  for (const end = Date.now() + 8_000; !(await until()); await new Promise((done) => setTimeout(done, 20)))
    if (Date.now() > end) throw new Error('the clock has not come to it');
  await app.settled();
};

describe('A booking', () => {
  it('is confirmed at once where nobody has to agree', async () => {
    const resourceId = await offer();
    const bookings = `resources/${resourceId}/bookings`;
    const wanted = { quantity: 20, ...time(3), purpose: '电脑课' };
    const { status, body, headers } = await bank!.post(bookings, wanted);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${alliance.path}/${bookings}/${body.id}`);
    const found = await bank!.got(`${bookings}/${body.id}`);
    expect(found).toEqual({
      ...wanted,
      ...{ resourceId, bookingId: body.id, allianceId: alliance.id },
      ...{ unitId: unitId('bank'), ownerId: unitId('school'), status: 'confirmed', open: true, until: wanted.to },
      ...{
        cause: null,
        late: false,
        projectId: null,
        pledgeId: null,
        reason: null,
        damage: null,
        condition: null,
        consumed: 0,
        seriesId: null,
        revision: 2,
      },
      requestedAt: expect.stringMatching(/Z$/),
      acts: [
        { act: 'RescheduleBooking', href: `${alliance.path}/${bookings}/${body.id}/rescheduling` },
        { act: 'CancelBooking', href: `${alliance.path}/${bookings}/${body.id}/cancellation` },
      ],
    });
    expect(await actsOf(school!, `${bookings}/${body.id}`)).toEqual(['CancelBooking', 'HandOverBooking']);
    const seenByOthers = await residents!.got(`${bookings}/${body.id}`);
    expect(seenByOthers).toMatchObject({ purpose: null, acts: [] });
  });

  it('counts once under one id', async () => {
    const resourceId = await offer();
    const wanted = { bookingId: randomUUID(), quantity: 20, ...time(3) };
    const bookings = `resources/${resourceId}/bookings`;
    expect(await bank!.created(bookings, wanted)).toBe(wanted.bookingId);
    expect(await bank!.created(bookings, wanted)).toBe(wanted.bookingId);
    await bank!.refused(bookings, { ...wanted, quantity: 21 }, 409, 'booking-id-taken');
    await residents!.refused(bookings, wanted, 409, 'booking-id-taken');
    await bank!.did(`${bookings}/${wanted.bookingId}/cancellation`);
    expect(await bank!.created(bookings, wanted)).toBe(wanted.bookingId);
    expect(await eventsOf(resourceId)).toEqual([
      'ResourceOffered',
      'BookingRequested',
      'BookingConfirmed',
      'BookingCancelled',
    ]);
  });

  it('is refused with every rule that fails and the nearest free times', async () => {
    const resourceId = await offer({ bookableBy: [unitId('bank')], quotaPerWeek: 7 });
    const bookings = `resources/${resourceId}/bookings`;
    await bank!.created(bookings, { quantity: 30, ...time(4, 10, 12) });
    const problem = await residents!.refused(bookings, { quantity: 11, ...time(4, 8, 11) }, 403, 'not-for-your-unit');
    expect(problem.also.map(({ type }: { type: string }) => type)).toEqual([
      '/problems/outside-availability',
      '/problems/not-free',
    ]);
    const full = await bank!.refused(bookings, { quantity: 11, ...time(4, 11, 12) }, 409, 'not-free');
    expect(full.data).toEqual({ free: 10, nearest: [time(4, 12, 13), time(4, 9, 10), time(3, 16, 17)] }); // prettier-ignore
    const away = await bank!.refused(bookings, { quantity: 1, ...time(4, 18, 19) }, 409, 'outside-availability');
    expect(away.data.nearest[0]).toEqual(time(4, 16, 17));
  });

  it.each([
    ['time-needed', { from: undefined, to: undefined }],
    ['time-empty', { to: undefined, backwards: true }],
    ['more-than-there-is', { quantity: 41 }],
  ])('is refused: %s', async (code, { backwards, ...other }: { backwards?: boolean; [more: string]: unknown }) => {
    const resourceId = await offer();
    const times = backwards ? { from: at(3, 11), to: at(3, 9) } : { ...time(3), ...other };
    await bank!.refused(`resources/${resourceId}/bookings`, { quantity: 1, ...other, ...times }, 409, code);
  });

  it('is refused of what rests, of one’s own, of the past, of the far future and of what is not there', async () => {
    const resourceId = await offer();
    const bookings = `resources/${resourceId}/bookings`;
    await school!.refused(bookings, { quantity: 1, ...time(3) }, 409, 'own-resource');
    await bank!.refused(bookings, { quantity: 1, ...time(-1) }, 409, 'time-past');
    await bank!.refused(bookings, { quantity: 1, ...time(401) }, 409, 'time-too-far');
    await bank!.refused(bookings, { quantity: 1, from: at(3, 9), to: at(96, 9) }, 409, 'time-too-long');
    const pledge = { projectId: randomUUID(), pledgeId: randomUUID() };
    await bank!.refused(bookings, { quantity: 1, ...time(3), pledge }, 409, 'pledge-not-allocated');
    await school!.did(`resources/${resourceId}/pause`);
    await bank!.refused(bookings, { quantity: 1, ...time(3) }, 409, 'resource-not-offered');
    await bank!.refused(`resources/${randomUUID()}/bookings`, { quantity: 1, ...time(3) }, 404, 'resource-not-found');
    expect((await bank!.get(`${bookings}/${randomUUID()}`)).body.type).toBe('/problems/booking-not-found');
    expect((await bank!.get(`resources/${randomUUID()}/bookings`)).body.type).toBe('/problems/resource-not-found');
  });

  it('of a stock is a quantity alone, until it is cancelled', async () => {
    const resourceId = await school!.created('resources', chairs);
    const bookings = `resources/${resourceId}/bookings`;
    await bank!.refused(bookings, { quantity: 1, ...time(3) }, 409, 'no-time-of-stock');
    const bookingId = await bank!.created(bookings, { quantity: 30 });
    await residents!.refused(bookings, { quantity: 21 }, 409, 'not-free');
    expect(await school!.got(`resources/${resourceId}`)).toMatchObject({ quantity: 50, used: 30, free: 20 });
    await bank!.did(`${bookings}/${bookingId}/cancellation`);
    await residents!.created(bookings, { quantity: 21 });
    expect(await school!.got(`resources/${resourceId}`)).toMatchObject({ used: 21, free: 29 });
  });

  it('is not there for another alliance', async () => {
    const resourceId = await offer();
    const bookingId = await bank!.created(`resources/${resourceId}/bookings`, { quantity: 1, ...time(3) });
    const elsewhere = (await app.found({ units: ['clinic'] })).as('clinic');
    const path = `resources/${resourceId}/bookings`;
    expect((await elsewhere.get(path)).status).toBe(404);
    expect((await elsewhere.get(`${path}/${bookingId}`)).status).toBe(404);
    await elsewhere.refused(path, { quantity: 1, ...time(3) }, 404, 'not-of-this-tenant');
    expect(await elsewhere.got('bookings')).toEqual({ items: [] });
  });
});

describe('A booking that its owner decides about', () => {
  const requested = async (days = 6) => {
    const resourceId = await offer({ approval: 'owner' });
    const bookings = `resources/${resourceId}/bookings`;
    const path = `${bookings}/${await bank!.created(bookings, { quantity: 30, ...time(days) })}`;
    return { resourceId, bookings, path, days };
  };

  it('is kept, awaits the owner, and is confirmed', async () => {
    const { bookings, path, resourceId, days } = await requested();
    expect(await school!.got(path)).toMatchObject({ status: 'requested', until: expect.stringMatching(/Z$/) });
    await residents!.refused(bookings, { quantity: 11, ...time(days) }, 409, 'not-free');
    const waiting = await school!.got(`bookings?ownerId=${unitId('school')}&status=requested`);
    expect(waiting.items).toContainEqual(expect.objectContaining({ resourceId, unitId: unitId('bank') }));
    expect(await actsOf(school!, path)).toEqual(['ConfirmBooking', 'DeclineBooking', 'CancelBooking']);
    await bank!.refused(`${path}/confirmation`, {}, 403, 'not-your-resource');
    await school!.refused(`${bookings}/${randomUUID()}/confirmation`, {}, 404, 'booking-not-found');
    await school!.did(`${path}/confirmation`);
    await school!.did(`${path}/confirmation`);
    expect(await bank!.got(path)).toMatchObject({ status: 'confirmed', until: at(days, 11) });
    await school!.refused(`${path}/decline`, { reason: 'No' }, 409, 'booking-confirmed');
  });

  it('is declined with the reason, which those concerned read', async () => {
    const { bookings, path, days } = await requested();
    await bank!.refused(`${path}/decline`, { reason: 'No' }, 403, 'not-your-resource');
    await school!.did(`${path}/decline`, { reason: '考试' });
    await school!.did(`${path}/decline`, { reason: '考试' });
    expect(await bank!.got(path)).toMatchObject({ status: 'declined', open: false, reason: '考试', acts: [] });
    expect(await residents!.got(path)).toMatchObject({ status: 'declined', reason: null });
    await school!.refused(`${path}/confirmation`, {}, 409, 'booking-over');
    await residents!.created(bookings, { quantity: 40, ...time(days) });
  });

  it('expires by the clock when nobody answers, once', async () => {
    const { path, resourceId } = await requested();
    await pass(49 * hour_ms, async () => (await eventsOf(resourceId)).includes('BookingExpired'));
    expect(await bank!.got(path)).toMatchObject({ status: 'expired', cause: 'unanswered', open: false });
    await school!.refused(`${path}/confirmation`, {}, 409, 'booking-over');
    expect((await eventsOf(resourceId)).filter((type) => type === 'BookingExpired')).toHaveLength(1);
  });
});

describe('A confirmed booking', () => {
  it('is used when its time is over, by the clock, and leaves nothing behind', async () => {
    const resourceId = await offer();
    const path = `resources/${resourceId}/bookings/${await bank!.created(`resources/${resourceId}/bookings`, { quantity: 30, ...time(1) })}`;
    await pass(day_ms + 12 * hour_ms, async () => (await eventsOf(resourceId)).includes('BookingUsed'));
    expect(await bank!.got(path)).toMatchObject({ status: 'used', open: false, until: null, acts: [] });
    await bank!.refused(`${path}/cancellation`, {}, 409, 'booking-over');
    expect((await app.database.query('SELECT count(*) AS n FROM engine.refused_answer WHERE answerer = $1', ['resources/booking-runs-out']))[0].n).toBe(0); // prettier-ignore
  });

  it('is cancelled by who booked it, in good time or late, and by the owner with a reason', async () => {
    const resourceId = await offer({ noticeHours: 48, quotaPerWeek: 2 });
    const bookings = `resources/${resourceId}/bookings`;
    const [early, late, owners] = [
      await bank!.created(bookings, { quantity: 1, ...time(20) }),
      await bank!.created(bookings, { quantity: 1, ...time(1, 16, 17) }),
      await bank!.created(bookings, { quantity: 1, ...time(30) }),
    ];
    await residents!.refused(`${bookings}/${early}/cancellation`, {}, 403, 'not-your-booking');
    await bank!.did(`${bookings}/${early}/cancellation`, { reason: '改期' });
    await bank!.did(`${bookings}/${early}/cancellation`, { reason: '改期' });
    await bank!.did(`${bookings}/${late}/cancellation`);
    await school!.refused(`${bookings}/${owners}/cancellation`, {}, 409, 'reason-needed');
    await school!.did(`${bookings}/${owners}/cancellation`, { reason: '维修' });
    const shown = async (id: string) => bank!.got(`${bookings}/${id}`);
    expect(await shown(early)).toMatchObject({ status: 'cancelled', cause: 'booker', late: false, reason: '改期' });
    expect(await shown(late)).toMatchObject({ status: 'cancelled', cause: 'booker', late: true });
    expect(await shown(owners)).toMatchObject({ status: 'cancelled', cause: 'owner', late: false, reason: '维修' });
    const page = await bank!.got(`${bookings}?status=cancelled&limit=2`);
    const rest = await bank!.got(`${bookings}?status=cancelled&limit=2&cursor=${page.next}`);
    expect([...page.items, ...rest.items].map(({ bookingId }) => bookingId)).toEqual([early, late, owners]);
    const between = `${bookings}?from=${at(19, 0)}&to=${at(21, 0)}&unitId=${unitId('bank')}`;
    expect((await bank!.got(between)).items).toEqual([expect.objectContaining({ bookingId: early })]);
    expect((await bank!.got(`${bookings}?unitId=${unitId('residents')}`)).items).toEqual([]);
  });

  it('counts for its unit’s week', async () => {
    const resourceId = await offer({ quotaPerWeek: 1, availability: { ...daily, rrule: 'FREQ=WEEKLY;BYDAY=WE' } });
    const bookings = `resources/${resourceId}/bookings`;
    const wednesday = Array.from({ length: 7 }, (_, n) => n + 7).find((n) => new Date(at(n, 12)).getUTCDay() === 3)!;
    await bank!.created(bookings, { quantity: 1, ...time(wednesday) });
    const spent = await bank!.refused(bookings, { quantity: 1, ...time(wednesday, 12, 13) }, 409, 'quota-spent');
    expect(spent.data).toMatchObject({ quotaPerWeek: 1, booked: 1 });
    expect(spent.data.nearest.map(({ from }: { from: string }) => from).slice(0, 2).sort()).toEqual([at(wednesday - 7, 16), at(wednesday + 7, 9)].filter((each) => each > app.clock.now())); // prettier-ignore
    await residents!.created(bookings, { quantity: 1, ...time(wednesday, 12, 13) });
    await bank!.created(bookings, { quantity: 1, ...time(wednesday + 7) });
  });
});

describe('A booked resource', () => {
  it('is revised beside its bookings, and withdrawn by who says that they are cancelled, and why', async () => {
    const resourceId = await offer();
    const bookings = `resources/${resourceId}/bookings`;
    const bookingId = await bank!.created(bookings, { quantity: 30, ...time(3) });
    const revision = `resources/${resourceId}/revision`;
    const less = await school!.refused(revision, { ...room, quantity: 29 }, 409, 'booked');
    expect(less.data).toEqual({ used: 30 });
    const shorter = { ...room, availability: { ...daily, duration: 'PT1H' } };
    const outside = await school!.refused(revision, shorter, 409, 'booked');
    const ref = { bookingId, unitId: unitId('bank'), quantity: 30 };
    expect(outside.data).toEqual({ bookings: [ref], count: 1 });
    await school!.refused(revision, { ...room, availability: { ...daily, rrule: 'FREQ=DAILY;UNTIL=20270230T090000' } }, 409, 'availability-unreadable'); // prettier-ignore
    await school!.did(revision, { ...room, quantity: 30 });
    const withdrawal = `resources/${resourceId}/withdrawal`;
    const held = await school!.refused(withdrawal, {}, 409, 'booked');
    expect(held.data).toEqual({ bookings: [ref], count: 1 });
    await school!.refused(withdrawal, { cancelBookings: true }, 409, 'reason-needed');
    await school!.did(withdrawal, { cancelBookings: true, reason: '出售' });
    expect(await bank!.got(`${bookings}/${bookingId}`)).toMatchObject({
      ...{ status: 'cancelled', cause: 'resource-withdrawn', reason: '出售', open: false, until: null, acts: [] },
    });
    await bank!.refused(bookings, { quantity: 1, ...time(3) }, 409, 'resource-not-offered');
    const kept = await app.database.manager.countBy(DeadlineRow, { key: bookingId, dueAt: Not(IsNull()) });
    expect(kept).toBe(0);
  });

  it('goes with the unit that leaves, and so do the bookings of that unit', async () => {
    const here = await app.found({ units: ['park', 'depot'] });
    const [park, depot] = [here.as('park'), here.as('depot')];
    const [bus, hall] = [await depot.created('resources', room), await park.created('resources', room)];
    const ofBus = await park.created(`resources/${bus}/bookings`, { quantity: 1, ...time(3) });
    const ofHall = await depot.created(`resources/${hall}/bookings`, { quantity: 40, ...time(3) });
    await depot.did(`units/${here.unit('depot').unitId}/leave`);
    await app.settled();
    const status = async (path: string) => {
      const { status, cause } = await park.got(path);
      return { status, cause };
    };
    expect(await status(`resources/${bus}/bookings/${ofBus}`)).toEqual({ status: 'cancelled', cause: 'resource-withdrawn' }); // prettier-ignore
    expect(await status(`resources/${hall}/bookings/${ofHall}`)).toEqual({ status: 'cancelled', cause: 'unit-left' });
  });
});

describe('A waitlist', () => {
  it('is joined where so much is not free, and gives places in order, each for a day', async () => {
    const resourceId = await offer({ noticeHours: 24 });
    const bookings = `resources/${resourceId}/bookings`;
    const standing = await bank!.created(bookings, { quantity: 30, ...time(20) });
    await residents!.refused(bookings, { quantity: 20, ...time(20) }, 409, 'not-free');
    await residents!.refused(
      bookings,
      { quantity: 20, ...time(20, 8, 10), waitlist: true },
      409,
      'outside-availability',
    );
    const first = await residents!.created(bookings, { quantity: 20, ...time(20), waitlist: true });
    const large = await residents!.created(bookings, { quantity: 40, ...time(20), waitlist: true });
    const small = await residents!.created(bookings, { quantity: 15, ...time(20), waitlist: true });
    const shown = async (id: string) => residents!.got(`${bookings}/${id}`);
    expect(await shown(first)).toMatchObject({ status: 'waitlisted', open: true, until: at(20, 9) });
    await residents!.refused(`${bookings}/${first}/acceptance`, {}, 409, 'booking-not-promoted');
    await residents!.refused(`${bookings}/${first}/rescheduling`, time(21), 409, 'booking-waits');
    await school!.refused(`${bookings}/${first}/confirmation`, {}, 409, 'booking-waits');
    await school!.refused(`${bookings}/${first}/decline`, { reason: 'x' }, 409, 'booking-waits');

    await bank!.did(`${bookings}/${standing}/cancellation`);
    expect(await Promise.all([first, large, small].map(async (id) => (await shown(id)).status))).toEqual([
      'promoted',
      'waitlisted',
      'promoted',
    ]);
    await bank!.refused(bookings, { quantity: 6, ...time(20) }, 409, 'not-free');
    await bank!.refused(`${bookings}/${first}/acceptance`, {}, 403, 'not-your-booking');
    expect(await actsOf(residents!, `${bookings}/${first}`)).toEqual(['AcceptPromotion', 'CancelBooking']);
    await residents!.did(`${bookings}/${first}/acceptance`);
    await residents!.did(`${bookings}/${first}/acceptance`);
    expect(await shown(first)).toMatchObject({ status: 'confirmed', until: at(20, 11) });

    await pass(25 * hour_ms, async () => (await eventsOf(resourceId)).includes('PromotionLapsed'));
    expect(await shown(small)).toMatchObject({ status: 'lapsed', open: false });
    await residents!.refused(`${bookings}/${small}/acceptance`, {}, 409, 'booking-over');
    await residents!.did(`${bookings}/${first}/cancellation`);
    expect(await shown(large)).toMatchObject({ status: 'promoted' });
  });

  it('leads to its owner where that decides', async () => {
    const resourceId = await offer({ approval: 'owner', quantity: 1 });
    const bookings = `resources/${resourceId}/bookings`;
    const standing = await bank!.created(bookings, { quantity: 1, ...time(20) });
    const next = await residents!.created(bookings, { quantity: 1, ...time(20), waitlist: true });
    await school!.did(`${bookings}/${standing}/decline`, { reason: '维修' });
    await residents!.did(`${bookings}/${next}/acceptance`);
    expect(await school!.got(`${bookings}/${next}`)).toMatchObject({ status: 'requested' });
    await school!.did(`${bookings}/${next}/confirmation`);
    expect(await school!.got(`${bookings}/${next}`)).toMatchObject({ status: 'confirmed' });
  });

  it('ends when its time comes', async () => {
    const resourceId = await offer({ quantity: 1 });
    const bookings = `resources/${resourceId}/bookings`;
    await bank!.created(bookings, { quantity: 1, ...time(2) });
    const waiting = await residents!.created(bookings, { quantity: 1, ...time(2, 10, 12), waitlist: true });
    await pass(2 * day_ms + 12 * hour_ms, async () => (await eventsOf(resourceId)).includes('BookingExpired'));
    expect(await bank!.got(`${bookings}/${waiting}`)).toMatchObject({ status: 'expired', cause: 'never-free' });
  });

  it('moves on when there is more of the resource, or less set aside, or it is offered again', async () => {
    const resourceId = await school!.created('resources', { ...chairs, quantity: 10 });
    const bookings = `resources/${resourceId}/bookings`;
    await bank!.created(bookings, { quantity: 10 });
    const waiting = await residents!.created(bookings, { quantity: 5, waitlist: true });
    await school!.did(`resources/${resourceId}/pause`);
    await school!.did(`resources/${resourceId}/revision`, { ...chairs, quantity: 15 });
    expect(await bank!.got(`${bookings}/${waiting}`)).toMatchObject({ status: 'waitlisted' });
    await school!.did(`resources/${resourceId}/resumption`);
    expect(await bank!.got(`${bookings}/${waiting}`)).toMatchObject({ status: 'promoted' });
  });
});

describe('Rescheduling a booking', () => {
  it('moves it by the rules of a new one, less itself, and what it held is for who waits', async () => {
    const resourceId = await offer({ noticeHours: 24 });
    const bookings = `resources/${resourceId}/bookings`;
    const id = await bank!.created(bookings, { quantity: 40, ...time(3) });
    const waiting = await residents!.created(bookings, { quantity: 1, ...time(3, 9, 10), waitlist: true });
    const path = `${bookings}/${id}/rescheduling`;
    await residents!.refused(path, time(4), 403, 'not-your-booking');
    await bank!.refused(path, time(4, 16, 18), 409, 'outside-availability');
    await bank!.refused(path, { quantity: 41 }, 409, 'more-than-there-is');
    await bank!.did(path, time(3, 10, 12));
    await bank!.did(path, time(3, 10, 12));
    expect(await bank!.got(`${bookings}/${id}`)).toMatchObject({ ...time(3, 10, 12), status: 'confirmed', until: at(3, 12) }); // prettier-ignore
    expect(await bank!.got(`${bookings}/${waiting}`)).toMatchObject({ status: 'promoted' });
    expect(await bank!.created(bookings, { bookingId: id, quantity: 40, ...time(3) })).toBe(id);
    const soon = await bank!.created(bookings, { quantity: 1, ...time(1, 9, 10) });
    app.clock.advance(Math.max(0, Date.parse(at(1, 9)) - Date.parse(app.clock.now()) - 20 * hour_ms));
    await bank!.refused(`${bookings}/${soon}/rescheduling`, time(9), 409, 'notice-over');
  });

  it('asks the owner again', async () => {
    const resourceId = await offer({ approval: 'owner' });
    const bookings = `resources/${resourceId}/bookings`;
    const id = await bank!.created(bookings, { quantity: 1, ...time(5) });
    await school!.did(`${bookings}/${id}/confirmation`);
    await bank!.did(`${bookings}/${id}/rescheduling`, { quantity: 2 });
    expect(await school!.got(`${bookings}/${id}`)).toMatchObject({ status: 'requested', quantity: 2, ...time(5) });
  });
});

describe('A series of bookings', () => {
  it('has a verdict for each date, and each is a booking', async () => {
    const resourceId = await offer({ quotaPerWeek: 2 });
    const bookings = `resources/${resourceId}/bookings`;
    const day = (days: number) => new Date(Date.parse(at(days, 12))).toISOString().slice(0, 10);
    await residents!.created(bookings, { quantity: 30, ...time(9) });
    const times = { from: day(2), rrule: 'FREQ=DAILY;INTERVAL=7;COUNT=4', start: '09:00', duration: 'PT2H' };
    const wanted = { seriesId: randomUUID(), quantity: 20, times, purpose: '合唱团' };
    const { status, headers } = await bank!.post(`resources/${resourceId}/series`, wanted);
    expect(status).toBe(201);
    expect(await bank!.created(`resources/${resourceId}/series`, wanted)).toBe(wanted.seriesId);
    await bank!.refused(`resources/${resourceId}/series`, { ...wanted, quantity: 1 }, 409, 'series-id-taken');
    const found = await bank!.got(headers.get('location')!);
    expect(found).toMatchObject({ seriesId: wanted.seriesId, unitId: unitId('bank'), times });
    expect(found.dates).toEqual(
      [2, 9, 16, 23].map((days) =>
        days === 9
          ? { ...time(days), verdict: 'refused', refusals: ['not-free'] }
          : { ...time(days), verdict: 'confirmed', bookingId: expect.any(String) },
      ),
    );
    const { acts, ...row } = found;
    expect(acts).toMatchObject([{ act: 'CancelSeries' }]);
    expect((await bank!.got(`resources/${resourceId}/series`)).items).toEqual([row]);
    const { items } = await bank!.got(`${bookings}?seriesId=${wanted.seriesId}`);
    expect(items.map(({ from, status }: Record<string, string>) => [from, status])).toEqual(
      expect.arrayContaining([2, 16, 23].map((days) => [at(days, 9), 'confirmed'])),
    );
    expect(await bank!.got(`${bookings}/${found.dates[0].bookingId}`)).toMatchObject({ purpose: '合唱团' });
  });

  it('is cancelled in one go, by who booked or by the owner: what has begun or is out stays', async () => {
    const resourceId = await offer();
    const all = `resources/${resourceId}/series`;
    const from = at(1, 12).slice(0, 10);
    const times = { from, rrule: 'FREQ=WEEKLY;COUNT=3', start: '09:00', duration: 'PT2H' };
    const series = `${all}/${await bank!.created(all, { quantity: 20, times })}`;
    const waiting = await residents!.created(`resources/${resourceId}/bookings`, { quantity: 40, ...time(8), waitlist: true }); // prettier-ignore
    const { dates } = await bank!.got(series);
    await school!.did(`resources/${resourceId}/bookings/${dates[2].bookingId}/handover`);
    for (const client of [bank!, school!]) expect(await actsOf(client, series)).toEqual(['CancelSeries']);
    expect(await actsOf(residents!, series)).toEqual([]);
    await residents!.refused(`${series}/cancellation`, {}, 403, 'not-your-booking');
    await school!.refused(`${series}/cancellation`, {}, 409, 'reason-needed');
    for (let twice = 0; twice < 2; twice++) await bank!.did(`${series}/cancellation`, { reason: '合唱团放假' });
    expect(await bank!.got(series)).toMatchObject({
      cancelledAt: expect.any(String),
      cancelled: [1, 8, 15].map((days, n) => ({ ...time(days), bookingId: dates[n].bookingId, ...(n < 2 ? { verdict: 'cancelled' } : { verdict: 'refused', refusals: ['booking-handed-over'] }) })), // prettier-ignore
      dates,
      acts: [],
    });
    const bookings = await bank!.got(`resources/${resourceId}/bookings?unitId=${unitId('bank')}`);
    expect(bookings.items.map(({ status }: { status: string }) => status).sort()).toEqual(['cancelled', 'cancelled', 'handed-over']); // prettier-ignore
    expect(await residents!.got(`resources/${resourceId}/bookings/${waiting}`)).toMatchObject({ status: 'promoted' });
    await bank!.refused(`${all}/${randomUUID()}/cancellation`, {}, 404, 'series-not-found');
    await bank!.refused(`resources/${randomUUID()}/series/${randomUUID()}/cancellation`, {}, 404, 'resource-not-found');
    const later = `${all}/${await bank!.created(all, { quantity: 1, times })}`;
    await school!.did(`${later}/cancellation`, { reason: '装修' });
    expect((await bank!.got(later)).cancelled).toHaveLength(2);
  });

  it('is listed for its unit over all resources, last requested first', async () => {
    const [room, stock] = [await offer(), await school!.created('resources', chairs)];
    const since = new Set<string>();
    for (const [resourceId, wanted] of [
      [room, time(4)],
      [stock, {}],
      [room, time(2)],
    ] as const)
      since.add(await residents!.created(`resources/${resourceId}/bookings`, { quantity: 1, ...wanted }));
    await bank!.created(`resources/${room}/bookings`, { quantity: 1, ...time(3) });
    const ours = `bookings?unitId=${unitId('residents')}&newestFirst=true&limit=2`;
    const { items, next } = await residents!.got(ours);
    const rest = await residents!.got(`${ours}&cursor=${next}`);
    const ids = [...items, ...rest.items].map(({ bookingId }: { bookingId: string }) => bookingId);
    expect(ids.slice(0, 3)).toEqual([...since].reverse());
  });

  it('is refused where no date can be, and where there are too many', async () => {
    const resourceId = await offer();
    const series = `resources/${resourceId}/series`;
    const from = at(1, 12).slice(0, 10);
    const book = (times: object, resource = series) => ({ quantity: 1, times: { from, start: '09:00', duration: 'PT1H', ...times }, resource }); // prettier-ignore
    await bank!.refused(series, { quantity: 1, times: book({ rrule: 'FREQ=DAILY' }).times }, 409, 'series-too-long');
    await bank!.refused(series, { quantity: 1, times: book({ rrule: 'FREQ=DAILY;UNTIL=20200101' }).times }, 409, 'series-empty'); // prettier-ignore
    const night = { quantity: 1, times: book({ rrule: 'FREQ=DAILY;COUNT=2', start: '22:00' }).times };
    const refused = await bank!.refused(series, night, 409, 'series-refused');
    expect(refused.data.dates).toMatchObject([
      { verdict: 'refused', refusals: ['outside-availability'] },
      { verdict: 'refused', refusals: ['outside-availability'] },
    ]);
    await bank!.refused(`resources/${randomUUID()}/series`, night, 404, 'resource-not-found');
    expect((await bank!.get(`${series}/${randomUUID()}`)).body.type).toBe('/problems/series-not-found');
  });
});

describe('What is booked', () => {
  it('is handed over and comes back, in a condition', async () => {
    const resourceId = await offer({ kind: 'vehicle', unitOfMeasure: 'buses', quantity: 1, approval: 'owner' });
    const bookings = `resources/${resourceId}/bookings`;
    const path = `${bookings}/${await bank!.created(bookings, { quantity: 1, ...time(3) })}`;
    await school!.refused(`${path}/handover`, {}, 409, 'booking-not-confirmed');
    await school!.did(`${path}/confirmation`);
    await school!.refused(`${path}/return`, { condition: 'good' }, 409, 'booking-not-handed-over');
    await bank!.refused(`${path}/handover`, {}, 403, 'not-your-resource');
    await school!.did(`${path}/handover`);
    await school!.did(`${path}/handover`);
    expect(await bank!.got(path)).toMatchObject({ status: 'handed-over', open: true, until: null });
    await bank!.refused(`${path}/cancellation`, {}, 409, 'booking-handed-over');
    await bank!.refused(`${path}/rescheduling`, time(4), 409, 'booking-handed-over');
    await school!.refused(`${path}/consumption`, {}, 409, 'booking-not-issued');
    await school!.refused(`${path}/return`, { condition: 'good', quantity: 2 }, 409, 'more-than-handed-over');
    await bank!.refused(`${path}/return`, { condition: 'good' }, 403, 'not-your-resource');
    const waiting = await residents!.created(bookings, { quantity: 1, ...time(3), waitlist: true });
    await school!.did(`${path}/return`, { condition: 'damaged', damage: '后视镜' });
    await school!.did(`${path}/return`, { condition: 'damaged', damage: '后视镜' });
    expect(await bank!.got(path)).toMatchObject({
      status: 'returned',
      condition: 'damaged',
      damage: '后视镜',
      open: false,
    });
    expect(await residents!.got(path)).toMatchObject({ damage: null });
    expect(await residents!.got(`${bookings}/${waiting}`)).toMatchObject({ status: 'promoted' });
  });

  it('of a stock is issued, and comes back or is used up', async () => {
    const resourceId = await school!.created('resources', chairs);
    const bookings = `resources/${resourceId}/bookings`;
    const [some, all] = [
      `${bookings}/${await bank!.created(bookings, { quantity: 20 })}`,
      `${bookings}/${await residents!.created(bookings, { quantity: 10 })}`,
    ];
    await school!.refused(`${some}/no-show`, {}, 409, 'booking-not-begun');
    for (const path of [some, all]) await school!.did(`${path}/handover`);
    expect(await bank!.got(some)).toMatchObject({ status: 'issued' });
    await school!.did(`${some}/return`, { condition: 'worn', quantity: 18 });
    await bank!.refused(`${all}/consumption`, {}, 403, 'not-your-booking');
    await residents!.did(`${all}/consumption`);
    await residents!.did(`${all}/consumption`);
    expect(await bank!.got(some)).toMatchObject({ status: 'returned', consumed: 2 });
    expect(await bank!.got(all)).toMatchObject({ status: 'consumed', consumed: 10 });
    expect(await bank!.got(`resources/${resourceId}`)).toMatchObject({ consumed: 12, used: 12, free: 38 });
    await bank!.refused(bookings, { quantity: 39 }, 409, 'not-free');
    await school!.refused(`resources/${resourceId}/revision`, { ...chairs, quantity: 11 }, 409, 'booked');
  });

  it('is not missed by who does not come: the owner says so, also afterwards', async () => {
    const resourceId = await offer({ quotaPerWeek: 5 });
    const bookings = `resources/${resourceId}/bookings`;
    const path = `${bookings}/${await bank!.created(bookings, { quantity: 1, ...time(1) })}`;
    await school!.refused(`${path}/no-show`, {}, 409, 'booking-not-begun');
    await pass(day_ms + 12 * hour_ms, async () => (await eventsOf(resourceId)).includes('BookingUsed'));
    expect(await actsOf(school!, path)).toEqual(['ReportNoShow']);
    await bank!.refused(`${path}/no-show`, {}, 403, 'not-your-resource');
    await school!.did(`${path}/no-show`, { reason: '没来' });
    await school!.did(`${path}/no-show`);
    expect(await bank!.got(path)).toMatchObject({ status: 'no-show', reason: '没来', open: false, acts: [] });
  });
});

it('Of 64 that want the last seat at once, one gets it', async () => {
  const resourceId = await offer({ quantity: 1 });
  const wanted = { quantity: 1, ...time(3) };
  const clients = [residents!, bank!];
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, n) => clients[n % 2]!.post(`resources/${resourceId}/bookings`, wanted)),
  );
  const codes = answers.map(({ status, body }) => (status === 201 ? 'confirmed' : body.type));
  expect(codes.filter((code) => code === 'confirmed')).toHaveLength(1);
  expect(codes.filter((code) => code === '/problems/not-free')).toHaveLength(63);
  expect(await eventsOf(resourceId)).toEqual(['ResourceOffered', 'BookingRequested', 'BookingConfirmed']);
});

describe('The availability of a resource', () => {
  it('shows what is free when, over a span', async () => {
    const resourceId = await offer();
    const bookings = `resources/${resourceId}/bookings`;
    await bank!.created(bookings, { quantity: 30, ...time(3, 9, 11) });
    await residents!.created(bookings, { quantity: 10, ...time(3, 10, 12) });
    const cancelled = await bank!.created(bookings, { quantity: 5, ...time(4, 9, 11) });
    await bank!.did(`${bookings}/${cancelled}/cancellation`);
    const path = `resources/${resourceId}/availability?from=${at(3, 0)}&to=${at(4, 12)}`;
    const found = await residents!.got(path);
    expect(found).toEqual({
      ...{ resourceId, timeZone: 'Asia/Shanghai', from: at(3, 0), to: at(4, 12), unitOfMeasure: 'seats', quantity: 40 },
      times: [
        { ...time(3, 9, 10), free: 10 },
        { ...time(3, 10, 11), free: 0 },
        { ...time(3, 11, 12), free: 30 },
        { ...time(3, 12, 17), free: 40 },
        { ...time(4, 9, 12), free: 40 },
      ],
      revision: 7,
    });
    await school!.did(`resources/${resourceId}/pause`);
    expect((await residents!.got(path)).times).toEqual([]);
  });

  it('of a stock is all of it, less what is taken', async () => {
    const resourceId = await school!.created('resources', chairs);
    await bank!.created(`resources/${resourceId}/bookings`, { quantity: 30 });
    const found = await bank!.got(`resources/${resourceId}/availability?from=${at(0, 0)}&to=${at(1, 0)}`);
    expect(found.times).toEqual([{ from: at(0, 0), to: at(1, 0), free: 20 }]);
  });

  it('is asked for a span that is one, and not too long', async () => {
    const resourceId = await offer();
    const ask = async (query: string) => (await bank!.get(`resources/${resourceId}/availability${query}`)).body.type;
    expect(await ask(`?from=${at(1, 0)}&to=${at(1, 0)}`)).toBe('/problems/time-empty');
    expect(await ask(`?from=${at(1, 0)}&to=${at(95, 0)}`)).toBe('/problems/time-too-long');
    expect(await ask('')).toBe('/problems/malformed');
  });
});

it('Of 64 that want the last seat at once, one gets it and the others wait', async () => {
  const resourceId = await offer({ quantity: 1 });
  const wanted = { quantity: 1, ...time(3), waitlist: true };
  const clients = [residents!, bank!];
  const bookings = `resources/${resourceId}/bookings`;
  await Promise.all(Array.from({ length: 64 }, (_, n) => clients[n % 2]!.created(bookings, wanted)));
  const count = async (status: string) => (await bank!.got(`${bookings}?status=${status}&limit=200`)).items.length;
  expect([await count('confirmed'), await count('waitlisted')]).toEqual([1, 63]);
});
