import { randomUUID } from 'node:crypto';
import { startApp, type Client, type TestApp } from './app.js';

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let residents: Client, school: Client, bank: Client;
/** Of the school: its deputy and its liaison. */
let deputy: Client, liaison: Client;
let deputyId: string;
const contacts = { phone: '021-5555-0101', email: 'mei@school.example' };

beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school', 'bank'] });
  [residents, school, bank] = ['residents', 'school', 'bank'].map(alliance.as) as [Client, Client, Client];
  const { unitId } = alliance.unit('school');
  const join = async (kind: string) => {
    const personId = await school.created('people', { name: `Our ${kind}`, ...contacts });
    await school.created(`units/${unitId}/mandates`, { personId, kind, from: app.clock.now() });
    return { personId, client: await app.clientOf(alliance.id, unitId, personId) };
  };
  ({ personId: deputyId, client: deputy } = await join('deputy'));
  ({ client: liaison } = await join('liaison'));
});
afterAll(() => app.close());

const registered = (by: Client = school): Promise<string> =>
  by.created(`${alliance.path}/people`, { name: 'Wang Mei', ...contacts });
const seen = async (who: Client, personId: string) => {
  const { name, phone, email } = await who.got(`${alliance.path}/people/${personId}`);
  return { name, phone, email };
};
const hidden = { phone: null, email: null };

