import { tellAWholeStory } from './a-whole-story.js';
import { logPool, PostgresEventStore } from '#event-store-postgres';
import { Engine } from '#nest-event-sourcing';
import { randomUUID } from 'node:crypto';
import { personHappened } from '../src/access/events.js';
import { byCommandLine } from '../src/access/keys.js';
import { SealingEventStore } from '../src/access/sealing-event-store.js';
import { startApp, startInstance, type Client, type TestApp } from './app.js';
import { rowsWith, tablesOf } from './rows-with.js';

let app: TestApp;
const said = new Map<string, string>();
/** A text that stands nowhere else. */
const marker = (field: string): string => {
  const text = `秘密${said.size}-Geheim-${field.replaceAll(' ', '-')}`;
  said.set(text, field);
  return text;
};

beforeAll(async () => {
  app = await startApp();
  await tellAWholeStory(app, marker);
});
afterAll(() => app.close());

const withoutSealed = (value: any): any =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(withoutSealed)
      : Object.fromEntries(
          Object.entries(value).flatMap(([name, each]) => (name === 'sealed' ? [] : [[name, withoutSealed(each)]])),
        );

const bodies = async (): Promise<readonly { type: string; data: any; issue: any }[]> => app.log.readAll(0, 5_000);

it('What people say of people lies in an event under `sealed`, and nowhere else', async () => {
  const open = (await bodies()).flatMap((event) => {
    const text = JSON.stringify(withoutSealed(event));
    return [...said].filter(([words]) => text.includes(words)).map(([, field]) => `${event.type}: ${field}`);
  });
  expect(open).toEqual([]);
});

it('Each reason and note comes back where the log is opened; no name, phone or address is there at all', async () => {
  const text = JSON.stringify(await app.nest.get(SealingEventStore).opened((await bodies()) as never));
  const kept = new Set([...said].filter(([words]) => text.includes(words)).map(([, field]) => field));
  const fields = new Set(said.values());
  expect([...fields].filter((field) => !kept.has(field)).sort()).toEqual(['email', 'name', 'phone']);
});

it('No word, name, phone or address stands in any table of the database', async () => {
  const names = await tablesOf(app.database);
  expect(names).toEqual(
    expect.arrayContaining(['log.event', 'access.person', 'access.secret', 'engine.refused_answer']),
  );
  for (const name of names) expect([name, await rowsWith(app.database, name, [...said.keys()])]).toEqual([name, []]);
});

it('The history shows none of it', async () => {
  const alliances: { id: string }[] = await app.database.query('SELECT DISTINCT alliance_id AS id FROM access.person');
  for (const { id } of alliances) {
    const { body } = await app.operator.get(`/v1/alliances/${id}/history?limit=200`);
    expect(body.items.length).toBeGreaterThan(50);
    expect([...said.keys()].filter((words) => JSON.stringify(body).includes(words))).toEqual([]);
  }
});

