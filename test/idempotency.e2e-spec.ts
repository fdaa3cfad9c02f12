import { StoredLines } from '#event-sourcing';
import { randomUUID } from 'node:crypto';
import { Client, startApp, startInstance, type Answer, type TestApp } from './app.js';

const lamps = { kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 40 };
const plan = (title = 'Street lights') => ({ title: { en: title }, requirements: [lamps] });

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let school: Client;
let residents: Client;
const keyed = (key: string = randomUUID()) => ({ 'idempotency-key': key });
/** What a caller keeps of an answer. */
const kept = ({ status, body, headers }: Answer) => ({
  ...{ status, body },
  headers: ['location', 'etag', 'lianjian-position'].map((name) => headers.get(name)),
});
const events = async () => app.nest.get(StoredLines).size();

beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  [residents, school] = [alliance.as('residents'), alliance.as('school')];
});
afterAll(() => app.close());

describe('A repeated key', () => {
  it('gives the first answer again, whatever happened since, and records nothing', async () => {
    const headers = keyed();
    const first = await school.post('projects', plan(), headers);
    expect(first.status).toBe(201);
    await school.did(`projects/${first.body.id}/submission`);
    const before = await events();
    for (let n = 0; n < 3; n++) expect(kept(await school.post('projects', plan(), headers))).toEqual(kept(first));
    expect(await events()).toBe(before);
    expect((await school.get(first.headers.get('location')!)).status).toBe(200);
  });

  it('gives the first answer again of a write that makes nothing new', async () => {
    const id = await school.created('projects', plan());
    const headers = keyed();
    const first = await school.post(`projects/${id}/submission`, {}, headers);
    expect(kept(first)).toMatchObject({
      status: 200,
      body: { revision: 1 },
      headers: [null, '"1"', expect.any(String)],
    });
    expect(kept(await school.post(`projects/${id}/submission`, {}, headers))).toEqual(kept(first));
  });

  it('gives the first answer again for a part of a thing, with where it can be got', async () => {
    const resourceId = await school.created('resources', {
      ...{ name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 80, approval: 'automatic' },
    });
    expect(resourceId).toMatch(/^[0-9a-f-]{36}$/);
    const { personId } = alliance.unit('bank');
    const path = `units/${alliance.unit('residents').unitId}/mandates`;
    const [headers, mandate] = [keyed(), { personId, kind: 'deputy', from: '2020-01-01T00:00:00.000Z' }];
    const first = await residents.post(path, mandate, headers);
    expect(first.status).toBe(201);
    expect(kept(await residents.post(path, mandate, headers))).toEqual(kept(first));
    expect((await residents.get(first.headers.get('location')!)).status).toBe(200);
  });

  it('is refused with another body, on another route, and about another thing', async () => {
    const headers = keyed();
    const { body } = await school.post('projects', plan(), headers);
    const taken = (answer: Answer) => [answer.status, answer.body.type, answer.headers.get('content-type')];
    const refused = [422, '/problems/idempotency-key-taken', expect.stringContaining('application/problem+json')];
    const before = await events();
    expect(taken(await school.post('projects', plan('Benches'), headers))).toEqual(refused);
    expect(taken(await school.post('projects', { ...plan(), projectId: randomUUID() }, headers))).toEqual(refused);
    expect(taken(await school.post(`projects/${body.id}/submission`, {}, headers))).toEqual(refused);
    expect(taken(await school.post('motions', { title: { en: 'A' }, about: { kind: 'other' } }, headers))).toEqual(
      refused,
    );
    expect(await events()).toBe(before);
  });

  it('of another client is another command', async () => {
    const { unitId, personId } = alliance.unit('school');
    const other = await app.clientOf(alliance.id, unitId, personId);
    const headers = keyed('one-and-the-same');
    const [first, second] = [await school.post('projects', plan(), headers), await other.post('projects', plan(), headers)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body.id).not.toBe(second.body.id);
    expect((await other.post('projects', plan('Mine'), headers)).status).toBe(422);
  }); // prettier-ignore

  it('of 20 requests at once gives one result', async () => {
    const headers = keyed();
    const before = await events();
    const all = await Promise.all(Array.from({ length: 20 }, () => school.post('projects', plan('Once'), headers)));
    expect(new Set(all.map((each) => JSON.stringify(kept(each)))).size).toBe(1);
    expect(all[0]!.status).toBe(201);
    expect(await events()).toBe(before + 1);
  });

  it('of requests at once with two bodies is one command, and the other body is refused', async () => {
    const headers = keyed();
    const before = await events();
    const bodies = Array.from({ length: 20 }, (_, n) => plan(n % 2 ? 'Odd' : 'Even'));
    const all = await Promise.all(bodies.map((body) => school.post('projects', body, headers)));
    expect([201, 422].map((status) => all.filter((each) => each.status === status).length)).toEqual([10, 10]);
    expect(await events()).toBe(before + 1);
  });

  it('of what was refused is decided again', async () => {
    const id = randomUUID();
    const headers = keyed();
    expect((await school.post(`projects/${id}/submission`, {}, headers)).status).toBe(404);
    expect((await school.post(`projects/${id}/submission`, {}, headers)).status).toBe(404);
    await school.created('projects', { ...plan(), projectId: id });
    const { status, body } = await school.post(`projects/${id}/submission`, {}, headers);
    expect([status, body.revision]).toEqual([200, 1]);
  });

  it('of a dry run is free still', async () => {
    const headers = keyed();
    const dry = await school.post('projects?dryRun=true', plan(), headers);
    expect([dry.status, dry.body.events[0].type]).toEqual([200, 'ProjectProposed']);
    const { status } = await school.post('projects', plan('Another one'), headers);
    expect(status).toBe(201);
  });

  it('is answered by every instance', async () => {
    const second = await startInstance(app.databaseUrl);
    try {
      const headers = keyed();
      const first = await school.post('projects', plan(), headers);
      const there = new Client(second, school.key, alliance.path);
      expect(kept(await there.post('projects', plan(), headers))).toEqual(kept(first));
      expect((await there.post('projects', plan('Other'), headers)).status).toBe(422);
    } finally {
      await second.nest.close();
    }
  });
});

