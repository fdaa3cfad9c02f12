import { setTimeout } from 'node:timers/promises';
import { startApp, type Client, type TestApp } from './app.js';
import { evidence, projectsIn } from './approved-project.js';

let app: TestApp;
let here: Awaited<ReturnType<typeof projectsIn>>;
beforeAll(async () => (app = await startApp()));
beforeEach(async () => (here = await projectsIn(app)));
afterAll(() => app.close());

const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const within = (ms: number) => new Date(Date.parse(here.app.clock.now()) + ms).toISOString();
/** The day in Shanghai so many days from now, and when it is over. */
const dayIn = (days: number) => within(days * day_ms + 8 * hour_ms).slice(0, 10);
const endOf = (day: string) => `${day}T16:00:00.000Z`;
const { parse } = Date;
/** Asks until it is so: the clock may still be at work. */
const until = async <T>(ask: () => Promise<T>, is: (seen: T) => boolean): Promise<T> => {
  for (const end = parse(new Date().toISOString()) + 8_000; ; await setTimeout(25)) {
    await here.app.settled();
    const seen = await ask();
    if (is(seen)) return seen;
    if (Date.now() > end) throw new Error(`it is not so: ${JSON.stringify(seen)}`);
  }
};
const matters = async (to: Client, kind = '', of = 'open-matters'): Promise<any[]> =>
  (await to.got(`${of}${kind && `?kind=${kind}`}`)).items;
const ours = (to: Client, unit: string, kind = '') => matters(to, kind, `units/${here.idOf(unit)}/open-matters`);
const kindsOf = (all: readonly { kind: string }[]) => all.map(({ kind }) => kind).sort();
const task = (motionId: string, unit: string, due: string) =>
  here.residents.created('actions', { motionId, title: { en: 'Put up signs' }, unitId: here.idOf(unit), due });
const other = { kind: 'other' };
const tabled = () => here.school.created('motions', { title: { en: 'A feast?' }, about: other });
const held = async () => {
  const meetingId = await here.residents.created('meetings', {
    ...{ from: within(8 * day_ms), to: within(8 * day_ms + 2 * hour_ms), place: { en: 'Property home' } },
  });
  here.app.clock.advance(8 * day_ms);
  for (const unit of [here.residents, here.school]) await unit.did(`meetings/${meetingId}/attendance`);
  await here.residents.did(`meetings/${meetingId}/opening`);
  await here.residents.did(`meetings/${meetingId}/closing`);
  return meetingId;
};

