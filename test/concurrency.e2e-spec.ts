import type { Recorded } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { Client, startApp, startInstance, type Answer, type TestApp } from './app.js';
import { logCan } from './log-place.js';

let app: TestApp;
let second: Awaited<ReturnType<typeof startInstance>>;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let residents: Client, school: Client, bank: Client;

beforeAll(async () => {
  app = await startApp();
  second = await startInstance(app.databaseUrl);
  alliance = await app.found({ units: ['residents', 'school', 'bank', 'clinic'] });
  [residents, school, bank] = ['residents', 'school', 'bank'].map(alliance.as) as [Client, Client, Client];
});
afterAll(async () => {
  await second.nest.close();
  await app.close();
});

/** The same caller, at the other instance. */
const there = ({ key }: Client) => new Client(second, key, alliance.path);
/** The same, where the log checks conditions between instances; else a condition holds within one, and they race there. */
const anywhere = (client: Client) => (logCan.checkConditionsBetweenInstances ? there(client) : client);
const soon = () => new Date(Date.now() + 60_000).toISOString();

/** A project that the committee has approved, with one requirement. */
const approved = async (requirement: object) => {
  const requirementId = randomUUID();
  const needed = {
    kind: 'goods',
    description: { en: 'Lamps' },
    unitOfMeasure: 'pieces',
    quantity: 1_000,
    ...requirement,
  };
  const projectId = await residents.created('projects', { title: { en: 'Lights' }, requirements: [{ requirementId, ...needed }] }); // prettier-ignore
  await residents.did(`projects/${projectId}/submission`);
  const about = { kind: 'project', projectId, asks: 'approve' };
  const motionId = await school.created('motions', { title: { en: 'Lights' }, about });
  await residents.did(`motions/${motionId}/voting`, { closesAt: soon() });
  for (const unit of ['school', 'bank', 'clinic']) await alliance.as(unit).did(`motions/${motionId}/ballots`, { choice: 'for' }); // prettier-ignore
  await residents.did(`motions/${motionId}/closing`);
  await app.settled();
  return { projectId, requirementId, pledges: `projects/${projectId}/pledges` };
};

