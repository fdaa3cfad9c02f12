import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { RequestsAtOnce } from '../src/platform/requests-at-once.js';
import { startApp, startInstance, type Answer, type TestApp } from './app.js';

let app: TestApp;
/** Nobody who has asked for nothing, or has gone, keeps it from ending. */
afterEach(async () => {
  const began_ms = performance.now();
  await app.close();
  expect(performance.now() - began_ms).toBeLessThan(10_000);
});

const many = <T>(n: number, one: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: n }, (_, each) => one(each)));
const statuses = (answers: readonly Readonly<{ status: number }>[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const asked = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

describe('The limit of a client', () => {
  it('lets so much through at once, says how much is left, and then when to come again', async () => {
    app = await startApp({ env: { KEY_REQUESTS_PER_MINUTE: '60' } });
    const me = () => app.operator.get('/v1/me');
    const first = await me();
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=10;w=10');
    expect(first.headers.get('ratelimit')).toBe('"key";r=9;t=1');
    const began_ms = performance.now();
    const answers = [first, ...(await many(30, me))];
    const cameIn = Math.ceil((performance.now() - began_ms) / 1_000) + 1;
    expect(statuses(answers)[200]).toBeGreaterThanOrEqual(10);
    expect(statuses(answers)[200]).toBeLessThanOrEqual(10 + cameIn);
    const refused = answers.find(({ status }) => status === 429) as Answer;
    expect(refused.body).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    expect(refused.headers.get('content-type')).toMatch('application/problem+json');
    expect(refused.headers.get('ratelimit')).toBe('"key";r=0;t=10');
    const wait_s = Number(refused.headers.get('retry-after'));
    expect(wait_s).toBeGreaterThanOrEqual(1);
    expect(wait_s).toBeLessThanOrEqual(2);
    await setTimeout(wait_s * 1_000 + 200);
    expect((await me()).status).toBe(200);
  });

  it('is one for all instances, and none of another client', async () => {
    const env = { KEY_REQUESTS_PER_MINUTE: '600' };
    app = await startApp({ env });
    const alliance = await app.found({ units: ['school'] });
    const others = await many(2, () => startInstance(app.databaseUrl, { env }));
    try {
      const authorization = `Bearer ${app.operator.key}`;
      const began_ms = performance.now();
      const answers = await many(3, async (n) =>
        many(150, () => asked(`${[app, ...others][n]!.url}/v1/me`, { authorization })),
      );
      const through = statuses(answers.flat())[200] ?? 0;
      expect(through).toBeGreaterThanOrEqual(90); // founding took some
      const cameIn = Math.ceil(((performance.now() - began_ms) / 1_000) * 10);
      expect(through).toBeLessThanOrEqual(100 + 3 * 10 + cameIn); // each a chunk beside it, and what came in meanwhile
      expect((await alliance.as('school').get('/v1/me')).status).toBe(200);
    } finally {
      for (const { nest } of others) await nest.close();
    }
  });

  it('costs the database a call for a chunk, not for a request', async () => {
    app = await startApp({ env: { KEY_REQUESTS_PER_MINUTE: '6000' } });
    const superuser = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await superuser.connect();
    try {
      let calls = 0;
      const query = app.database.query.bind(app.database);
      app.database.query = ((text: string, ...more: any[]) => {
        if (text.includes('limits.lease')) calls++;
        return query(text, ...more);
      }) as typeof query;
      for (let round = 0; round < 20; round++) await many(20, () => app.operator.get('/v1/me'));
      expect(calls).toBeGreaterThan(1);
      expect(calls).toBeLessThanOrEqual(10);
    } finally {
      await superuser.end();
    }
  });

  it('holds by itself while the database is away', async () => {
    app = await startApp({ env: { KEY_REQUESTS_PER_MINUTE: '60' } });
    await app.database.query('SELECT 1');
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    await owner.query('DROP FUNCTION limits.lease'); // as good as no answer
    await owner.end();
    const answers = await many(30, () => app.operator.get('/v1/me'));
    expect(statuses(answers)).toEqual({ 200: 2, 429: 28 }); // what was free, and half of two seconds
  });
});

describe('The limit of an address', () => {
  it('counts everybody there together', async () => {
    app = await startApp({ env: { ADDRESS_REQUESTS_PER_MINUTE: '60' } });
    const answers = await many(30, (n) => asked(`${app.url}${n % 2 ? '/problems/malformed' : '/v1/me'}`));
    expect(statuses(answers)[429]).toBe(20);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(refused.headers.get('ratelimit-policy')).toBe('"address";q=10;w=10');
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-requests' });
    expect((await asked(`${app.url}/health/live`)).status).toBe(200); // who watches over it is answered
  });

  it('is of whom a trusted proxy names, and of nobody whom a client names', async () => {
    app = await startApp({ env: { ADDRESS_REQUESTS_PER_MINUTE: '60', TRUST_PROXY: '1' } });
    const from = (address: string) => asked(`${app.url}/problems/malformed`, { 'x-forwarded-for': address });
    // The last one was named by the proxy, those before it by whoever liked to.
    expect(statuses(await many(30, (n) => from(`198.51.100.${n}, 203.0.113.7`)))).toEqual({ 200: 10, 429: 20 });
    expect((await from('203.0.113.8')).status).toBe(200);
    const v6 = await many(30, (n) => from(`2001:db8::${n.toString(16)}`)); // all of one /64
    expect(statuses(v6)).toEqual({ 200: 10, 429: 20 });
    expect((await from('2001:db8:0:1::1')).status).toBe(200);
    await app.close();

    app = await startApp({ env: { ADDRESS_REQUESTS_PER_MINUTE: '60' } });
    expect(statuses(await many(30, (n) => from(`198.51.100.${n}`)))).toEqual({ 200: 10, 429: 20 });
  });

  it('is narrower for whoever fails to say who it is, which does not shut out those who can', async () => {
    app = await startApp({ env: { ADDRESS_FAILURES_PER_MINUTE: '60' } });
    expect((await app.operator.get('/v1/me')).status).toBe(200);
    const guess = (n: number) =>
      asked(`${app.url}/v1/me`, { authorization: `Bearer lj_${String(n).padStart(12, '0')}_${'x'.repeat(32)}` });
    const guesses: Response[] = [];
    for (let n = 0; n < 15; n++) guesses.push(await guess(n));
    expect(statuses(guesses)).toEqual({ 401: 10, 429: 5 });
    expect(guesses.at(-1)!.headers.get('ratelimit-policy')).toBe('"failures";q=10;w=10');
    expect((await asked(`${app.url}/v1/me`)).status).toBe(429);
    expect((await app.operator.get('/v1/me')).status).toBe(200);
  });
});

describe('The bound of requests at once', () => {
  it("tells who comes beyond it to come again; whoever is slow to send takes nobody's room", async () => {
    app = await startApp({ env: { REQUESTS_AT_ONCE: '4' } });
    const alliance = await app.found({ units: ['school'] });
    // Four who wait for a position that does not come, for the two seconds that one may wait for it.
    const waiting = many(4, () => alliance.as('school').get('', { 'lianjian-after': '999999999999999' }));
    await setTimeout(300);
    expect(app.nest.get(RequestsAtOnce).atOnce).toBe(4);
    const answers = await many(20, () => app.operator.get('/v1/me'));
    expect(statuses(answers)).toEqual({ 503: 20 });
    expect(answers[0]!.body.type).toBe('/problems/overloaded');
    expect(answers[0]!.headers.get('retry-after')).toBe('1');
    expect((await asked(`${app.url}/health/ready`)).status).toBe(200);
    await waiting;
    expect((await app.operator.get('/v1/me')).status).toBe(200);
    for (const path of ['/problems/malformed', '/', '/nowhere', '/v1/me']) await asked(`${app.url}${path}`);
    const gone = new AbortController();
    const left = fetch(`${app.url}/v1/me`, { signal: gone.signal }).catch(() => undefined);
    gone.abort();
    await left;
    const slow = await many(8, async () => connect(Number(new URL(app.url).port), '127.0.0.1'));
    for (const each of slow)
      each.write(
        'POST /v1/alliances HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      );
    await setTimeout(100);
    expect(app.nest.get(RequestsAtOnce).atOnce).toBe(0);
    expect((await app.operator.get('/v1/me')).status).toBe(200);
    for (const each of slow) each.destroy();
  });

  it('has room again at once for whoever left before their list, or file, had begun to be written', async () => {
    app = await startApp({ env: { REQUESTS_AT_ONCE: '4' } });
    const alliance = await app.found({ units: ['school'] });
    const { key } = alliance.unit('school');
    for (const what of ['units?format=csv', 'events?format=ndjson', 'ocel'])
      for (let n = 0; n < 8; n++) {
        const left = connect(Number(new URL(app.url).port), '127.0.0.1');
        await once(left, 'connect');
        left.write(`GET ${alliance.path}/${what} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`);
        left.destroy();
        await setTimeout(30);
      }
    await setTimeout(300);
    expect(app.nest.get(RequestsAtOnce).atOnce).toBe(0);
    expect((await alliance.as('school').get('units?format=csv')).status).toBe(200);
  });
});

describe('A connection', () => {
  const open = async (port: number): Promise<{ socket: Socket; said: () => string; closed: Promise<number> }> => {
    const began_ms = performance.now();
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString())).on('error', () => undefined);
    const closed = once(socket, 'close').then(() => performance.now() - began_ms);
    await once(socket, 'connect');
    return { socket, said: () => text, closed };
  };
  const portOf = ({ url }: TestApp) => Number(new URL(url).port);
  const drip = async (socket: Socket, text: () => string) => {
    while (!socket.destroyed && socket.writable) {
      socket.write(text());
      await setTimeout(100);
    }
  };

  it('is closed when its headers, or its body, come in drops', async () => {
    app = await startApp({ env: { REQUEST_TIMEOUT_MS: '1500' } });
    const [headers, body, nothing] = [await open(portOf(app)), await open(portOf(app)), await open(portOf(app))];
    headers.socket.write('GET /v1/me HTTP/1.1\r\nHost: x\r\n');
    body.socket.write(
      'POST /v1/alliances HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
    );
    void drip(headers.socket, () => `X-Drop: ${Math.random()}\r\n`);
    void drip(body.socket, () => ' ');
    const lasted_ms = await Promise.all([headers.closed, body.closed, nothing.closed]);
    for (const ms of lasted_ms) expect(ms).toBeLessThan(4_000);
    for (const { said } of [headers, body]) expect(said()).toMatch(/^HTTP\/1\.1 408 [^]*"type":"\/problems\/too-slow"/);
  }, 20_000);

  it('is told in a problem document what is no HTTP, or has headers without end', async () => {
    app = await startApp();
    const [large, odd, later] = [await open(portOf(app)), await open(portOf(app)), await open(portOf(app))];
    const endless = `GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(17 << 10)}\r\n\r\n`;
    later.socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    while (!later.said().includes('{"status":"ok"}')) await setTimeout(5);
    for (const each of [large, later]) each.socket.write(endless);
    odd.socket.write('HELLO\r\n\r\n');
    await Promise.all([large.closed, odd.closed, later.closed]);
    expect(large.said()).toMatch(/^HTTP\/1\.1 431 [^]*application\/problem\+json[^]*"\/problems\/headers-too-large"/);
    expect(later.said()).toMatch(
      /"ok"}HTTP\/1\.1 431 [^]*application\/problem\+json[^]*"\/problems\/headers-too-large"/,
    );
    expect(odd.said()).toMatch(/^HTTP\/1\.1 400 [^]*x-content-type-options: nosniff[^]*"\/problems\/malformed"/);
  });

  it('is closed at once beyond the number that may be open', async () => {
    app = await startApp({ env: { CONNECTIONS: '5' } });
    await app.operator.get('/v1/me');
    const opened = await many(10, () => open(portOf(app)));
    const closed = new Set<number>();
    opened.forEach(({ closed: is }, n) => void is.then(() => closed.add(n)));
    await setTimeout(200);
    expect(closed.size).toBeGreaterThanOrEqual(5);
    for (const { socket } of opened) socket.destroy();
    await setTimeout(50);
    expect((await app.operator.get('/v1/me')).status).toBe(200);
  });
});