describe('Registering a person', () => {
  it('is for a delegate, an officer and the operator', async () => {
    for (const who of [school, residents, app.operator]) expect(await registered(who)).toMatch(/^[0-9a-f-]{36}$/);
    for (const who of [deputy, liaison]) await who.refused('people', { name: 'Wang Mei' }, 403, 'not-permitted');
    const stranger = await app.clientOf(alliance.id, randomUUID(), randomUUID());
    await stranger.refused('people', { name: 'Wang Mei' }, 403, 'unit-not-in-standing');
    const auditor = await app.keys.issue({ kind: 'auditor', allianceId: alliance.id, label: 'audit' });
    const { status } = await fetch(`${app.url}${alliance.path}/people`, {
      method: 'POST',
      headers: { authorization: `Bearer ${auditor.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Wang Mei' }),
    });
    expect(status).toBe(403);
  });
  it('happens once for one key, whatever the order of the fields, and is another request with other ones', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await school.post('people', { name: 'Li', phone: '1' }, headers);
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"0"']);
    expect(first.headers.get('location')).toBe(`${alliance.path}/people/${first.body.id}`);
    await school.did(`people/${first.body.id}/change`, { name: 'Li Na' });
    const again = await school.post('people', { phone: '1', name: 'Li' }, headers);
    expect([again.status, again.body.id, again.body.revision]).toEqual([201, first.body.id, 0]);
    expect((await school.got(`people/${first.body.id}`)).name).toBe('Li Na');
    expect((await school.post('people', { name: 'Zhao' }, headers)).body.type).toBe('/problems/idempotency-key-taken');
    expect((await school.post('people', { name: 'Li', phone: '1', personId: randomUUID() }, headers)).status).toBe(422);
  });
  it('of twenty at once gives one person', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const all = await Promise.all(Array.from({ length: 20 }, () => school.post('people', { name: 'Once' }, headers)));
    expect(new Set(all.map(({ status, body }) => `${status} ${body.id} ${body.revision}`)).size).toBe(1);
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, n) => school.post('people', { name: 'Two', personId: randomUUID() }, { 'idempotency-key': `two ${n % 2}`.replace(' ', '-') + headers['idempotency-key'] })), // prettier-ignore
    );
    expect(ids.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(ids.filter(({ status }) => status === 422)).toHaveLength(18);
  });
  it('takes nobody else’s id', async () => {
    const personId = await registered();
    await school.refused('people', { personId, name: 'Another' }, 409, 'person-id-taken');
    const elsewhere = await app.found({ units: ['others'] });
    await elsewhere.as('others').refused('people', { personId, name: 'Wang Mei', ...contacts }, 409, 'person-id-taken');
    expect((await elsewhere.as('others').get(`people/${personId}`)).status).toBe(404);
  });
  it('can be asked for without being done', async () => {
    const personId = randomUUID();
    const { status, body } = await school.post('people?dryRun=true', { personId, name: 'Nobody' });
    expect([status, body]).toEqual([200, { events: [] }]);
    expect((await school.get(`people/${personId}`)).status).toBe(404);
  });
});

describe('A person', () => {
  it('is seen with contacts by the same unit, the officers and the operator, and by name by the others', async () => {
    for (const who of [school, deputy, liaison, residents, app.operator])
      expect(await seen(who, deputyId)).toEqual({ name: 'Our deputy', ...contacts });
    expect(await seen(bank, deputyId)).toEqual({ name: 'Our deputy', ...hidden });
    const { key } = await app.keys.issue({ kind: 'auditor', allianceId: alliance.id, label: 'audit' });
    const response = await fetch(`${app.url}${alliance.path}/people/${deputyId}`, { headers: { authorization: `Bearer ${key}` } }); // prettier-ignore
    expect(await response.json()).toMatchObject({ name: 'Our deputy', ...hidden });
  });
  it('stays of the unit that registered it, also before there is a mandate', async () => {
    const personId = await registered();
    expect(await seen(liaison, personId)).toMatchObject(contacts);
    expect(await seen(bank, personId)).toMatchObject(hidden);
  });
});

describe('Changing a person', () => {
  it('is for the person, a delegate of the same unit, an officer and the operator', async () => {
    let revision = 0;
    for (const who of [deputy, school, residents, app.operator]) {
      const receipt = await who.did(`${alliance.path}/people/${deputyId}/change`, { phone: `021-${revision}` });
      expect(receipt.revision).toBe(++revision);
    }
    for (const who of [bank, liaison])
      await who.refused(`people/${deputyId}/change`, { phone: '1' }, 403, 'person-not-yours');
    const acts = async (who: Client) => (await who.got(`people/${deputyId}`)).acts.map((each: any) => each.act);
    expect([await acts(deputy), await acts(liaison)]).toEqual([['ChangePerson'], []]);
  });
  it('leaves what it does not name, and takes away what it names as null', async () => {
    const personId = await registered();
    const change = (body: object) => school.did(`people/${personId}/change`, body);
    await change({ phone: '021-5555-0102' });
    expect(await seen(school, personId)).toEqual({ name: 'Wang Mei', phone: '021-5555-0102', email: contacts.email });
    await change({ email: null, name: 'Wang Mei-Lin' });
    expect(await seen(school, personId)).toEqual({ name: 'Wang Mei-Lin', phone: '021-5555-0102', email: null });
    expect((await change({})).revision).toBe(2);
    expect((await change({ name: 'Wang Mei-Lin' })).revision).toBe(2);
    expect((await school.post(`people/${personId}/change`, { name: null })).status).toBe(400);
  });
  it('happens to what was seen, and to one of many who saw the same', async () => {
    const personId = await registered();
    const change = (n: number) => school.post(`people/${personId}/change`, { phone: `${n}` }, { 'if-match': '"0"' });
    const all = await Promise.all(Array.from({ length: 10 }, (_, n) => change(n)));
    expect([200, 412].map((status) => all.filter((each) => each.status === status).length)).toEqual([1, 9]);
    expect((await school.get(`people/${personId}`)).headers.get('etag')).toBe('"1"');
  });
  it('happens once for one key', async () => {
    const personId = await registered();
    const headers = { 'idempotency-key': randomUUID() };
    const change = (phone: string) => school.post(`people/${personId}/change`, { phone }, headers);
    expect((await change('1')).body.revision).toBe(1);
    await school.did(`people/${personId}/change`, { phone: '2' });
    expect((await change('1')).body.revision).toBe(1);
    expect((await school.got(`people/${personId}`)).phone).toBe('2');
    expect((await change('3')).status).toBe(422);
  });
  it('of nobody, or of somebody elsewhere, is refused', async () => {
    await school.refused(`people/${randomUUID()}/change`, { phone: '1' }, 404, 'person-not-found');
    const elsewhere = await app.found({ units: ['others'] });
    await elsewhere.as('others').refused(`people/${deputyId}/change`, { phone: '1' }, 404, 'person-not-found');
  });
});
