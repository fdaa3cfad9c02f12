// @ts-expect-error it has no types
import parsePrometheus from 'parse-prometheus-text-format';
import pg from 'pg';
import { setTimeout } from 'node:timers/promises';
import { HealthParts } from '../src/platform/health-parts.js';
import { startApp, type TestApp } from './app.js';

type Sample = Readonly<{
  labels?: Record<string, string>;
  value?: string;
  buckets?: Record<string, string>;
  count?: string;
}>;
type Family = Readonly<{ name: string; type: string; help: string; metrics: readonly Sample[] }>;

let app: TestApp;
afterEach(() => app.close());

const ready = async () => {
  const answer = await fetch(`${app.url}/health/ready`);
  return { status: answer.status, body: (await answer.json()) as any };
};

describe('Health', () => {
  it('tells of the database, of the log, and of every reader of it, how far it is', async () => {
    app = await startApp();
    await app.found({ units: ['school'] });
    await setTimeout(600); // an answer is good for half a second
    const { status, body } = await ready();
    expect([status, body.status, body.database, body.log]).toEqual([200, 'ok', 'ok', 'ok']);
    expect(body.head).toBe(await app.log.head());
    const names = body.readers.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['clock', 'alliances/on-alliance-founded']));
    for (const { name, status, faults, position, behind } of body.readers)
      expect({ name, status, faults, ...(name !== 'clock' && { position, behind }) }).toEqual(
        name === 'clock'
          ? { name, status: 'ok', faults: 0 }
          : { name, status: 'ok', faults: 0, position: body.head, behind: 0 },
      );
  });

  it('is not ready while a part stands still, or the database is gone; but it lives', async () => {
    const lines: string[] = [];
    app = await startApp({ log: (line) => lines.push(line) });
    const parts = app.nest.get(HealthParts);
    expect((await ready()).body.parts).toContainEqual({
      ...{ name: 'webhooks', status: 'ok', faults: 0, disabled: 0, failing: 0, behind: 0, deadLetters: 0 },
    });
    await setTimeout(600);
    parts.add({ name: 'webhooks', state: () => ({ status: 'ok', waiting: 7 }) });
    expect(await ready()).toMatchObject({
      status: 200,
      body: { parts: expect.arrayContaining([{ name: 'webhooks', status: 'ok', waiting: 7 }]) },
    });
    parts.add({ name: 'webhooks', state: () => Promise.reject(new Error('no')) });
    await setTimeout(600);
    expect(await ready()).toMatchObject({
      status: 503,
      body: { status: 'faulty', parts: expect.arrayContaining([{ name: 'webhooks', status: 'faulty' }]) },
    });
    parts.add({ name: 'webhooks', state: () => ({ status: 'ok' }) });
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    await owner.query(`INSERT INTO engine.rebuild (schema, made_by, stage, head, shares, done)
      VALUES ('views_v1_next', 'x', 'fold', 900, 3, 300)`);
    await owner.end();
    await setTimeout(600);
    expect((await ready()).body.parts).toContainEqual({
      ...{ name: 'rebuild', status: 'ok', begun: true, running: true, failed: false },
      ...{ stage: 'fold', done: 300, head: 900 },
    });

    const superuser = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await superuser.connect();
    const name = new URL(app.databaseUrl).pathname.slice(1);
    await superuser.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await superuser.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await setTimeout(600);
    const gone = await ready();
    expect([gone.status, gone.body.status, gone.body.database]).toEqual([503, 'unavailable', 'unreachable']);
    expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    await superuser.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await superuser.end();
    let again = await ready();
    for (let n = 0; n < 100 && again.status !== 200; n++, again = await ready()) await setTimeout(100);
    expect(again).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(lines.join('')).toMatch(/"level":"error","context":"engine".*the database refused/);
  }, 30_000);

  it('costs the database no more when everybody asks at once', async () => {
    app = await startApp();
    let asked = 0;
    const query = app.database.query.bind(app.database);
    app.database.query = ((text: string, ...more: any[]) => {
      if (text === 'SELECT') asked++;
      return query(text, ...more);
    }) as typeof query;
    await Promise.all(Array.from({ length: 100 }, ready));
    expect(asked).toBeLessThan(20); // each answer is good for a moment, and a busy machine takes several
  });
});