const stream = (streamId: string): Promise<readonly Recorded[]> => app.log.read(streamId, 0, 5_000);
const statuses = (all: readonly Answer[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const distinct = (all: readonly Answer[], name: 'position' | 'revision') => new Set(all.map(({ body }) => body[name])).size; // prettier-ignore

it('200 writers at once on one project are all recorded, each in a place of its own', async () => {
  const { pledges, requirementId, projectId } = await approved({});
  const writers = Array.from({ length: 200 }, (_, n) =>
    (n % 2 ? school : bank).post(pledges, { requirementId, quantity: 1 }),
  );
  const all = await Promise.all(writers);
  expect(statuses(all)).toEqual({ 201: 200 });
  expect([distinct(all, 'position'), distinct(all, 'revision')]).toEqual([200, 200]);
  const made = (await stream(`project-${projectId}`)).filter(({ type }) => type === 'PledgeMade');
  expect(new Set(made.map(({ data }: any) => data.pledgeId))).toEqual(new Set(all.map(({ body }) => body.id)));
  const { items } = await school.got(`${pledges}?limit=200`);
  expect(items.length).toBe(200);
});

it('Two instances with 100 writers each on one project record all of them', async () => {
  const { pledges, requirementId, projectId } = await approved({});
  const began = (await stream(`project-${projectId}`)).length;
  const retried = async (client: Client, headers: { 'idempotency-key': string }): Promise<Answer> => {
    for (let tries = 0; ; tries++) {
      const answer = await client.post(pledges, { requirementId, quantity: 1 }, headers);
      if (answer.status !== 503 || tries > 20) return answer;
      expect(answer.headers.get('retry-after')).toBe('1'); // lost races: the same request again
    }
  };
  const all = await Promise.all(
    Array.from({ length: 100 }, () => [school, there(bank)]).flat().map((client) => retried(client, { 'idempotency-key': randomUUID() })),
  ); // prettier-ignore
  expect(statuses(all)).toEqual({ 201: 200 });
  const events = await stream(`project-${projectId}`);
  expect([events.length - began, distinct(all, 'revision'), distinct(all, 'position')]).toEqual([200, 200, 200]);
  expect(events.map(({ revision }) => revision)).toEqual(events.map((_, n) => n));
});

it('A suspension that races pledges leaves none recorded after it, at whichever instance that the log can say so of', async () => {
  const { pledges, requirementId, projectId } = await approved({});
  const { unitId } = alliance.unit('bank');
  const clinic = alliance.as('clinic');
  let raced = 0;
  for (let round = 0; round < 8; round++) {
    const writers = [bank, anywhere(bank)].flatMap((client) =>
      Array.from({ length: 12 }, () => client.post(pledges, { requirementId, quantity: 1 })),
    );
    const suspended = (round % 2 ? anywhere(residents) : residents).did(`units/${unitId}/suspension`, { reason: 'It asked for it' }); // prettier-ignore
    const others = [clinic.post(pledges, { requirementId, quantity: 1 })];
    const all = await Promise.all(writers);
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([201]);
    const { position } = await suspended;
    const recorded = all.filter(({ status }) => status === 201);
    expect(recorded.filter(({ body }) => body.position > position)).toEqual([]);
    const refused = all.filter(({ status }) => status === 403);
    expect(refused.every(({ body }) => body.type === '/problems/unit-not-in-standing')).toBe(true);
    expect(recorded.length + refused.length + (statuses(all)[503] ?? 0)).toBe(24);
    raced += Number(recorded.length > 0 && refused.length > 0);
    const late = (await stream(`project-${projectId}`)).filter(
      ({ type, position: at, data }: any) => type === 'PledgeMade' && data.unitId === unitId && at > position,
    );
    expect(late).toEqual([]);
    await residents.did(`units/${unitId}/reinstatement`);
    await app.settled();
  }
  if (logCan.checkConditionsBetweenInstances) expect(raced).toBeGreaterThan(0); // or it was no race
});

it('Of two that pledge the last remainder one is accepted', async () => {
  for (let round = 0; round < 4; round++) {
    const { pledges, requirementId, projectId } = await approved({ quantity: 10 });
    const [mine, theirs] = await Promise.all(
      [school, there(bank)].map((client) => client.created(pledges, { requirementId, quantity: 10 })),
    );
    const all = await Promise.all(
      [mine!, theirs!].map((id, n) => [residents, there(residents)][(n + round) % 2]!.post(`${pledges}/${id}/acceptance`)),
    ); // prettier-ignore
    expect(statuses(all)).toEqual({ 200: 1, 409: 1 });
    const accepted = (await stream(`project-${projectId}`)).filter(({ type }) => type === 'PledgeAccepted');
    expect(accepted.length).toBe(1);
    await app.settled();
    expect((await residents.got(`projects/${projectId}`)).requirements[0].pledged).toBe(10);
  }
});

it('Of many that pledge the last of a resource no more are allocated than there is', async () => {
  const resource = {
    name: { en: 'Chairs' },
    kind: 'goods',
    unitOfMeasure: 'pieces',
    quantity: 50,
    approval: 'automatic',
  };
  const resourceId = await school.created('resources', resource);
  const { pledges, requirementId } = await approved({});
  const all = await Promise.all(
    Array.from({ length: 30 }, (_, n) => (n % 2 ? school : there(school)).post(pledges, { requirementId, quantity: 4, resourceId })),
  ); // prettier-ignore
  expect(statuses(all)[201]).toBeGreaterThan(13);
  await app.settled();
  const { items } = await school.got(`${pledges}?limit=200`);
  const accepted = items.filter(({ status }: { status: string }) => status === 'accepted');
  expect(accepted.length).toBe(12);
  const rest = items.filter(({ status }: { status: string }) => status !== 'accepted');
  expect(new Set(rest.map(({ status }: { status: string }) => status))).toEqual(new Set(['declined']));
  expect((await school.got(`resources/${resourceId}`)).free).toBe(2);
});

it('Of two votes that are closed at once, and of two ballots of one unit, one counts', async () => {
  const motionId = await school.created('motions', { title: { en: 'A matter' }, about: { kind: 'other' } });
  const motion = `motions/${motionId}`;
  await residents.did(`${motion}/voting`, { closesAt: soon() });
  const ballots = ['for', 'against', 'for', 'against'].map((choice, n) => (n % 2 ? school : there(school)).post(`${motion}/ballots`, { choice })); // prettier-ignore
  await Promise.all(ballots);
  for (const unit of [residents, bank, alliance.as('clinic')]) await unit.did(`${motion}/ballots`, { choice: 'for' });
  await Promise.all([residents, there(residents), residents].map((client) => client.post(`${motion}/closing`)));
  const events = await stream(`motion-${motionId}`);
  const results = events.filter(({ type }) => ['MotionCarried', 'MotionLost', 'QuorumMissed'].includes(type));
  expect(results.map(({ data }: any) => data.tally.ballots)).toEqual([4]);
});

it('Readers at both instances see what was written at either, once they ask for it', async () => {
  const ids = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const written = await (n % 2 ? school : there(school)).post('projects', {
        title: { en: `Number ${n}` },
        requirements: [{ kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 1 }],
      });
      const after = { 'lianjian-after': written.headers.get('lianjian-position')! };
      const read = await (n % 2 ? there(school) : school).get(written.headers.get('location')!, after);
      return [read.status, read.body.title.en];
    }),
  );
  expect(ids).toEqual(Array.from({ length: 20 }, (_, n) => [200, `Number ${n}`]));
});