describe('What is open in an alliance', () => {
  it('is nothing in the beginning', async () => {
    expect(await matters(here.bank)).toEqual([]);
    for (const unit of ['residents', 'bank']) expect(await ours(here.residents, unit)).toEqual([]);
  });

  it('is what projects lack: without a taker, or short; most urgent first', async () => {
    const { alliance, bank, school, approved, pledged } = here;
    const of = await approved({ due: dayIn(3) }, { kind: 'labour', unitOfMeasure: 'hours', quantity: 8 });
    await pledged(of, 12);
    const [short, untaken] = await matters(bank);
    const within = { type: 'project', id: of.projectId, title: { zh: '路灯', en: 'Street lights' } };
    const { decidedAt: since } = await bank.got(`motions/${of.motionId}`);
    const href = `${alliance.path}/${of.project}`;
    expect(short).toEqual({
      ...{ kind: 'requirement-short', urgency: 'soon', due: endOf(dayIn(3)), dueOn: dayIn(3) },
      subject: { type: 'requirement', id: of.requirementIds[0], title: { en: 'Lamps' } },
      ...{ within, unitId: null, since, quantity: 28, unitOfMeasure: 'pieces', href },
    });
    expect(untaken).toEqual({
      ...{ kind: 'requirement-untaken', urgency: 'open', due: null, dueOn: null },
      subject: { type: 'requirement', id: of.requirementIds[1], title: { en: 'Lamps' } },
      ...{ within, unitId: null, since, quantity: 8, unitOfMeasure: 'hours', href },
    });
    expect((await bank.get(short.href)).status).toBe(200);
    await pledged(of, 28);
    expect(kindsOf(await matters(bank))).toEqual(['requirement-untaken']);
    await school.did(`${of.project}/cancellation`, { reason: 'Not needed' });
    expect(await matters(bank)).toEqual([]);
  });

  it('is what was promised and is answered by the receiver, and what is late or lapsed', async () => {
    const { app, alliance, bank, school, clinic, approved, pledged, idOf } = here;
    const of = await approved({ due: dayIn(5), quantity: 40 });
    const made = await clinic.created(of.pledges, { requirementId: of.requirementId, quantity: 2 });
    const [waiting] = await matters(bank, 'pledge-acceptance');
    expect(waiting).toMatchObject({
      ...{ subject: { type: 'pledge', id: made }, within: { id: of.projectId }, unitId: idOf('school'), quantity: 2 },
      ...{ due: endOf(dayIn(5)), urgency: 'soon', href: `${alliance.path}/${of.pledges}/${made}` },
    });
    expect(await ours(school, 'school')).toEqual([waiting]);
    await school.did(`${of.pledges}/${made}/acceptance`);
    const { pledge, pledgeId } = await pledged(of, 12, { until: dayIn(1) });
    expect(await ours(bank, 'bank')).toMatchObject([
      { kind: 'delivery', subject: { id: pledgeId }, quantity: 12, dueOn: dayIn(1), unitId: idOf('bank') },
    ]);
    expect(await matters(bank, 'delivery')).toEqual([]);
    const deliveryId = await bank.created(`${pledge}/deliveries`, { quantity: 5, evidence });
    const [arrived] = await ours(school, 'school', 'delivery-confirmation');
    expect(await matters(bank, 'delivery-confirmation')).toEqual([arrived]);
    expect(arrived).toMatchObject({
      ...{ subject: { type: 'delivery', id: deliveryId }, quantity: 5, unitOfMeasure: 'pieces', due: null },
      ...{ unitId: idOf('school'), href: `${alliance.path}/${pledge}/deliveries/${deliveryId}` },
    });
    app.clock.advance(3 * day_ms); // while a delivery waits for the receiver, nothing lapses
    const [late] = await matters(bank, 'delivery');
    expect(late).toMatchObject({ subject: { id: pledgeId }, quantity: 7, urgency: 'late', unitId: idOf('bank') });
    await school.did(`${pledge}/deliveries/${deliveryId}/confirmation`);
    const [lapsed] = await until(() => matters(bank, 'pledge-lapsed'), ({ length }) => length > 0); // prettier-ignore
    expect(lapsed).toMatchObject({ subject: { id: pledgeId }, quantity: 7, unitId: idOf('bank'), urgency: 'late' });
    expect(await matters(bank, 'delivery')).toEqual([]);
    await pledged(of, 33);
    expect(await matters(bank, 'pledge-lapsed')).toEqual([]);
  });

  it('is a project that was submitted, until somebody puts it before the committee', async () => {
    const { app, alliance, residents, bank, school, decide } = here;
    const requirement = { requirementId: crypto.randomUUID(), kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 4 }; // prettier-ignore
    const projectId = await school.created('projects', { title: { en: 'Lights' }, requirements: [requirement] });
    const undecided = () => matters(bank, 'project-undecided');
    expect(await undecided()).toEqual([]);
    await school.did(`projects/${projectId}/submission`);
    const { submittedAt: since } = await bank.got(`projects/${projectId}`);
    expect(await undecided()).toMatchObject([
      { subject: { type: 'project', id: projectId }, unitId: null, since, urgency: 'open', href: `${alliance.path}/projects/${projectId}` }, // prettier-ignore
    ]);
    const about = { kind: 'project', projectId, asks: 'approve' };
    const motionId = await bank.created('motions', { title: { en: 'Lights?' }, about });
    expect(await undecided()).toEqual([]);
    await bank.did(`motions/${motionId}/withdrawal`);
    expect(await undecided()).toHaveLength(1);
    await decide({ ...about, asks: 'defer' }, 'against');
    expect(await undecided()).toHaveLength(1);
    await decide(about);
    expect(await undecided()).toEqual([]);
    await app.settled();
    expect(kindsOf(await matters(residents))).toEqual(['requirement-untaken']);
  });

  it('is a project whose receiver has left, until another is appointed: then what waits for it waits for that one', async () => {
    const { app, residents, bank, school, clinic, approved, pledged, idOf } = here;
    const of = await approved();
    const { pledge } = await pledged(of, 12);
    await clinic.created(of.pledges, { requirementId: of.requirementId, quantity: 2 });
    await bank.created(`${pledge}/deliveries`, { quantity: 5, evidence });
    expect(kindsOf(await ours(school, 'school'))).toEqual(['delivery-confirmation', 'pledge-acceptance']);
    expect(await matters(bank, 'project-receiver')).toEqual([]);
    await school.did(`units/${idOf('school')}/leave`);
    await app.settled();
    expect(await matters(bank, 'project-receiver')).toMatchObject([{ subject: { type: 'project', id: of.projectId }, unitId: null }]); // prettier-ignore
    await residents.did(`${of.project}/receiver`, { unitId: idOf('clinic') });
    expect(await matters(bank, 'project-receiver')).toEqual([]);
    expect(kindsOf(await ours(clinic, 'clinic'))).toEqual(['delivery-confirmation', 'pledge-acceptance']);
  });

  it('is a hearing whose time has come, until it is recorded', async () => {
    const { app, alliance, residents, bank } = here;
    const motionId = await tabled();
    const call = () => residents.created(`motions/${motionId}/hearings`, { kind: 'hearing', from: within(day_ms), place: { en: 'Yard' } }); // prettier-ignore
    const [held, off] = [await call(), await call()];
    const waiting = () => matters(bank, 'hearing-record');
    expect(await waiting()).toEqual([]);
    app.clock.advance(day_ms + hour_ms);
    const due = await waiting();
    expect(new Set(due.map(({ subject }) => subject.id))).toEqual(new Set([held, off]));
    expect(due[0]).toMatchObject({ within: { type: 'motion', id: motionId }, urgency: 'late', unitId: null });
    expect(due[0].href).toMatch(`${alliance.path}/motions/${motionId}/hearings/`);
    await residents.did(`motions/${motionId}/hearings/${held}/record`, { present: 9, summary: 'They want it.' });
    expect(await waiting()).toHaveLength(1);
    await residents.did(`motions/${motionId}/hearings/${off}/cancellation`, { reason: 'Nobody came' });
    expect(await waiting()).toEqual([]);
  });

  it('is what units are to do: once it is late, declined or reported', async () => {
    const { app, residents, bank, clinic, school, decide, idOf } = here;
    const motionId = await decide(other);
    const actionId = await task(motionId, 'bank', dayIn(2));
    expect(await matters(residents)).toEqual([]);
    const [own] = await ours(bank, 'bank');
    expect(own).toMatchObject({ kind: 'action', due: endOf(dayIn(2)), urgency: 'soon', subject: { id: actionId } });
    const declined = await task(motionId, 'clinic', dayIn(2));
    await clinic.did(`actions/${declined}/decline`, { reason: 'No hands' });
    app.clock.advance(3 * day_ms);
    const [late, refused] = await matters(school);
    expect(late).toEqual({ ...own, urgency: 'late' });
    expect(refused).toMatchObject({ kind: 'action-declined', subject: { id: declined }, unitId: null });
    await bank.did(`actions/${actionId}/report`, { words: 'Six signs' });
    expect(kindsOf(await matters(school))).toEqual(['action-confirmation', 'action-declined']);
    expect(await ours(bank, 'bank')).toEqual([]);
    await residents.did(`actions/${actionId}/confirmation`);
    await residents.did(`actions/${declined}/reassignment`, { unitId: idOf('bank'), due: dayIn(9) });
    expect(await matters(school)).toEqual([]);
  });

  it('is what the committee has before it, and the ballots to come are their units matters', async () => {
    const { app, residents, bank, school, clinic, idOf, alliance } = here;
    const motionId = await tabled();
    expect(await matters(bank)).toMatchObject([
      {
        ...{
          kind: 'motion-tabled',
          subject: { type: 'motion', id: motionId, title: { en: 'A feast?' } },
          within: null,
        },
        ...{ unitId: null, due: null, urgency: 'open', href: `${alliance.path}/motions/${motionId}` },
      },
    ]);
    const closesAt = within(day_ms);
    await residents.did(`motions/${motionId}/voting`, { closesAt });
    expect(await matters(bank)).toMatchObject([{ kind: 'motion-voting', due: closesAt, urgency: 'soon' }]);
    await bank.did(`motions/${motionId}/ballots`, { choice: 'for' });
    expect(await ours(bank, 'bank')).toEqual([]);
    expect(await ours(clinic, 'clinic')).toMatchObject([
      { kind: 'ballot', subject: { id: motionId }, due: closesAt, unitId: idOf('clinic') },
    ]);
    app.clock.advance(day_ms);
    const again = await until(() => matters(bank), ([first]) => first?.kind === 'motion-again'); // prettier-ignore
    expect(again).toMatchObject([{ subject: { id: motionId }, since: closesAt, due: null }]);
    await school.did(`motions/${motionId}/withdrawal`);
    expect(await matters(bank)).toEqual([]);
  });

  it('is a decision to look at again on its day, and who applies for membership', async () => {
    const { app, residents, bank, clinic, school, alliance } = here;
    const motionId = await bank.created('motions', { title: { en: 'Bins' }, about: other, reviewOn: dayIn(4) });
    await residents.did(`motions/${motionId}/voting`, { closesAt: within(hour_ms) });
    for (const unit of [residents, bank, school, clinic])
      await unit.did(`motions/${motionId}/ballots`, { choice: 'for' });
    await residents.did(`motions/${motionId}/closing`);
    expect(await matters(bank)).toEqual([]);
    app.clock.advance(4 * day_ms);
    const [review] = await until(() => matters(bank), ({ length }) => length > 0); // prettier-ignore
    expect(review).toMatchObject({ kind: 'review', subject: { id: motionId }, dueOn: dayIn(0), urgency: 'soon' });
    await residents.did(`motions/${motionId}/reviews`, { words: 'It works' });
    expect(await matters(bank)).toEqual([]);
    const [unitId, personId] = [crypto.randomUUID(), crypto.randomUUID()];
    await app.operator.post(`${alliance.path}/people`, { personId, name: 'Delegate of the market' });
    const market = await app.clientOf(alliance.id, unitId, personId);
    await market.created('units', { name: { en: 'Market' }, kind: 'market', delegate: { personId, from: within(0) } });
    expect(await matters(bank)).toMatchObject([
      { kind: 'application', subject: { type: 'unit', id: unitId, title: { en: 'Market' } }, urgency: 'open' },
    ]);
  });

  it('is the next meeting, once the charter asks to convene it, and the minutes of the last one', async () => {
    const { app, residents, bank, school } = here;
    app.clock.advance(50 * day_ms);
    expect(await matters(bank)).toEqual([]);
    app.clock.advance(8 * day_ms); // two months less seven days' notice
    const [due] = await matters(bank);
    expect(due).toMatchObject({ kind: 'meeting', subject: { type: 'alliance' }, unitId: null, urgency: 'soon' });
    expect(parse(due.due) - parse(due.since)).toBe(7 * day_ms);
    const { from } = (await held(), (await residents.got('meetings')).items[0]);
    const [minutes] = await until(() => matters(bank), ({ length }) => length > 0); // prettier-ignore
    expect(minutes).toMatchObject({ kind: 'minutes', subject: { type: 'minutes' }, due: null });
    expect((await bank.get(minutes.href)).status).toBe(200);
    await residents.did(minutes.href + '/approval');
    expect(await matters(bank)).toEqual([]);
    app.clock.advance(60 * day_ms);
    const [next] = await matters(bank, 'meeting');
    expect(next.due.slice(11)).toBe(from.slice(11));
    const convened = { from: within(8 * day_ms), to: within(8 * day_ms + hour_ms), place: { en: 'School' } };
    const meetingId = await residents.created('meetings', convened);
    expect(await matters(bank, 'meeting')).toEqual([]);
    expect(await ours(school, 'school')).toMatchObject([
      { kind: 'attendance', subject: { type: 'meeting', id: meetingId }, due: convened.from, urgency: 'open' },
    ]);
  });

  it('is a booking that waits for the owner of the resource, until it is answered', async () => {
    const { alliance, bank, school, idOf } = here;
    const availability = { rrule: 'FREQ=DAILY', start: '00:00', duration: 'P1D' };
    const gym = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'owner' };
    const resourceId = await school.created('resources', { ...gym, availability });
    const time = { from: within(9 * day_ms), to: within(9 * day_ms + hour_ms) };
    const bookings = `resources/${resourceId}/bookings`;
    const bookingId = await bank.created(bookings, { quantity: 20, ...time });
    const { until: due } = await bank.got(`${bookings}/${bookingId}`);
    const [booking] = await matters(bank);
    expect(booking).toEqual({
      ...{ kind: 'booking-approval', subject: { type: 'booking', id: bookingId, title: gym.name } },
      ...{ within: { type: 'resource', id: resourceId, title: gym.name }, unitId: idOf('school'), due, dueOn: null },
      ...{ since: expect.stringMatching(/Z$/), urgency: 'soon', quantity: 20, unitOfMeasure: 'seats' },
      href: `${alliance.path}/${bookings}/${bookingId}`,
    });
    expect(await ours(school, 'school')).toEqual([booking]);
    expect(await ours(bank, 'bank')).toEqual([]);
    await school.did(`${bookings}/${bookingId}/confirmation`);
    expect(await matters(bank)).toEqual([]);
  });

  it('is a place that has become free for who waits for it, and what is to come back', async () => {
    const { app, bank, clinic, school, idOf } = here;
    const availability = { rrule: 'FREQ=DAILY', start: '00:00', duration: 'P1D' };
    const bus = { name: { en: 'Bus' }, kind: 'vehicle', unitOfMeasure: 'buses', quantity: 1, approval: 'automatic' };
    const bookings = `resources/${await school.created('resources', { ...bus, availability })}/bookings`;
    const time = { from: within(9 * day_ms), to: within(9 * day_ms + hour_ms) };
    const first = await bank.created(bookings, { quantity: 1, ...time });
    const second = await clinic.created(bookings, { quantity: 1, ...time, waitlist: true });
    expect(await matters(bank)).toEqual([]);
    await bank.did(`${bookings}/${first}/cancellation`);
    const [place] = await matters(bank);
    expect(place).toMatchObject({ kind: 'booking-place', subject: { id: second }, unitId: idOf('clinic') });
    expect(place.due).toBe((await clinic.got(`${bookings}/${second}`)).until);
    expect(await ours(clinic, 'clinic')).toEqual([place]);
    await clinic.did(`${bookings}/${second}/acceptance`);
    await school.did(`${bookings}/${second}/handover`);
    expect(await matters(bank)).toEqual([]);
    const [back] = await ours(clinic, 'clinic');
    expect(back).toMatchObject({ kind: 'booking-return', due: time.to, urgency: 'open', unitId: idOf('clinic') });
    app.clock.advance(10 * day_ms);
    expect(await matters(bank)).toEqual([{ ...back, urgency: 'late' }]);
    await school.did(`${bookings}/${second}/return`, { condition: 'good' });
    expect(await matters(bank)).toEqual([]);
  });
});

