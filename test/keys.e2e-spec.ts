import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { KeyUses } from '../src/access/key-uses.js';
import { scopes } from '../src/access/scopes.js';
import { SecretRow } from '../src/access/secrets.js';
import { Client, startApp, startInstance, type TestApp } from './app.js';

const hour = 3_600_000;
const day = 24 * hour;

let app: TestApp;
let alliance: Awaited<ReturnType<TestApp['found']>>;
let residents: Client, school: Client;
beforeAll(async () => {
  app = await startApp();
  alliance = await app.found({ units: ['residents', 'school', 'bank'], charter: { chairMayAdmit: true } });
  [residents, school] = [alliance.as('residents'), alliance.as('school')];
});
afterAll(() => app.close());

const lamps = { kind: 'goods', description: { en: 'Lamps' }, unitOfMeasure: 'pieces', quantity: 1 };
const later = (ms: number) => new Date(Date.parse(app.clock.now()) + ms).toISOString();
const clientWith = (key: string, at: Pick<TestApp, 'url' | 'seen'> = app) => new Client(at, key, alliance.path);
const ours = (name = 'school') => {
  const { unitId, personId } = alliance.unit(name);
  return { kind: 'person', unitId, personId, label: 'Timetable' };
};
/** Somebody registered, with a mandate of the school. */
const colleague = async (kind = 'deputy', of: Client = app.operator): Promise<string> => {
  const personId = randomUUID();
  await of.created(`${alliance.path}/people`, { personId, name: 'A colleague' });
  const { unitId } = alliance.unit('school');
  const { items } = await residents.got(`units/${unitId}/mandates`);
  const now = app.clock.now();
  const before = items.find((each: any) => each.kind === kind && (each.until === null || each.until > now));
  await of.created(`${alliance.path}/units/${unitId}/mandates`, {
    ...{ personId, kind, from: now },
    ...(before && { replaces: before.mandateId }),
  });
  return personId;
};
const issued = async (body: object, by: Client = school) => {
  const answer = await by.post(`${alliance.path}/keys`, body);
  expect(answer).toMatchObject({ status: 201, body: { key: expect.stringMatching(/^lj_/) } });
  return { ...answer.body, client: clientWith(answer.body.key) } as { id: string; key: string; client: Client };
};

