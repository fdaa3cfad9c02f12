import { evidence, startProjects } from './approved-project.js';

let here: Awaited<ReturnType<typeof startProjects>>;
beforeAll(async () => (here = await startProjects()));
afterAll(() => here.app.close());

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const within = (ms: number) => new Date(Date.parse(here.app.clock.now()) + ms).toISOString();
const dayIn = (days: number) => within(days * day_ms + 8 * hour_ms).slice(0, 10);
const statement = (unit: string, query = '') => here.residents.got(`units/${here.idOf(unit)}/statement${query}`);
const nothing = { facts: 0, quantity: 0 };
const none = { entitled: 0, taken: 0 };
const lamps = { kind: 'goods', unitOfMeasure: 'pieces' };
const hours = { kind: 'labour', unitOfMeasure: 'hours' };

describe("A unit's statement", () => {
  it('of a unit that has done nothing says so', async () => {
    const { idOf } = here;
    const said = await statement('clinic');
    expect(said).toEqual({
      ...{ unitId: idOf('clinic'), name: { en: 'clinic' }, gave: [], received: [], promises: [], shared: [] },
      ...{ lent: [], borrowed: [], sittings: none, ballots: none, motionsTabled: 0 },
      actions: { given: 0, done: 0, reported: 0, declined: 0, overdue: 0 },
      from: expect.any(String),
      until: expect.any(String),
    });
    expect(Date.parse(said.until) - Date.parse(said.from)).toBe(92 * day_ms);
  });

  it('says what it promised in a time, and what has become of all of it, in each unit of measure', async () => {
    const { app, bank, school, approved, pledged, delivered } = here;
    const from = within(0);
    const of = await approved({}, { ...hours, quantity: 100 }, { quantity: 9 });
    const ofHours = { ...of, requirementId: of.requirementIds[1]! };
    const kept = await pledged(of, 5);
    await delivered(kept.pledge, 2);
    const wrong = await delivered(kept.pledge, 1);
    await school.did(`${wrong}/reversal`, { reason: 'Miscounted' });
    await delivered(kept.pledge, 3);
    const open = await pledged(of, 7);
    await delivered(open.pledge, 1);
    await bank.created(`${open.pledge}/deliveries`, { quantity: 2, evidence }); // not confirmed
    const back = await pledged(of, 4);
    await delivered(back.pledge, 1);
    await bank.did(`${back.pledge}/withdrawal`);
    const declined = await bank.created(of.pledges, { requirementId: of.requirementId, quantity: 3 });
    await school.did(`${of.pledges}/${declined}/decline`, {});
    await bank.created(of.pledges, { requirementId: of.requirementId, quantity: 2 });
    const moving = await pledged(of, 6);
    await bank.did(`${moving.pledge}/reallocation`, { requirementId: of.requirementIds[2] });
    const late = await pledged(ofHours, 10, { until: dayIn(1) });
    await delivered(late.pledge, 4);
    const until = within(1_000);
    app.clock.advance(3 * day_ms);
    for (const end = Date.now() + 8_000; (await bank.got(late.pledge)).status !== 'released';)
      if (Date.now() > end) throw new Error('it has not lapsed');
    await pledged(ofHours, 1); // not of this time any more

    const period = `?from=${from}&until=${until}`;
    const said = await statement('bank', period);
    expect(said).toMatchObject({ from, until });
    expect(said.gave).toEqual([
      { ...lamps, facts: 4, quantity: 7 },
      { ...hours, facts: 1, quantity: 4 },
    ]);
    expect((await statement('school', period)).received).toEqual(said.gave);
    expect(said.received).toEqual([]);
    const [pieces, time] = said.promises;
    expect(pieces).toEqual({
      ...lamps,
      ...{ promised: { facts: 6, quantity: 27 }, takenOver: { facts: 1, quantity: 6 } },
      ...{ waiting: { facts: 1, quantity: 2 }, declined: { facts: 1, quantity: 3 }, open: { facts: 2, quantity: 12 } },
      ...{ delivered: { facts: 3, quantity: 7 }, kept: { facts: 1, quantity: 5 } },
      ...{ withdrawn: { facts: 1, quantity: 3 }, lapsed: nothing, released: nothing, moved: { facts: 1, quantity: 6 } },
    });
    expect(time).toMatchObject({ ...hours, promised: { facts: 1, quantity: 10 }, lapsed: { facts: 1, quantity: 6 } });
    for (const { promised, takenOver, ...became } of said.promises) {
      const parts = ['waiting', 'declined', 'open', 'delivered', 'withdrawn', 'lapsed', 'released', 'moved'];
      const sum = parts.reduce((all, part) => all + became[part].quantity, 0);
      expect(sum).toBe(promised.quantity + takenOver.quantity);
    }
  });

  it('says what it shares, what others used of it, and what it used of others', async () => {
    const { app, bank, clinic } = here;
    const [from, mine] = [
      within(0),
      { approval: 'automatic', name: { en: 'Yard' }, kind: 'venue', unitOfMeasure: 'seats' },
    ];
    const availability = { rrule: 'FREQ=DAILY', start: '00:00', duration: 'P1D' };
    const resourceId = await clinic.created('resources', { ...mine, quantity: 50, availability });
    const bookings = `resources/${resourceId}/bookings`;
    const { since: offeredAt } = await clinic.got(`resources/${resourceId}`);
    const book = (days: number, quantity: number) =>
      bank.created(bookings, { quantity, from: within(days * day_ms), to: within(days * day_ms + hour_ms) });
    const used = [await book(1, 10), await book(1, 5)];
    const cancelled = await book(1, 20);
    await bank.did(`${bookings}/${cancelled}/cancellation`);
    await book(9, 1);
    app.clock.advance(2 * day_ms);
    for (const id of used)
      for (const end = Date.now() + 8_000; (await bank.got(`${bookings}/${id}`)).status !== 'used';)
        if (Date.now() > end) throw new Error('it is not over');
    const seats = { kind: 'venue', unitOfMeasure: 'seats' };
    const said = await statement('clinic', `?from=${from}&until=${within(0)}`);
    const minutes = (Date.parse(said.until) - Date.parse(offeredAt)) / 60_000;
    const usedTime = { used: (10 + 5) * 60, available: expect.any(Number), percent: 0 }; // the hour of the day after the next is to come
    expect(said).toMatchObject({ shared: [{ ...seats, facts: 1, quantity: 50, usedTime, stock: null }], borrowed: [] });
    expect(Math.abs(said.shared[0].usedTime.available - 50 * minutes)).toBeLessThanOrEqual(1);
    const all = await statement('clinic', `?from=2020-01-01T00:00:00.000Z`);
    expect(all.shared).toMatchObject([{ ...seats, usedTime: null, stock: null }]);
    expect(said.lent).toEqual([{ ...seats, facts: 2, quantity: 15 }]);
    expect((await statement('bank', `?from=${from}&until=${within(0)}`)).borrowed).toEqual(said.lent);
    expect((await statement('bank', `?from=${within(0)}&until=${within(day_ms)}`)).borrowed).toEqual([]);
  });

  it('says in which votes and sittings it took part, of those that it was entitled to', async () => {
    const { app, residents, school, bank, clinic, decide } = here;
    const from = within(0);
    await decide({ kind: 'other' });
    const motionId = await school.created('motions', { title: { en: 'A feast?' }, about: { kind: 'other' } });
    const vote = async () => {
      await residents.did(`motions/${motionId}/voting`, { closesAt: within(hour_ms) });
      await bank.did(`motions/${motionId}/ballots`, { choice: 'for' });
      await bank.did(`motions/${motionId}/ballots`, { choice: 'against' });
    };
    await clinic.did(`motions/${motionId}/interests`, {});
    await vote();
    app.clock.advance(2 * hour_ms);
    for (const end = Date.now() + 8_000; (await bank.got(`motions/${motionId}`)).status !== 'quorum-missed';)
      if (Date.now() > end) throw new Error('it is not closed');
    await residents.did(`motions/${motionId}/voting`, { closesAt: within(hour_ms) }); // put again
    const meetingId = await residents.created('meetings', {
      ...{ from: within(8 * day_ms), to: within(8 * day_ms + hour_ms), place: { en: 'School' } },
    });
    app.clock.advance(8 * day_ms);
    for (const unit of [residents, school]) await unit.did(`meetings/${meetingId}/attendance`);
    await residents.did(`meetings/${meetingId}/opening`);
    await residents.did(`meetings/${meetingId}/closing`);
    const period = `?from=${from}&until=${within(0)}`;
    expect(await statement('bank', period)).toMatchObject({
      ...{ ballots: { entitled: 3, taken: 2 }, sittings: { entitled: 1, taken: 0 }, motionsTabled: 1 },
    });
    expect(await statement('clinic', period)).toMatchObject({ ballots: { entitled: 1, taken: 1 } });
    expect(await statement('school', period)).toMatchObject({
      ...{ ballots: { entitled: 3, taken: 1 }, sittings: { entitled: 1, taken: 1 }, motionsTabled: 1 },
    });
  });

  it('says what it was given to do, and what became of it', async () => {
    const { app, residents, bank, clinic, decide, idOf } = here;
    const motionId = await decide({ kind: 'other' });
    const from = within(0);
    const give = () =>
      residents.created('actions', { motionId, title: { en: 'Signs' }, unitId: idOf('clinic'), due: dayIn(1) });
    const [done, declined, late] = [await give(), await give(), await give()];
    await clinic.did(`actions/${done}/report`, { words: 'Done' });
    await residents.did(`actions/${done}/confirmation`);
    await clinic.did(`actions/${declined}/decline`, { reason: 'No hands' });
    app.clock.advance(3 * day_ms);
    for (const end = Date.now() + 8_000; (await bank.got(`actions/${late}`)).status !== 'overdue';)
      if (Date.now() > end) throw new Error('it is not overdue');
    const { actions } = await statement('clinic', `?from=${from}`);
    expect(actions).toEqual({ given: 3, done: 1, reported: 0, declined: 1, overdue: 1 });
  });

  it('is for its people, for officers and for the operator, and of a time that is none of nobody', async () => {
    const { app, alliance, school, bank, idOf } = here;
    const path = `${alliance.path}/units/${idOf('school')}/statement`;
    expect((await school.get(path)).status).toBe(200);
    expect((await app.operator.get(path)).status).toBe(200);
    expect(await bank.get(path)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    const odd = await school.get(`${path}?from=${within(0)}&until=${within(0)}`);
    expect(odd).toMatchObject({ status: 409, body: { type: '/problems/period-empty' } });
    const nobody = `${alliance.path}/units/${crypto.randomUUID()}/statement`;
    expect(await school.get(nobody)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(await app.operator.get(nobody)).toMatchObject({ status: 404, body: { type: '/problems/unit-not-found' } });
    expect((await school.get(`${path}?from=yesterday`)).status).toBe(400);
  });
});