describe('Metrics', () => {
  const scrape = async (key = app.operator.key) =>
    fetch(`${app.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  const families = async (): Promise<ReadonlyMap<string, Family>> => {
    const text = await (await scrape()).text();
    return new Map((parsePrometheus(text) as Family[]).map((each) => [each.name, each]));
  };

  it('are for who has an operator key, and nobody else', async () => {
    app = await startApp();
    const alliance = await app.found({ units: ['school'] });
    expect((await fetch(`${app.url}/metrics`)).status).toBe(401);
    expect((await scrape(alliance.unit('school').key)).status).toBe(403);
    expect((await scrape()).status).toBe(200);
  });

  it('are OpenMetrics, which another reader reads: requests, log, readers, pools, process, parts', async () => {
    app = await startApp();
    app.nest.get(HealthParts).add({ name: 'webhooks', state: () => ({ status: 'ok', waiting: 7 }) });
    await app.found({ units: ['school'] });
    const answer = await scrape();
    expect(answer.headers.get('content-type')).toMatch(/^application\/openmetrics-text; version=1\.0\.0/);
    expect((await answer.text()).trimEnd().endsWith('# EOF')).toBe(true);
    const all = await families();
    const gauge = (name: string, labels: Record<string, string> = {}) =>
      Number(
        all
          .get(`lianjian_${name}`)
          ?.metrics.find((each) => Object.entries(labels).every(([label, value]) => each.labels?.[label] === value))
          ?.value,
      );
    expect(gauge('log_head_position')).toBe(await app.log.head());
    expect(gauge('reader_lag_events', { reader: 'alliances/on-alliance-founded' })).toBe(0);
    expect(gauge('pool_connections', { pool: 'log', state: 'idle' })).toBeGreaterThan(0);
    for (const pool of ['log', 'readModels']) expect(gauge('pool_waiting', { pool })).toBe(0); // not even who asks for this
    expect(gauge('append_queue_length')).toBe(0);
    expect(gauge('memory_bytes', { kind: 'resident' })).toBeGreaterThan(10_000_000);
    expect(gauge('event_loop_delay_seconds', { quantile: '0.99' })).toBeGreaterThan(0);
    expect(gauge('http_requests_in_progress')).toBe(0);
    expect(gauge('part', { part: 'webhooks', figure: 'waiting' })).toBe(7);
    expect(all.get('lianjian_http_request_duration_seconds')?.type).toBe('HISTOGRAM');
    expect(await (await scrape()).text()).toMatch(
      /_seconds_count\{(?=[^}]*route="\/v1\/alliances")[^}]*status="201"[^}]*\} 1\n/,
    );
  });

  it('have as many series as the program has parts, whatever is asked', async () => {
    app = await startApp();
    const count = async () =>
      (await (await scrape()).text()).split('\n').filter((line) => /^lianjian_/.test(line)).length;
    const ask = async (n: number) => {
      const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      for (const path of [`/nothing-${n}`, `/v1/alliances/${id}`, `/v1/alliances/${id}/projects/${id}?x=${n}`])
        await app.operator.get(path);
    };
    await ask(0);
    await count();
    const before = await count();
    for (let n = 1; n < 20; n++) await ask(n);
    expect(await count()).toBe(before);
  });

  it('count who was refused, and why', async () => {
    app = await startApp({ env: { KEY_REQUESTS_PER_MINUTE: '60', ADDRESS_FAILURES_PER_MINUTE: '6' } });
    const alliance = await app.found({ units: ['school'] });
    for (let n = 0; n < 20; n++) await alliance.as('school').get('/v1/me');
    for (let n = 0; n < 5; n++) await fetch(`${app.url}/v1/me`);
    await setTimeout(1_200);
    const refused = (await families()).get('lianjian_http_requests_refused_total')?.metrics ?? [];
    const by = Object.fromEntries(refused.map(({ labels, value }) => [labels?.['by'], Number(value)]));
    expect(by['key']).toBeGreaterThanOrEqual(5);
    expect(by).toMatchObject({ failures: 4, address: 0, capacity: 0 });
  });
});