describe('A key', () => {
  it('is shown once, and can be got without it', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await school.post('keys', ours(), headers);
    expect([first.status, first.headers.get('location')]).toEqual([201, `${alliance.path}/keys/${first.body.id}`]);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const again = await school.post('keys', ours(), headers);
    expect(again).toMatchObject({ status: 201, body: { ...first.body, key: null } });
    const { unitId, personId } = ours();
    expect(await school.got(`keys/${first.body.id}`)).toMatchObject({
      ...{ keyId: first.body.id, kind: 'person', unitId, personId, label: 'Timetable', scopes: [...scopes] },
      ...{ prefix: first.body.key.slice(3, 15), lastUsedAt: null, revokedAt: null, revision: 0 },
    });
    expect((await clientWith(first.body.key).got('/v1/me')).clientId).toBe(first.body.id);
  });
  it('is shown to one of twenty who ask for the same at once', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const all = await Promise.all(Array.from({ length: 20 }, () => school.post('keys', ours(), headers)));
    expect(new Set(all.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const shown = all.flatMap(({ body }) => body.key ?? []);
    expect(shown).toHaveLength(1);
    expect((await clientWith(shown[0]).get('/v1/me')).status).toBe(200);
  });
  it('is nowhere but with whom it was shown to: neither in the log nor in a table, nor in a hash in the log', async () => {
    const { key, id } = await issued(ours());
    const secret = key.slice(16);
    const [{ hash }] = await app.database.query('SELECT hash FROM access.secret WHERE key_id = $1', [id]);
    const tables: { name: string }[] = await app.database.query(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables)
      for (const words of name === 'access.secret' ? [secret] : [secret, hash])
        expect([name, await app.database.query(`SELECT 1 FROM ${name} AS row WHERE row::text LIKE '%' || $1 || '%'`, [words])]).toEqual([name, []]); // prettier-ignore
  });
  it('whose secret was never made, since the process ended, is shown to the repeat of its request, and to nobody else', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const wanted = { ...ours(), keyId: randomUUID() };
    await school.post('keys', wanted, headers);
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    await owner.query('DELETE FROM access.secret WHERE key_id = $1', [wanted.keyId]);
    await owner.end();
    expect((await alliance.as('bank').post('keys', wanted)).body.key ?? null).toBeNull();
    expect((await school.post('keys', wanted)).body.key).toBeNull();
    const { body } = await school.post('keys', wanted, headers);
    expect((await clientWith(body.key).got('/v1/me')).clientId).toBe(wanted.keyId);
  });
  it('stands in the history, with whose it is', async () => {
    const { id } = await issued({ ...ours(), scopes: ['read'] });
    await school.did(`keys/${id}/revocation`, { reason: 'It stood in a mail' });
    const { items } = await school.got(`history?subjectId=${id}`);
    expect(items.map(({ type }: { type: string }) => type)).toEqual(['KeyRevoked', 'KeyIssued']);
    const { kind, unitId, personId } = ours();
    expect(items[1].data).toEqual({ kind, unitId, personId, scopes: ['read'], expiresAt: expect.any(String) });
    expect((await alliance.as('bank').got(`history?subjectId=${id}`)).items).toEqual([]);
  });
  it('opens what its scopes name, and nothing else', async () => {
    const reads = await issued({ ...ours(), scopes: ['read'] });
    expect((await reads.client.get('units')).status).toBe(200);
    const offer = { name: { en: 'Gym' }, kind: 'venue', unitOfMeasure: 'seats', quantity: 8, approval: 'automatic' };
    await reads.client.refused('resources', offer, 403, 'scope-missing');
    const writes = await issued({ ...ours(), scopes: ['resources'] });
    expect((await writes.client.get('units')).status).toBe(403);
    await writes.client.created('resources', offer);
  });
  it('gives no more than it has', async () => {
    const { client } = await issued({ ...ours(), scopes: ['read', 'access'], expiresAt: later(30 * day) });
    await client.refused('keys', { ...ours(), scopes: ['projects'] }, 403, 'scopes-beyond-yours');
    await client.refused('keys', { ...ours(), expiresAt: later(31 * day) }, 403, 'key-outlasts-issuer');
    const child = await issued(ours(), client);
    expect(await school.got(`keys/${child.id}`)).toMatchObject({
      scopes: ['read', 'access'],
      expiresAt: (await school.got(`keys/${(await client.got('/v1/me')).clientId}`)).expiresAt,
    });
  });
  it('is honoured until it ends', async () => {
    const { client } = await issued({ ...ours(), expiresAt: later(2 * hour) });
    expect((await client.get('units')).status).toBe(200);
    app.clock.advance(2 * hour);
    expect((await client.get('units')).status).toBe(401);
  });
  it('of a person without a mandate of the unit is not made', async () => {
    const stranger = { ...ours(), personId: alliance.unit('bank').personId };
    await school.refused('keys', stranger, 409, 'holder-without-mandate');
    await app.operator.refused(`${alliance.path}/keys`, stranger, 409, 'holder-without-mandate');
  });
  it('of another unit, or of whoever could do more, is not made by members', async () => {
    await residents.refused('keys', ours(), 403, 'key-not-yours'); // also the chair
    const personId = await colleague('deputy');
    await school.created('keys', { ...ours(), personId });
    await residents.did('offices/appointment', { office: 'secretary', unitId: ours().unitId, personId });
    await school.refused('keys', { ...ours(), personId }, 403, 'key-beyond-mandate');
    const secretary = await issued({ ...ours(), personId }, app.operator);
    await secretary.client.refused('keys', ours(), 403, 'key-beyond-mandate'); // not in the delegate's name
    await secretary.client.created('keys', { ...ours(), personId });
    const liaison = await issued({ ...ours(), personId: await colleague('liaison') });
    await liaison.client.refused('keys', ours(), 403, 'not-permitted');
  });
  it('of an alliance that is not there is not made', async () => {
    const nowhere = `/v1/alliances/${randomUUID()}/keys`;
    await app.operator.refused(nowhere, { ...ours(), unitId: randomUUID() }, 404, 'no-such-alliance');
  });
  it('can be asked for without being made', async () => {
    const before = await app.log.head();
    const { status, body } = await school.post('keys?dryRun=true', ours());
    expect([status, body.events[0].type, body.key]).toEqual([200, 'KeyIssued', undefined]);
    expect(await app.log.head()).toBe(before);
  });
  it('under the caller’s own id is one key', async () => {
    const own = { ...ours(), keyId: randomUUID() };
    const first = await school.post('keys', own);
    expect(first.body).toMatchObject({ id: own.keyId, key: expect.any(String) });
    expect(await school.post('keys', own)).toMatchObject({ status: 201, body: { id: own.keyId, key: null } });
    await school.refused('keys', { ...own, label: 'Gate' }, 409, 'key-id-taken');
  });
});