describe('A write without a key', () => {
  it('under the caller’s own id is one thing, however often it is sent', async () => {
    const projectId = randomUUID();
    const own = { ...plan(), projectId, requirements: [{ ...lamps, requirementId: randomUUID() }] };
    const first = await school.post('projects', own);
    const again = await school.post('projects', own);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect((await school.post('projects', { ...own, title: { en: 'Else' } })).status).toBe(409);
  });
});

describe('If-Match', () => {
  it('lets a write through that saw the newest revision, and no other', async () => {
    const first = await school.post('projects', plan());
    const path = `projects/${first.body.id}`;
    const seen = (await school.get(path)).headers.get('etag')!;
    expect(seen).toBe(first.headers.get('etag'));
    for (const stale of ['"7"', '"1"'])
      expect((await school.post(`${path}/submission`, {}, { 'if-match': stale })).body).toMatchObject({
        ...{ status: 412, type: '/problems/revision-moved', data: { revision: 0 } },
      });
    const { status, headers } = await school.post(`${path}/submission`, {}, { 'if-match': seen });
    expect([status, headers.get('etag')]).toEqual([200, '"1"']);
    expect((await school.post(`${path}/cancellation`, { reason: 'x' }, { 'if-match': seen })).status).toBe(412);
  });

  it('does not keep a repeat from its first answer', async () => {
    const first = await school.post('projects', plan());
    const headers = { ...keyed(), 'if-match': '"0"' };
    const path = `projects/${first.body.id}/submission`;
    const answer = await school.post(path, {}, headers);
    expect(kept(await school.post(path, {}, headers))).toEqual(kept(answer));
  });

  it('lets one of many writers through who saw the same', async () => {
    const id = await school.created('projects', plan());
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        school.post(`projects/${id}/revision`, plan(`Title ${n}`), { 'if-match': '"0"' }),
      ),
    );
    expect([200, 412].map((status) => all.filter((each) => each.status === status).length)).toEqual([1, 19]);
  });
});

describe('Lianjian-After', () => {
  it('beyond the log is waited for, for two seconds, and then to be asked again', async () => {
    const began = Date.now();
    const after = { 'lianjian-after': String((await app.log.head()) + 1_000) };
    const { status, body, headers } = await school.get('projects', after);
    expect([status, body.type]).toEqual([503, '/problems/not-yet']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Date.now() - began).toBeGreaterThan(1_900);
    expect(Date.now() - began).toBeLessThan(4_000);
  });

  it('of a write shows it, at once', async () => {
    for (let n = 0; n < 30; n++) {
      const written = await school.post('projects', plan(`Number ${n}`));
      const after = { 'lianjian-after': written.headers.get('lianjian-position')! };
      const read = await school.get(written.headers.get('location')!, after);
      expect([read.status, read.body.title, read.headers.get('etag')]).toEqual([200, { en: `Number ${n}` }, '"0"']);
      expect(Number(read.headers.get('lianjian-position'))).toBeGreaterThanOrEqual(Number(after['lianjian-after']));
    }
  });
});