describe('A person who is erased', () => {
  const words = (field: string) => `忘记-${field}-Vergiss`;
  const authority = '沪民〔2026〕12号';
  const evidence = { reference: words('evidence'), sha256: 'a'.repeat(64) };
  const spoken = ['name', 'phone', 'email', 'label', 'statement', 'pause', 'report', 'evidence'].map(words);
  const personId = randomUUID();
  let alliance: Awaited<ReturnType<TestApp['found']>>;
  let [motionId, actionId, keyId, mandateId] = ['', '', '', ''];
  let them: Client;
  let other: Awaited<ReturnType<typeof startInstance>>;

  /** Everything that can be read of the alliance, by who may read it all. */
  const all = async (from = app.url): Promise<string> => {
    const lists = [
      'history',
      'events',
      'events?format=csv',
      'events?format=ndjson',
      'ocel',
      'keys',
      'motions',
      'actions',
      'resources',
    ];
    const things = [
      `people/${personId}`,
      `people/${personId}/identities`,
      `people/${personId}/subject-access`,
      `motions/${motionId}`,
      `actions/${actionId}`,
      `keys/${keyId}`,
    ];
    const texts = [...lists, ...things].map(async (path) => {
      const answer = await fetch(`${from}${alliance.path}/${path}`, {
        headers: { authorization: `Bearer ${app.operator.key}` },
      });
      expect([path, answer.status]).toEqual([path, 200]);
      return answer.text();
    });
    return (await Promise.all(texts)).join('\n');
  };
  const found = (text: string): readonly string[] => spoken.filter((each) => text.includes(each));
  const inTheLog = async (): Promise<string> =>
    JSON.stringify(await app.nest.get(SealingEventStore).opened((await bodies()) as never));
  const stored = (): Promise<object[]> =>
    app.database.query(`SELECT position, md5(event::text) AS sum FROM log.event ORDER BY position`);

  beforeAll(async () => {
    alliance = await app.found({ units: ['residents', 'school'] });
    const { unitId } = alliance.unit('school');
    const chair = alliance.as('residents');
    const person = { personId, name: words('name'), phone: words('phone'), email: `${words('email')}@x.example` };
    expect(await app.operator.post(`${alliance.path}/people`, person)).toMatchObject({ status: 201 });
    mandateId = await alliance
      .as('school')
      .created(`units/${unitId}/mandates`, { personId, kind: 'deputy', from: '2020-01-01T00:00:00.000Z' });
    keyId = await alliance.as('school').created('keys', { kind: 'person', unitId, personId, label: words('label') });
    await app.operator.post(`${alliance.path}/people/${personId}/identities`, {
      issuer: 'https://id.example',
      subject: 'them',
    });
    them = await app.clientOf(alliance.id, unitId, personId);
    motionId = await chair.created('motions', { title: { en: 'A matter' }, about: { kind: 'other' } });
    await them.did(`motions/${motionId}/statements`, { words: words('statement') });
    const resourceId = await them.created('resources', {
      name: { en: 'Gym' },
      kind: 'venue',
      unitOfMeasure: 'seats',
      quantity: 9,
      approval: 'automatic',
    });
    await them.did(`resources/${resourceId}/pause`, { reason: words('pause') });
    await chair.did(`motions/${motionId}/voting`, {
      closesAt: new Date(Date.parse(app.clock.now()) + 60_000).toISOString(),
    });
    for (const unit of ['residents', 'school'].map(alliance.as))
      await unit.did(`motions/${motionId}/ballots`, { choice: 'for' });
    await chair.did(`motions/${motionId}/closing`);
    const due = new Date(Date.parse(app.clock.now()) + 20 * 86_400_000).toISOString().slice(0, 10);
    actionId = await chair.created('actions', { motionId, title: { en: 'Lights' }, unitId, due });
    await them.did(`actions/${actionId}/report`, { words: words('report'), evidence });
    await app.settled();
    other = await startInstance(app.databaseUrl);
  }, 60_000);
  afterAll(() => other.nest.close());

  it('is told of by name, and quoted, until then', async () => {
    expect(found(await all())).toEqual(spoken);
    expect(found(await all(other.url))).toEqual(spoken);
    expect(found(await inTheLog())).toEqual([...spoken.slice(3)].sort((a, b) => spoken.indexOf(a) - spoken.indexOf(b)));
  });

  it('is told, with the officers and the operator, all that is kept about them, in one file', async () => {
    const path = `people/${personId}/subject-access`;
    const { body } = await alliance.as('residents').get(path);
    expect(found(JSON.stringify(body))).toEqual(spoken);
    expect(body.person).toMatchObject({ name: words('name'), phone: words('phone'), erasedAt: null });
    expect(body.mandates).toMatchObject([{ mandateId, kind: 'deputy' }]);
    expect(body.acts.map((each: { act: { type: string } }) => each.act.type)).toEqual(['StatementMade', 'ResourceOffered', 'ResourcePaused', 'ActionReported']); // prettier-ignore
    expect(body.acts[0].words).toEqual({ words: words('statement') });
    expect(body.named.map((each: { act: { type: string } }) => each.act.type)).toEqual(expect.arrayContaining(['MandateGiven', 'KeyIssued', 'HistoryExported'])); // prettier-ignore
    await alliance
      .as('school')
      .get(path)
      .then(({ status }) => expect(status).toBe(403));
  });

  it('is not erased while they act for a unit, nor by a member, nor on no authority', async () => {
    const path = `people/${personId}/erasure`;
    const body = { reason: 'asked', authority };
    await alliance.as('residents').refused(path, body, 409, 'person-still-acts');
    await alliance.as('school').refused(path, body, 403, 'not-permitted');
    await alliance.as('residents').refused(path, { ...body, authority: 'Li Na asked for it' }, 400, 'malformed');
  });

  it('is nowhere afterwards, and what happened stays, to the byte', async () => {
    await alliance.as('school').did(`units/${alliance.unit('school').unitId}/mandates/${mandateId}/end`);
    await app.settled();
    const before = await stored();
    const chair = alliance.as('residents');
    const path = `people/${personId}/erasure`;
    const { revision } = await chair.got(`people/${personId}`);
    const same = { 'idempotency-key': randomUUID(), 'if-match': `"${revision}"` };
    const receipt = await chair.did(path, { reason: 'asked', authority }, same);
    expect(await chair.did(path, { reason: 'asked', authority }, same)).toEqual(receipt); // the answer may have been lost
    await chair.did(path, { reason: 'asked', authority }); // asked twice, done once
    await app.settled();
    expect(found(await all())).toEqual([]);
    expect(found(await inTheLog())).toEqual([]);
    for (const name of await tablesOf(app.database))
      expect([name, await rowsWith(app.database, name, spoken)]).toEqual([name, []]);
    const after = await stored();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBe(before.length + 1);
    for (const until = Date.now() + 5_000; found(await all(other.url)).length > 0;)
      if (Date.now() > until) throw new Error('another instance still knows');
  }, 30_000);

  it('is told of as who was erased, when, in the reader’s language', async () => {
    const chair = alliance.as('residents');
    const on = app.clock.now().slice(0, 10);
    expect(await chair.got(`people/${personId}`)).toMatchObject({
      name: `a person, erased on ${on}`,
      phone: null,
      email: null,
      erasedAt: expect.stringContaining(on),
    });
    const motion = await chair.got(`motions/${motionId}`);
    expect(motion.stated).toMatchObject([{ words: `a person, erased on ${on}` }]);
    const { body } = await chair.get(`actions/${actionId}`, { 'accept-language': 'zh' });
    expect(body.reported).toEqual({ words: `已删除个人信息的人员（${on}）`, evidence: null });
  });

  it('does nothing any more, and is registered no more', async () => {
    await expect(app.clientOf(alliance.id, alliance.unit('school').unitId, personId)).rejects.toThrow('erased');
    await them.refused(`motions/${motionId}/statements`, { words: 'again' }, 403, 'person-erased');
    await alliance.as('residents').refused('people', { personId, name: 'Again' }, 403, 'person-erased');
    await alliance.as('residents').refused(`people/${personId}/change`, { name: 'Again' }, 403, 'person-erased');
  });

  it('is erased by whoever starts next, where the one who began ended at the worst moment', async () => {
    const last = randomUUID();
    await app.operator.post(`${alliance.path}/people`, { personId: last, name: words('last') });
    await Promise.all([app, other].map(({ nest }) => nest.get(Engine).stop())); // nobody hears of anything
    // The fact is recorded, and nothing else was done.
    const pool = logPool(app.databaseUrl);
    const { issue } = byCommandLine(alliance.id, new Date().toISOString());
    const event = personHappened('PersonErased', { reason: 'asked', authority });
    await new PostgresEventStore(pool).append({ streamId: `person-${last}`, revision: -1 }, [event], {
      ...issue,
      command: 'ErasePerson',
      requestHash: '',
    });
    const keys = async () =>
      (await pool.query('SELECT destroyed_at FROM privacy.data_key WHERE holder_id = $1', [last])).rows;
    expect(await keys()).toEqual([{ destroyed_at: null }]);
    const next = await startInstance(app.databaseUrl);
    for (const until = Date.now() + 10_000; (await keys())[0].destroyed_at === null;)
      if (Date.now() > until) throw new Error('nobody has finished it');
    await Promise.all([pool.end(), next.nest.close()]);
  }, 30_000);
});