describe('A body', () => {
  const post = (body: string | Uint8Array, type = 'application/json') =>
    fetch(`${app.url}/v1/alliances`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, authorization: `Bearer ${app.operator.key}` },
    });
  const problem = async (response: Response) => [response.status, ((await response.json()) as { type: string }).type];

  it('that is deep, long, ambiguous, broken or too large is refused, and nothing is recorded', async () => {
    app = await startApp();
    const before = await app.log.head();
    const deep = '{"name":'.repeat(10_000) + '{}' + '}'.repeat(10_000);
    for (const body of [
      deep,
      '['.repeat(10_000) + ']'.repeat(10_000),
      `{"units":[${'1,'.repeat(100_000)}1]}`,
      `{"charter":{"quorumPercent":${'9'.repeat(400)}}}`,
      '{"charter":{"quorumPercent":1e400}}',
      '{"charter":{"noticeDays":-1e308}}',
      '{"__proto__":{"isAdmin":true}}',
      '{"constructor":{"prototype":{"isAdmin":true}}}',
      '{"name":{"en":"a"},"name":{"en":"b"}}',
      '{"name":',
      '',
      Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    ])
      expect(await problem(await post(body))).toEqual([400, '/problems/malformed']);
    const million = `{"units":[${'1,'.repeat(1_000_000)}1]}`;
    expect(await problem(await post(million))).toEqual([413, '/problems/too-large']);
    expect(await problem(await post(`{"name":"${'x'.repeat(300_000)}"}`))).toEqual([413, '/problems/too-large']);
    expect(await problem(await post('<a/>', 'application/xml'))).toEqual([415, '/problems/unsupported-media-type']);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(await app.log.head()).toBe(before);
  });

  it('is asked for in time by the database, too: no question to it takes longer than its bound', async () => {
    app = await startApp();
    const [row] = await app.database.query('SHOW statement_timeout');
    expect(row).toEqual({ statement_timeout: '10s' });
  });
});