describe('Open matters', () => {
  it('are read by page in one order, as they were when the first page was asked for', async () => {
    const { app, bank, approved, decide } = here;
    const motionId = await decide(other);
    await approved({ due: dayIn(20) }, { due: dayIn(3) }, {}, { due: dayIn(1) });
    await task(motionId, 'bank', dayIn(1));
    await tabled();
    app.clock.advance(2 * day_ms);
    const all = await until(() => matters(bank), ([first]) => first?.kind !== undefined); // prettier-ignore
    expect(all.map(({ urgency }) => urgency)).toEqual(['late', 'late', 'soon', 'open', 'open', 'open']);
    const got = async (query: string) => (await bank.got(`open-matters?${query}`)).items;
    expect(await got('urgency=late')).toEqual(all.slice(0, 2));
    expect(await got('subjectType=requirement')).toEqual(all.filter(({ subject }) => subject.type === 'requirement'));
    const counts: { kind: string; urgency: string; count: number }[] = (await bank.got('dashboard')).matters;
    expect(counts[0]?.urgency).toBe('late');
    expect(kindsOf(counts.flatMap(({ count, ...each }) => Array<typeof each>(count).fill(each)))).toEqual(kindsOf(all));
    const dues: (string | null)[] = all.map(({ due }) => due);
    const dated = dues.filter((due) => due !== null);
    expect(dues).toEqual([...dated.toSorted((a, b) => (a < b ? -1 : 1)), null, null]);
    const paged = [];
    for (let path: string | undefined = 'open-matters?limit=2'; path;) {
      const { body, headers } = await bank.get(path);
      paged.push(...body.items);
      expect(body.items.length).toBeLessThanOrEqual(2);
      path = /<(.+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      app.clock.advance(30 * day_ms); // what becomes late meanwhile is not met twice
    }
    expect(paged).toEqual(all);
  });

  it('of a unit are for its people, officers and the operator', async () => {
    const { app, alliance, residents, school, bank, idOf } = here;
    const path = `${alliance.path}/units/${idOf('school')}/open-matters`;
    for (const client of [residents, school, app.operator]) expect((await client.get(path)).status).toBe(200);
    expect(await bank.get(path)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    const nobody = `${alliance.path}/units/${crypto.randomUUID()}/open-matters`;
    expect(await bank.get(nobody)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(await residents.get(nobody)).toMatchObject({ status: 404, body: { type: '/problems/unit-not-found' } });
  });

  it('are not asked for in another way', async () => {
    const cursor = 'WyIiLCIiXQ';
    for (const query of ['kind=ballot', 'kind=x', 'urgency=x', 'limit=201', `cursor=${cursor}`, 'unitId=x'])
      expect([query, (await here.bank.get(`open-matters?${query}`)).body.type]).toEqual([query, '/problems/malformed']);
  });

  it('are not those of another alliance', async () => {
    const { app, approved } = here;
    await approved({});
    await tabled();
    const elsewhere = await app.found({ units: ['park'] });
    expect(await matters(elsewhere.as('park'))).toEqual([]);
  });
});