describe('Rotating a key', () => {
  it('gives it a second secret, and both are good until the overlap ends; the client stays', async () => {
    const { id, client } = await issued(ours());
    const { status, body } = await client.post(`keys/${id}/rotation`, { overlapHours: 2 });
    expect([status, body.revision]).toEqual([200, 1]);
    const renewed = clientWith(body.key);
    for (const each of [client, renewed]) expect((await each.got('/v1/me')).clientId).toBe(id);
    const one = { 'idempotency-key': randomUUID() };
    const project = { title: { en: 'One' }, requirements: [lamps] };
    const answers = [await client.post('projects?dryRun=true', project, one), await renewed.post('projects?dryRun=true', project, one)]; // prettier-ignore
    expect(answers[0]!.status).toBe(200);
    expect(answers[0]!.body).toEqual(answers[1]!.body); // one client: one command
    app.clock.advance(2 * hour);
    expect([(await client.get('units')).status, (await renewed.get('units')).status]).toEqual([401, 200]);
  });
  it('shows the new secret once, and ends the old one now where it is said to', async () => {
    const { id, client } = await issued(ours());
    const headers = { 'idempotency-key': randomUUID() };
    const first = await school.post(`keys/${id}/rotation`, { overlapHours: 0 }, headers);
    expect((await client.get('units')).status).toBe(401);
    expect((await clientWith(first.body.key).get('units')).status).toBe(200);
    const again = await school.post(`keys/${id}/rotation`, { overlapHours: 0 }, headers);
    expect(again.body).toEqual({ ...first.body, key: null });
  });
  it('is for the holder, the delegate and the operator', async () => {
    const { id, client } = await issued({ ...ours(), personId: await colleague('liaison') });
    for (const who of [client, school, app.operator])
      expect((await who.post(`${alliance.path}/keys/${id}/rotation`)).status).toBe(200);
    await residents.refused(`keys/${id}/rotation`, {}, 403, 'key-not-yours');
    const head = await issued(ours());
    await client.refused(`keys/${head.id}/rotation`, {}, 403, 'key-not-yours');
    const weak = await issued({ ...ours(), scopes: ['access'] });
    await weak.client.refused(`keys/${head.id}/rotation`, {}, 403, 'scopes-beyond-yours');
  });
  it('honours If-Match', async () => {
    const { id } = await issued(ours());
    expect((await school.post(`keys/${id}/rotation`, {}, { 'if-match': '"4"' })).status).toBe(412);
    expect((await school.post(`keys/${id}/rotation`, {}, { 'if-match': '"0"' })).status).toBe(200);
  });
});

describe('Revoking a key', () => {
  it('is seen by every instance within a second', async () => {
    const second = await startInstance(app.databaseUrl);
    try {
      const { id, key, client } = await issued(ours());
      const there = clientWith(key, second);
      expect([(await client.get('units')).status, (await there.get('units')).status]).toEqual([200, 200]);
      await school.did(`keys/${id}/revocation`);
      expect((await client.get('units')).status).toBe(401); // here at once
      await setTimeout(1_000);
      expect((await there.get('units')).status).toBe(401);
    } finally {
      await second.nest.close();
    }
  });
  it('ends every secret, once and for all', async () => {
    const { id, client } = await issued(ours());
    const { body } = await school.post(`keys/${id}/rotation`);
    await school.did(`keys/${id}/revocation`);
    for (const each of [client, clientWith(body.key)]) expect((await each.get('units')).status).toBe(401);
    expect((await school.did(`keys/${id}/revocation`)).revision).toBe(2);
    await school.refused(`keys/${id}/rotation`, {}, 409, 'key-over');
    expect(await school.got(`keys/${id}`)).toMatchObject({ revokedAt: expect.any(String), acts: [] });
  });
});

