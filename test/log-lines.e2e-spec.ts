import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startApp, type TestApp } from './app.js';

let app: TestApp;
const lines: string[] = [];
beforeAll(async () => {
  app = await startApp({ env: { LOG_FORMAT: 'json', LOG_LEVEL: 'verbose' }, log: (line) => lines.push(line) });
});
afterAll(() => app.close());

/** What nobody but who wrote it should find again: words that stand nowhere else. */
const planted = {
  name: 'Zhangmarkername',
  phone: '+8613800001234',
  email: 'markermail@example.org',
  reason: 'markerreason of a person',
  title: 'markertitle',
  query: 'markerquery',
  cookie: 'markercookie',
  path: 'markerpath',
  header: 'markerheader',
  body: 'markerbody',
  idempotency: 'markeridempotency',
};
const output = () => lines.join('');

describe('The log of the program', () => {
  it('has a line for each request: what was asked for, how it ended, how long it took, and by which client', async () => {
    const { body } = await app.operator.get('/v1/me');
    const line = lines.map((each) => JSON.parse(each)).findLast(({ route }) => route === '/v1/me');
    expect(line).toEqual({
      at: expect.any(String),
      level: 'log',
      context: 'http',
      message: 'GET /v1/me 200',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'GET',
      route: '/v1/me',
      operation: 'getMe',
      status: 200,
      duration_ms: expect.any(Number),
      clientId: body.clientId ?? expect.any(String),
    });
    const refused = await app.operator.get('/v1/nothing');
    const last = lines.map((each) => JSON.parse(each)).findLast(({ status }) => status === 404);
    expect(`urn:uuid:${last.requestId}`).toBe(refused.body.instance);
    await fetch(`${app.url}/v1/me`);
    const unknown = lines.map((each) => JSON.parse(each)).findLast(({ status }) => status === 401);
    expect(unknown).toMatchObject({ route: '/v1/me', operation: 'getMe' });
  });

  it('holds nothing that a request said: no name, contact, reason, key, cookie, query, path or body; not in errors either', async () => {
    const alliance = await app.found({ units: ['school', 'bank'] });
    const school = alliance.as('school');
    const headers = {
      cookie: `session=${planted.cookie}`,
      'x-other': planted.header,
      'idempotency-key': planted.idempotency,
      referer: `http://${planted.path}/`,
      'user-agent': planted.header,
    };
    const person = { personId: randomUUID(), name: planted.name, phone: planted.phone, email: planted.email };
    await app.operator.post(`${alliance.path}/people`, person);
    await school.post('projects', { title: { en: planted.title }, summary: planted.body }, headers);
    await school.post(`projects/${randomUUID()}/cancellation`, { reason: planted.reason }, headers);
    await school.post(`units/${alliance.unit('bank').unitId}/suspension`, { reason: planted.reason }, headers);
    await school.get(`projects?search=${planted.query}&cursor=${planted.query}`, headers);
    await school.get(`projects/${planted.path}`, headers);
    await school.get(`/${planted.path}/${planted.path}?${planted.query}=${planted.query}`, headers);
    for (const key of ['lj_0123456789ab_markerkeymarkerkeymarkerkeymark', planted.header])
      await fetch(`${app.url}/v1/me`, { headers: { ...headers, authorization: `Bearer ${key}` } });
    for (const body of [`{"${planted.body}`, `{"${planted.body}": "${planted.body}"}`, planted.body])
      await fetch(`${app.url}/v1/alliances`, {
        method: 'POST',
        body,
        headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${app.operator.key}` },
      });
    await broken(async () => {
      // The database refuses what is asked, and says why with the values in it.
      const answer = await app.operator.post(`${alliance.path}/people`, { ...person, personId: randomUUID() });
      expect(answer.status).toBe(500);
      expect(JSON.stringify(answer.body)).not.toMatch(/marker/i);
    });
    const failed = lines.map((each) => JSON.parse(each)).filter(({ level }) => level === 'error');
    expect(failed.some(({ message }) => /SQLSTATE 23514 [^]*table person/.test(message))).toBe(true);
    expect(output()).not.toMatch(/marker/i);
    for (const secret of [...Object.values(planted), app.operator.key, alliance.unit('school').key])
      expect(output()).not.toContain(secret);
    expect(output()).not.toMatch(/lj_[0-9a-f]{12}_|Bearer [^…]|13800001234/);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });
});

/** While the table of people refuses everybody. */
const broken = async (work: () => Promise<void>) => {
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  try {
    await owner.query(`ALTER TABLE access.person ADD CONSTRAINT nobody CHECK (sealed IS NULL) NOT VALID`);
    await work();
    await owner.query('ALTER TABLE access.person DROP CONSTRAINT nobody');
  } finally {
    await owner.end();
  }
};
