import { randomUUID } from 'node:crypto';
import { standardCharter } from './alliance-history.js';
import { startApp, type Client, type TestApp } from './app.js';

const seats = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 };
const money = { name: { en: 'Fund' }, kind: 'money', unitOfMeasure: 'CNY', quantity: 1_000_000_000_000 };
const noTimes = { last30Days: null, next7Days: null };
const inAMinute = () => new Date(Date.now() + 60_000).toISOString();

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let [residents, school, bank]: Client[] = [];

beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  [residents, school, bank] = ['residents', 'school', 'bank'].map((name) => alliance.as(name)) as [
    Client,
    Client,
    Client,
  ];
});
afterAll(() => app.close());

const needs = (kind: string, unitOfMeasure: string, quantity: number, more: object = {}) => ({
  requirementId: randomUUID(),
  kind,
  description: { en: kind },
  unitOfMeasure,
  quantity,
  ...more,
});
const decide = async (projectId: string, choice: string) => {
  const about = { kind: 'project', projectId, asks: 'approve' };
  const motionId = await residents!.created('motions', { title: { en: 'Shall we?' }, about });
  await residents!.did(`motions/${motionId}/voting`, { closesAt: inAMinute() });
  for (const unit of [school!, bank!]) await unit.did(`motions/${motionId}/ballots`, { choice });
  await residents!.did(`motions/${motionId}/closing`);
  await app.settled();
};
const project = async (title: string, ...requirements: object[]) => {
  const projectId = await residents!.created('projects', { title: { en: title }, requirements });
  await residents!.did(`projects/${projectId}/submission`);
  return projectId;
};

/** How many hours a hall is open, between eight and twelve, on the rest of the day of its offer. */
const hoursOpen = (offered: number, midnight: number, hour_ms: number): number =>
  Math.max(0, midnight + 12 * hour_ms - Math.max(midnight + 8 * hour_ms, offered)) / hour_ms;