describe('The list of keys', () => {
  it('shows a unit its own, and an officer all of them', async () => {
    const { id } = await issued(ours());
    const idsOf = async (who: Client) => (await who.got('keys?limit=200')).items.map((each: any) => each.keyId);
    expect(await idsOf(school)).toContain(id);
    expect(await idsOf(residents)).toContain(id);
    const bank = await idsOf(alliance.as('bank'));
    expect([bank.length, bank.includes(id)]).toEqual([1, false]);
    expect((await alliance.as('bank').get(`keys/${id}`)).status).toBe(404);
    expect((await residents.got(`keys?unitId=${ours().unitId}&limit=200`)).items.every((each: any) => each.unitId === ours().unitId)).toBe(true); // prettier-ignore
  });
  it('says which acts are possible', async () => {
    const { id } = await issued(ours());
    const acts = async (who: Client) =>
      (await who.got(`${alliance.path}/keys/${id}`)).acts.map((each: any) => each.act);
    expect(await acts(school)).toEqual(['RotateKey', 'RevokeKey']);
    expect(await acts(app.operator)).toEqual(['RotateKey', 'RevokeKey']);
    expect(await acts(residents)).toEqual([]);
  });
  it('says when a key was last used, without a write for every request', async () => {
    const { id, client } = await issued(ours());
    const written = async () =>
      Number((await app.database.query('SELECT count(*) AS n FROM access.key_use WHERE key_id = $1', [id]))[0].n);
    for (let n = 0; n < 20; n++) await client.get('/v1/me');
    expect(await written()).toBe(0);
    const uses = app.nest.get(KeyUses);
    await uses.write();
    const { lastUsedAt } = await school.got(`keys/${id}`);
    expect(Math.abs(Date.parse(lastUsedAt) - Date.parse(app.clock.now()))).toBeLessThan(60_000);
    const version = async () =>
      (await app.database.query('SELECT xmin::text AS x FROM access.key_use WHERE key_id = $1', [id]))[0].x;
    const before = await version();
    await client.get('/v1/me');
    await uses.write();
    expect(await version()).toBe(before); // within a minute nothing is new
    app.clock.advance(60_000);
    await client.get('/v1/me');
    await uses.write();
    expect((await school.got(`keys/${id}`)).lastUsedAt > lastUsedAt).toBe(true);
  });
  it('asks nothing of a secret that is known, and once a second how its key stands', async () => {
    const { client } = await issued(ours());
    await client.get('/v1/me');
    const secrets = jest.spyOn(app.database.getRepository(SecretRow), 'findOneBy');
    const histories = jest.spyOn(app.log, 'read');
    const began = performance.now();
    for (let n = 0; n < 50; n++) await client.get('/v1/me');
    const seconds = Math.ceil((performance.now() - began) / 1_000);
    const looks = histories.mock.calls.filter(([streamId]) => streamId.startsWith('key-')).length;
    const asked = secrets.mock.calls.length;
    for (const spy of [secrets, histories]) spy.mockRestore();
    expect(asked).toBe(0);
    expect(looks).toBeLessThanOrEqual(seconds);
    const { key } = await issued(ours());
    const known = jest.spyOn(app.database.getRepository(SecretRow), 'findOneBy');
    await clientWith(key).get('/v1/me');
    expect(known.mock.calls.length).toBe(1); // or nothing was counted above
    known.mockRestore();
  });
});

