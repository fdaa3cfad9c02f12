import { randomUUID } from 'node:crypto';
import { startApp, type Client, type TestApp } from './app.js';

const seats = { name: { zh: '健身场地', en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80 };
const lamps = { name: { zh: '路灯' }, kind: 'goods', unitOfMeasure: 'pieces', quantity: 40 };
const mornings = { rrule: 'FREQ=WEEKLY;BYDAY=SA', start: '09:00', duration: 'PT3H' };

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

/** A project of the residents that the committee approved, and the id of what it needs. */
const approvedProject = async () => {
  const [projectId, requirementId] = [randomUUID(), randomUUID()];
  const lights = { requirementId, kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 100 };
  await residents!.created('projects', { projectId, title: { en: 'Lights' }, requirements: [lights] });
  await residents!.did(`projects/${projectId}/submission`);
  const about = { kind: 'project', projectId, asks: 'approve' };
  const motionId = await residents!.created('motions', { title: { en: 'Lights?' }, about });
  await residents!.did(`motions/${motionId}/voting`, { closesAt: new Date(Date.now() + 60_000).toISOString() });
  for (const unit of [school!, bank!]) await unit.did(`motions/${motionId}/ballots`, { choice: 'for' });
  await residents!.did(`motions/${motionId}/closing`);
  await app.settled();
  return { pledges: `projects/${projectId}/pledges`, projectId, requirementId };
};
const eventsOf = async (resourceId: string) =>
  (await app.log.read(`resource-${resourceId}`, 0, 100)).map(({ type }) => type);

describe('Offering a resource', () => {
  it('makes it, and says where it can be got', async () => {
    const offer = { ...seats, availability: mornings, terms: { en: 'Shoes off' }, approval: 'automatic' };
    const { status, body, headers } = await school!.post('resources', offer);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${alliance.path}/resources/${body.id}`);
    expect(headers.get('etag')).toBe('"0"');
    const found = await school!.get(headers.get('location')!);
    expect(found.headers.get('etag')).toBe('"0"');
    expect(found.body).toEqual({
      ...offer,
      resourceId: body.id,
      allianceId: alliance.id,
      unitId: alliance.unit('school').unitId,
      allocated: 0,
      consumed: 0,
      used: 0,
      free: 80,
      bookableBy: null,
      noticeHours: null,
      quotaPerWeek: null,
      status: 'offered',
      revision: 0,
      since: expect.stringMatching(/Z$/),
      allocations: [],
      acts: [
        { act: 'ReviseResource', href: `${alliance.path}/resources/${body.id}/revision` },
        { act: 'PauseResource', href: `${alliance.path}/resources/${body.id}/pause` },
        { act: 'WithdrawResource', href: `${alliance.path}/resources/${body.id}/withdrawal` },
      ],
    });
  });

  it('counts once under one id, and refuses the id to anything else', async () => {
    const offer = { ...seats, resourceId: randomUUID() };
    expect(await school!.created('resources', offer)).toBe(offer.resourceId);
    expect(await school!.created('resources', offer)).toBe(offer.resourceId);
    await school!.refused('resources', { ...offer, quantity: 81 }, 409, 'resource-id-taken');
    await bank!.refused('resources', offer, 409, 'resource-id-taken');
    expect(await eventsOf(offer.resourceId)).toEqual(['ResourceOffered']);
  });

  it('of money names its currency', async () => {
    const money = { ...seats, kind: 'money', quantity: 10_000 };
    await bank!.refused('resources', { ...money, unitOfMeasure: 'yuan' }, 409, 'money-without-currency');
    await bank!.created('resources', { ...money, unitOfMeasure: 'CNY' });
  });

  it.each([
    { rrule: 'FREQ=SOMETIMES' },
    { rrule: 'BYDAY=SA' },
    { start: '25:00' },
    { duration: 'PT0M' },
    { duration: '3 hours' },
    { until: '2030-01-01' },
  ])('is malformed when it can be used at %j', async (odd) => {
    const { status, body } = await school!.post('resources', { ...seats, availability: { ...mornings, ...odd } });
    expect({ status, type: body.type }).toEqual({ status: 400, type: '/problems/malformed' });
    expect(body.errors[0].pointer).toMatch(/^\/availability/);
  });
});

describe('A resource', () => {
  it('is revised by its unit, which says all of it anew', async () => {
    const id = await school!.created('resources', { ...seats, terms: { en: 'Shoes off' } });
    await school!.did(`resources/${id}/revision`, { ...seats, quantity: 60, approval: 'automatic' });
    await school!.did(`resources/${id}/revision`, { ...seats, quantity: 60, approval: 'automatic' });
    const found = await bank!.got(`resources/${id}`);
    expect(found).toMatchObject({ quantity: 60, free: 60, approval: 'automatic', terms: null, revision: 1 });
    expect(found.acts).toEqual([{ act: 'BookResource', href: `${alliance.path}/resources/${id}/bookings` }]);
    await bank!.refused(`resources/${id}/revision`, seats, 403, 'not-your-resource');
    await school!.refused(`resources/${id}/revision`, { ...seats, kind: 'money' }, 409, 'money-without-currency');
    await school!.refused(`resources/${randomUUID()}/revision`, seats, 404, 'resource-not-found');
  });

  it('is revised only by who has seen what it is now', async () => {
    const id = await school!.created('resources', seats);
    const stale = await school!.post(`resources/${id}/revision`, { ...seats, quantity: 1 }, { 'if-match': '"7"' });
    expect(stale).toMatchObject({ status: 412, body: { type: '/problems/revision-moved' } });
  });

  it('rests and is resumed', async () => {
    const id = await school!.created('resources', seats);
    await bank!.refused(`resources/${id}/pause`, {}, 403, 'not-your-resource');
    await school!.refused(`resources/${randomUUID()}/pause`, {}, 404, 'resource-not-found');
    await school!.did(`resources/${id}/pause`, { reason: '维修' });
    await school!.did(`resources/${id}/pause`, { reason: '维修' });
    const paused = await school!.got(`resources/${id}`);
    expect(paused).toMatchObject({ status: 'paused', revision: 1 });
    expect(paused.acts.map(({ act }: { act: string }) => act)).toEqual([
      'ReviseResource',
      'ResumeResource',
      'WithdrawResource',
    ]);
    await bank!.refused(`resources/${id}/resumption`, {}, 403, 'not-your-resource');
    await school!.refused(`resources/${randomUUID()}/resumption`, {}, 404, 'resource-not-found');
    await school!.did(`resources/${id}/resumption`);
    await school!.did(`resources/${id}/resumption`);
    expect(await school!.got(`resources/${id}`)).toMatchObject({ status: 'offered', revision: 2 });
  });

  it('is withdrawn for good', async () => {
    const id = await school!.created('resources', seats);
    await bank!.refused(`resources/${id}/withdrawal`, {}, 403, 'not-your-resource');
    await school!.refused(`resources/${randomUUID()}/withdrawal`, {}, 404, 'resource-not-found');
    await school!.did(`resources/${id}/withdrawal`, { reason: 'Sold' });
    await school!.did(`resources/${id}/withdrawal`);
    expect(await school!.got(`resources/${id}`)).toMatchObject({ status: 'withdrawn', revision: 1, acts: [] });
    await school!.refused(`resources/${id}/revision`, { ...seats, quantity: 1 }, 409, 'resource-withdrawn');
    await school!.refused(`resources/${id}/pause`, {}, 409, 'resource-withdrawn');
    await school!.refused(`resources/${id}/resumption`, {}, 409, 'resource-withdrawn');
  });

  it('is not there for another alliance', async () => {
    const id = await school!.created('resources', seats);
    const elsewhere = (await app.found({ units: ['clinic'] })).as('clinic');
    expect(await elsewhere.get(`resources/${id}`)).toMatchObject({ status: 404 });
    expect(await elsewhere.get(`resources/${id}/allocations`)).toMatchObject({ status: 404 });
    await elsewhere.refused(`resources/${id}/pause`, {}, 404, 'not-of-this-tenant');
    expect(await elsewhere.got('resources')).toEqual({ items: [] });
  });
});

it('The catalogue is read by page, and by kind, unit and status', async () => {
  const here = await app.found({ units: ['park', 'depot'] });
  const [park, depot] = [here.as('park'), here.as('depot')];
  const ids = [];
  for (let n = 1; n <= 5; n++) ids.push(await park.created('resources', { ...seats, quantity: n }));
  const bus = await depot.created('resources', { ...seats, kind: 'vehicle', unitOfMeasure: 'buses' });
  await park.did(`resources/${ids[4]}/pause`);
  await park.did(`resources/${ids[3]}/withdrawal`);

  const first = await depot.get('resources?limit=4');
  expect(first.body.items.map(({ resourceId }: { resourceId: string }) => resourceId)).toEqual(ids.slice(0, 4));
  const [, next] = /<(.+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? [];
  const second = await depot.get(next!);
  expect(second.body.items.map(({ resourceId }: { resourceId: string }) => resourceId)).toEqual([ids[4], bus]);
  expect(second.body.next).toBeUndefined();

  const idsOf = async (filter: string) =>
    (await depot.got(`resources?${filter}`)).items.map(({ resourceId }: { resourceId: string }) => resourceId);
  expect(await idsOf('kind=vehicle')).toEqual([bus]);
  expect(await idsOf(`unitId=${here.unit('depot').unitId}`)).toEqual([bus]);
  expect(await idsOf('status=paused')).toEqual([ids[4]]);
  expect(await idsOf('status=withdrawn&kind=venue')).toEqual([ids[3]]);
  expect(await idsOf('status=withdrawn&kind=vehicle')).toEqual([]);
  expect((await depot.get('resources?kind=castle')).status).toBe(400);
  expect((await depot.get('resources?colour=red')).status).toBe(400);
  for (const cursor of ['nonsense', 'e30', Buffer.from('[1,2]').toString('base64url')])
    expect((await depot.get(`resources?cursor=${cursor}`)).status).toBe(400);
});

describe('A pledge of a resource', () => {
  it('is allocated as long as there is enough, and else declined with the reason', async () => {
    const resourceId = await school!.created('resources', lamps);
    const { pledges, projectId, requirementId } = await approvedProject();
    const enough = await school!.created(pledges, { requirementId, resourceId, quantity: 30 });
    const tooMuch = await school!.created(pledges, { requirementId, resourceId, quantity: 11 });
    await app.settled();
    expect(await school!.got(`${pledges}/${enough}`)).toMatchObject({ status: 'accepted' });
    expect(await school!.got(`${pledges}/${tooMuch}`)).toMatchObject({ status: 'declined', cause: 'not-enough' });
    const found = await school!.got(`resources/${resourceId}`);
    expect(found).toMatchObject({ allocated: 30, free: 10, revision: 2 });
    expect(found.allocations).toEqual([
      expect.objectContaining({ pledgeId: enough, projectId, quantity: 30, resourceId }),
    ]);
    expect(await bank!.got(`resources/${resourceId}/allocations`)).toEqual({ items: found.allocations });

    const revision = `resources/${resourceId}/revision`;
    const less = await school!.refused(revision, { ...lamps, quantity: 29 }, 409, 'less-than-allocated');
    expect(less.data).toEqual({ allocated: 30 });
    await school!.refused(revision, { ...lamps, unitOfMeasure: 'boxes' }, 409, 'measure-fixed');
    const held = await school!.refused(`resources/${resourceId}/withdrawal`, {}, 409, 'resource-allocated');
    expect(held.data).toEqual({ allocations: [{ pledgeId: enough, projectId, quantity: 30 }], count: 1 });

    await school!.did(`${pledges}/${enough}/withdrawal`);
    await app.settled();
    expect(await school!.got(`resources/${resourceId}`)).toMatchObject({ allocated: 0, allocations: [] });
    await school!.did(`resources/${resourceId}/withdrawal`);
    expect(await eventsOf(resourceId)).toEqual([
      'ResourceOffered',
      'ResourceAllocated',
      'AllocationRefused',
      'AllocationReleased',
      'ResourceWithdrawn',
    ]);
  });

  it('keeps what it has brought when the rest is released, unless it turns out not to have been brought', async () => {
    const resourceId = await school!.created('resources', lamps);
    const { pledges, requirementId } = await approvedProject();
    const pledgeId = await school!.created(pledges, { requirementId, resourceId, quantity: 30 });
    await app.settled();
    const evidence = { reference: 'photo 1', sha256: 'a'.repeat(64) };
    await residents!.did(`${pledges.replace('/pledges', '')}/start`);
    const deliveryId = await school!.created(`${pledges}/${pledgeId}/deliveries`, { quantity: 10, evidence });
    await residents!.did(`${pledges}/${pledgeId}/deliveries/${deliveryId}/confirmation`);
    await school!.did(`${pledges}/${pledgeId}/withdrawal`);
    await app.settled();
    const found = await school!.got(`resources/${resourceId}`);
    expect(found).toMatchObject({ allocated: 10, free: 30 });
    expect(found.allocations).toMatchObject([{ pledgeId, quantity: 10 }]);

    await residents!.did(`${pledges}/${pledgeId}/deliveries/${deliveryId}/reversal`, { reason: 'Counted twice' });
    await app.settled();
    expect(await school!.got(`resources/${resourceId}`)).toMatchObject({ allocated: 0, free: 40, allocations: [] });
  });

  it('loses it when the unit withdraws the resource and says so', async () => {
    const resourceId = await school!.created('resources', lamps);
    const { pledges, requirementId } = await approvedProject();
    const pledgeId = await school!.created(pledges, { requirementId, resourceId, quantity: 30 });
    await app.settled();
    await school!.did(`resources/${resourceId}/withdrawal`, { releaseAllocations: true });
    await app.settled();
    const found = await school!.got(`resources/${resourceId}`);
    expect(found).toMatchObject({ status: 'withdrawn', allocated: 0, allocations: [] });
    expect(await school!.got(`${pledges}/${pledgeId}`)).toMatchObject({ status: 'released' });
  });

  it('never takes more than there is, whoever is quicker', async () => {
    const resourceId = await school!.created('resources', lamps);
    const projects = [await approvedProject(), await approvedProject()];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const { pledges, requirementId } = projects[n % 2]!;
        return school!.created(pledges, { requirementId, resourceId, quantity: 3 });
      }),
    );
    await app.settled();
    const found = await school!.got(`resources/${resourceId}`);
    expect(found).toMatchObject({ allocated: 39, free: 1 });
    expect(found.allocations).toHaveLength(13);
    const page = await school!.got(`resources/${resourceId}/allocations?limit=5`);
    const rest = await school!.got(`resources/${resourceId}/allocations?limit=50&cursor=${page.next}`);
    expect([...page.items, ...rest.items]).toEqual(found.allocations);
  });
});

it('A unit that leaves takes its resources along', async () => {
  const here = await app.found({ units: ['park', 'depot'] });
  const [park, depot] = [here.as('park'), here.as('depot')];
  const [one, other, kept] = [
    await depot.created('resources', seats),
    await depot.created('resources', lamps),
    await park.created('resources', lamps),
  ];
  await depot.did(`resources/${other}/pause`);
  await depot.did(`units/${here.unit('depot').unitId}/leave`);
  await app.settled();
  const statuses = Object.fromEntries(
    (await park.got('resources')).items.map((row: { resourceId: string; status: string }) => [
      row.resourceId,
      row.status,
    ]),
  );
  expect(statuses).toEqual({ [one]: 'withdrawn', [other]: 'withdrawn', [kept]: 'offered' });
});