describe('The dashboard', () => {
  it('of an alliance that has only just begun shows its units and its founding', async () => {
    const here = await app.found({ units: ['park'] });
    const dashboard = await here.as('park').got('dashboard');
    expect(dashboard).toMatchObject({
      allianceId: here.id,
      name: { en: 'Test alliance', zh: '测试联建' },
      area: { level: 'community', name: { en: 'Testville' } },
      charter: standardCharter,
      units: [{ status: 'admitted', kind: 'other', count: 1 }],
      resources: [],
      projects: [],
      requirements: [],
      shortfalls: [],
      openMotions: [],
      results: [],
    });
    expect(dashboard.latest.map(({ type }: { type: string }) => type)).toContain('AllianceFounded');
    expect(dashboard.latest[0].position).toBe(dashboard.position);
  });

  it('shows at a glance what is shared, short and undecided, each in its own unit of measure', async () => {
    await school!.created('resources', seats);
    const second = await school!.created('resources', { ...seats, quantity: 20 });
    await school!.did(`resources/${second}/pause`);
    const gone = await school!.created('resources', seats);
    await school!.did(`resources/${gone}/withdrawal`);
    await school!.created('resources', { ...seats, unitOfMeasure: 'courts', quantity: 3 });
    const fund = await bank!.created('resources', money);
    await bank!.created('resources', money);

    const wanted = [needs('money', 'CNY', 1_000), needs('labour', 'hours', 40, { due: '2030-05-01' })] as const;
    const lights = await project('Lights', ...wanted, needs('labour', 'days', 4, { due: '2030-01-01' }));
    await decide(lights, 'for');
    const lost = await project('Fountain', needs('money', 'CNY', 77));
    await decide(lost, 'against');
    await residents!.created('projects', { title: { en: 'Later' }, requirements: [needs('money', 'USD', 5)] });
    const pledges = `projects/${lights}/pledges`;
    await bank!.created(pledges, { requirementId: wanted[0].requirementId, resourceId: fund, quantity: 400 });
    const hours = await school!.created(pledges, { requirementId: wanted[1].requirementId, quantity: 10 });
    await residents!.did(`${pledges}/${hours}/acceptance`);
    await residents!.did(`projects/${lights}/start`);
    const evidence = { reference: 'time sheet', sha256: 'a'.repeat(64) };
    const delivery = await school!.created(`${pledges}/${hours}/deliveries`, { quantity: 6, evidence });
    await residents!.did(`${pledges}/${hours}/deliveries/${delivery}/confirmation`);

    const waiting = await school!.created('motions', { title: { en: 'A feast?' }, about: { kind: 'other' } });
    const voted = await school!.created('motions', { title: { en: 'A bench?' }, about: { kind: 'other' } });
    const closesAt = inAMinute();
    await residents!.did(`motions/${voted}/voting`, { closesAt });
    await bank!.did(`motions/${voted}/ballots`, { choice: 'against' });
    await app.settled();

    const dashboard = await school!.got('dashboard');
    expect(dashboard.units).toEqual([{ status: 'admitted', kind: 'other', count: 3 }]);
    expect(dashboard.resources).toEqual([
      {
        kind: 'money',
        unitOfMeasure: 'CNY',
        count: 2,
        paused: 0,
        quantity: 2_000_000_000_000,
        allocated: 400,
        ...noTimes,
        stock: { used: 400, quantity: 2_000_000_000_000, percent: 0 },
      },
      {
        kind: 'venue',
        unitOfMeasure: 'seats',
        count: 2,
        paused: 1,
        quantity: 100,
        allocated: 0,
        ...noTimes,
        stock: { used: 0, quantity: 100, percent: 0 },
      },
      {
        kind: 'venue',
        unitOfMeasure: 'courts',
        count: 1,
        paused: 0,
        quantity: 3,
        allocated: 0,
        ...noTimes,
        stock: { used: 0, quantity: 3, percent: 0 },
      },
    ]);
    const days = {
      kind: 'labour',
      unitOfMeasure: 'days',
      requirements: 1,
      needed: 4,
      pledged: 0,
      delivered: 0,
      short: 4,
    };
    const work = { ...days, unitOfMeasure: 'hours', needed: 40, pledged: 10, delivered: 6, short: 30 };
    const cash = {
      kind: 'money',
      unitOfMeasure: 'CNY',
      requirements: 1,
      needed: 1_000,
      pledged: 400,
      delivered: 0,
      short: 600,
    };
    expect(dashboard.requirements).toEqual([days, work, cash]);
    expect(dashboard.projects).toEqual([
      { stage: 'declined', count: 1, requirements: [{ ...cash, needed: 77, pledged: 0, short: 77 }] },
      {
        stage: 'proposed',
        count: 1,
        requirements: [{ ...cash, unitOfMeasure: 'USD', needed: 5, pledged: 0, short: 5 }],
      },
      { stage: 'underway', count: 1, requirements: [days, work, cash] },
    ]);
    expect(dashboard.shortfalls).toMatchObject([
      {
        projectId: lights,
        title: { en: 'Lights' },
        unitOfMeasure: 'days',
        needed: 4,
        pledged: 0,
        short: 4,
        due: '2030-01-01',
      },
      { projectId: lights, unitOfMeasure: 'hours', needed: 40, pledged: 10, short: 30, due: '2030-05-01' },
      { projectId: lights, unitOfMeasure: 'CNY', needed: 1_000, pledged: 400, short: 600, due: null },
    ]);
    expect(dashboard.openMotions).toMatchObject([
      {
        motionId: voted,
        status: 'voting',
        closesAt,
        ballots: 1,
        entitled: 3,
        tabledBy: alliance.unit('school').unitId,
      },
      { motionId: waiting, status: 'tabled', closesAt: null, ballots: 0, entitled: null, title: { en: 'A feast?' } },
    ]);
    expect(dashboard.results).toEqual([
      { status: 'carried', count: 1, ballots: 2, entitled: 2, turnoutPercent: 100 },
      { status: 'lost', count: 1, ballots: 2, entitled: 2, turnoutPercent: 100 },
    ]);
    expect(dashboard.latest).toHaveLength(10);
    expect(dashboard.latest[0]).toMatchObject({
      type: 'BallotCast',
      category: 'motion',
      subjectId: voted,
      actorKind: 'representative',
      unitId: alliance.unit('bank').unitId,
      personId: alliance.unit('bank').personId,
      position: dashboard.position,
    });
  });

  it('says how much of what is shared is used, over the last thirty days and the next seven', async () => {
    const here = await app.found({ units: ['park', 'depot'] });
    const [park, depot] = [here.as('park'), here.as('depot')];
    // Eight to twelve on each day of Shanghai, 10 seats: 4 h × 10 seats × 60 = 2,400 seat-minutes a day.
    const [offered, day_ms, hour_ms] = [Date.parse(app.clock.now()), 86_400_000, 3_600_000];
    const midnight = (days: number) => Math.floor((offered + 8 * hour_ms) / day_ms + days) * day_ms - 8 * hour_ms;
    const at = (days: number, hour: number) => new Date(midnight(days) + hour * hour_ms).toISOString();
    const hall = { name: { en: 'Hall' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 10, approval: 'automatic', availability: { rrule: 'FREQ=DAILY', start: '08:00', duration: 'PT4H' } }; // prettier-ignore
    const [one, two] = [await park.created('resources', hall), await park.created('resources', hall)];
    const stock = await park.created('resources', { ...hall, quantity: 30, availability: undefined });
    const book = (resource: string, quantity: number, time: object) =>
      depot.created(`resources/${resource}/bookings`, { quantity, ...time });
    await book(one, 5, { from: at(1, 8), to: at(1, 12) }); // 5 × 240 = 1,200
    await book(two, 10, { from: at(2, 9), to: at(2, 10) }); // 600
    const cancelled = await book(one, 5, { from: at(3, 8), to: at(3, 12) });
    await depot.did(`resources/${one}/bookings/${cancelled}/cancellation`);
    await book(one, 4, { from: at(8, 8), to: at(8, 12) }); // 960, beyond the seven days
    await book(stock, 6, {});
    const used = async () => (await depot.got('dashboard')).resources;
    const first = 2 * 10 * 60 * hoursOpen(offered, midnight(0), hour_ms);
    const [said] = await used();
    expect(said).toMatchObject({ count: 3, quantity: 50, last30Days: { used: 0, available: 0, percent: null } });
    expect(said.stock).toEqual({ used: 6, quantity: 30, percent: 20 });
    expect(said.next7Days).toMatchObject({ used: 1_800 });
    expect(Math.abs(said.next7Days.available - (first + 2 * 6 * 2_400))).toBeLessThanOrEqual(10);
    app.clock.advance(5 * day_ms);
    const [later] = await used();
    expect(later.last30Days).toMatchObject({ used: 1_800 });
    expect(Math.abs(later.last30Days.available - (first + 2 * 4 * 2_400))).toBeLessThanOrEqual(10);
    expect(later.next7Days).toEqual({ used: 960, available: 2 * 7 * 2_400, percent: 2 });
    app.clock.advance(31 * day_ms);
    const [last] = await used();
    expect(last).toMatchObject({
      last30Days: { used: 960, available: 2 * 30 * 2_400, percent: 0 },
      next7Days: { used: 0, available: 2 * 7 * 2_400, percent: 0 },
    });
  });

  it('shows nothing of another alliance, and nothing to another alliance', async () => {
    const here = await app.found({ units: ['park'] });
    const { resources, requirements, latest } = await here.as('park').got('dashboard');
    expect({ resources, requirements }).toEqual({ resources: [], requirements: [] });
    for (const { position } of latest)
      expect(await here.as('park').got(`history/${position}`)).toMatchObject({ allianceId: here.id });
    expect((await here.as('park').get(`${alliance.path}/dashboard`)).status).toBe(404);
  });
});

describe('The history', () => {
  const typesIn = (body: { items: { type: string }[] }) => body.items.map(({ type }) => type);

  it('says who did what, under which mandate, the newest first, without what is sealed', async () => {
    const here = await app.found({ units: ['park', 'depot'] });
    const [park, { unitId, personId }] = [here.as('park'), here.unit('park')];
    const resourceId = await park.created('resources', seats);
    await park.did(`resources/${resourceId}/pause`, { reason: 'Somebody fell ill' });
    const { items } = await here.as('depot').got(`history?subjectId=${resourceId}`);
    expect(items).toMatchObject([
      { type: 'ResourcePaused', revision: 1, command: 'PauseResource', data: {} },
      { type: 'ResourceOffered', revision: 0, command: 'OfferResource', data: { ...seats, unitId } },
    ]);
    for (const act of items)
      expect(act).toMatchObject({
        allianceId: here.id,
        category: 'resource',
        streamId: `resource-${resourceId}`,
        actorKind: 'representative',
        office: 'chair',
        unitId,
        personId,
        mandateId: expect.any(String),
        causationId: null,
      });
    expect(JSON.stringify(items)).not.toContain('fell ill');
    expect(await park.got(`history/${items[0].position}`)).toEqual(items[0]);
  });

  it('names what a reaction answered', async () => {
    const here = await app.found({ units: ['park', 'depot'] });
    const depot = here.as('depot');
    const resourceId = await depot.created('resources', seats);
    await depot.did(`units/${here.unit('depot').unitId}/leave`);
    await app.settled();
    const park = here.as('park');
    const [withdrawn] = (await park.got(`history?subjectId=${resourceId}`)).items;
    const [left] = (await park.got('history?type=UnitLeft')).items;
    expect(withdrawn).toMatchObject({
      type: 'ResourceWithdrawn',
      actorKind: 'reaction',
      causationId: left.eventId,
      correlationId: left.correlationId,
      at: left.at,
      personId: null,
      unitId: null,
    });
  });

  it('is filtered by thing, person, unit, kind and time, and read by page', async () => {
    const here = await app.found({ units: ['park', 'depot'] });
    const [park, depot] = [here.as('park'), here.as('depot')];
    const began = new Date().toISOString();
    for (let n = 0; n < 5; n++) await park.created('resources', seats);
    const bus = await depot.created('resources', { ...seats, kind: 'vehicle' });
    await depot.did(`resources/${bus}/pause`);
    const of = async (filter: string) => typesIn(await park.got(`history?${filter}`));
    expect(await of(`unitId=${here.unit('depot').unitId}`)).toEqual(['ResourcePaused', 'ResourceOffered']);
    expect(await of(`personId=${here.unit('depot').personId}`)).toEqual(['ResourcePaused', 'ResourceOffered']);
    expect(await of(`subjectId=${bus}&type=ResourceOffered`)).toEqual(['ResourceOffered']);
    expect(await of(`from=${began}&type=ResourceOffered`)).toHaveLength(6);
    expect(await of(`until=${began}&type=ResourceOffered`)).toEqual([]);
    expect(await of('type=NeverHappened')).toEqual([]);

    const all = await of('limit=200');
    expect(all.slice(0, 2)).toEqual(['ResourcePaused', 'ResourceOffered']);
    const paged = [];
    for (let path: string | undefined = 'history?limit=3'; path;) {
      const { body, headers } = await park.get(path);
      paged.push(...typesIn(body));
      path = /<(.+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(paged).toEqual(all);
  });

  it('shows nothing of another alliance', async () => {
    const here = await app.found({ units: ['park'] });
    const park = here.as('park');
    const [elsewhere] = (await school!.got('history')).items;
    expect(await park.get(`history/${elsewhere.position}`)).toMatchObject({
      status: 404,
      body: { type: '/problems/act-not-found' },
    });
    expect((await park.get('history/999999999')).status).toBe(404);
    const { items } = await park.got(`history?subjectId=${elsewhere.subjectId}`);
    expect(items).toEqual([]);
    for (const { allianceId } of (await park.got('history')).items) expect(allianceId).toBe(here.id);
  });

  it.each([
    'history/0',
    'history/first',
    'history/1e3',
    'history?from=yesterday',
    'history?unitId=park',
    'history?type=a-b',
    'history?kind=x',
    'history?limit=0',
    'history?cursor=WyJhIl0',
    'history?cursor=WzFlMzBd',
    'dashboard?x=1',
  ])('is not asked for at %s', async (path) =>
    expect(await school!.get(path)).toMatchObject({ status: 400, body: { type: '/problems/malformed' } }),
  );
});