describe('An applicant’s key', () => {
  it('is issued by an officer or the operator, and can only apply and see its own application', async () => {
    const [unitId, personId] = [randomUUID(), randomUUID()];
    await residents.created('people', { personId, name: 'A founder' });
    const wanted = { kind: 'person', unitId, personId, label: 'Application' };
    await school.refused('keys', wanted, 403, 'key-not-yours');
    const { client, id } = await issued(wanted, residents);
    const delegate = { personId, from: app.clock.now() };
    for (const path of ['units', 'keys', `keys/${id}`, 'history', `people/${personId}`, 'projects', ''])
      expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    expect((await client.post('keys', wanted)).status).toBe(403);
    expect((await client.post('people', { name: 'Somebody' })).status).toBe(403);
    expect((await client.get(`units/${ours().unitId}`)).status).toBe(404);
    await client.created('units', { name: { en: 'Club' }, kind: 'other', delegate });
    expect(await client.got(`units/${unitId}`)).toMatchObject({ status: 'applied' });
    await residents.did(`units/${unitId}/admission`);
    await app.settled();
    expect((await client.get('units')).status).toBe(200);
  });
});

describe('An auditor’s key', () => {
  it('is the operator’s to issue, reads one alliance and writes nothing', async () => {
    const wanted = { kind: 'auditor', label: 'District audit' };
    await residents.refused('keys', wanted, 403, 'key-not-yours');
    await app.operator.refused(`${alliance.path}/keys`, { ...wanted, scopes: ['read', 'projects'] }, 409, 'auditor-reads-only'); // prettier-ignore
    const { client, id } = await issued(wanted, app.operator);
    for (const path of ['', 'units', 'history', 'keys', `keys/${id}`])
      expect([path, (await client.get(path)).status]).toEqual([path, 200]);
    const elsewhere = await app.found({ units: ['others'] });
    expect((await client.get(elsewhere.path)).status).toBe(404);
    const project = { title: { en: 'X' }, requirements: [lamps] };
    expect((await client.post('projects', project)).status).toBe(403);
    await client.refused(`keys/${id}/rotation`, {}, 403, 'scope-missing');
  });
});

describe('An operator’s key', () => {
  it('is issued, listed, rotated and revoked by the operator', async () => {
    const answer = await app.operator.post('/v1/keys', { label: 'Backup' });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/keys/${answer.body.id}`]);
    const client = new Client(app, answer.body.key, '');
    expect(await client.got('/v1/me')).toMatchObject({ kind: 'operator', clientId: answer.body.id });
    expect((await client.get(alliance.path)).status).toBe(200);
    const { items } = await client.got('/v1/keys?limit=200');
    expect(items.map((each: any) => each.kind)).toEqual(items.map(() => 'operator'));
    const one = await client.got(`/v1/keys/${answer.body.id}`);
    expect(one.acts.map((each: any) => each.act)).toEqual(['RotateOperatorKey', 'RevokeOperatorKey']);
    const rotated = await client.post(`/v1/keys/${answer.body.id}/rotation`, { overlapHours: 0 });
    expect((await client.get('/v1/me')).status).toBe(401);
    const renewed = new Client(app, rotated.body.key, '');
    await renewed.did(`/v1/keys/${answer.body.id}/revocation`);
    expect((await renewed.get('/v1/me')).status).toBe(401);
  });
  it('gives members’ keys no longer life than its own, and is of no alliance', async () => {
    const { body } = await app.operator.post('/v1/keys', { label: 'Helper', expiresAt: later(10 * day) });
    const helper = new Client(app, body.key, '');
    await helper.refused(
      `${alliance.path}/keys`,
      { ...ours(), expiresAt: later(11 * day) },
      403,
      'key-outlasts-issuer',
    );
    expect((await helper.post(`${alliance.path}/keys`, ours())).status).toBe(201);
    expect((await app.operator.get(`${alliance.path}/keys/${body.id}`)).status).toBe(404);
    expect((await app.operator.post(`${alliance.path}/keys/${body.id}/revocation`)).status).toBe(404);
  });
  it('is nothing for members', async () => {
    await school.refused('/v1/keys', { label: 'Mine' }, 403, 'not-permitted');
    expect((await school.get('/v1/keys')).status).toBe(403);
  });
});

describe('A request', () => {
  it('is the same in whatever order its fields come', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const { kind, unitId, personId, label } = ours();
    const first = await school.post('keys', { kind, unitId, personId, label }, headers);
    const again = await school.post('keys', { label, personId, unitId, kind }, headers);
    expect([again.status, again.body.id, again.body.position]).toEqual([201, first.body.id, first.body.position]);
  });
});
