import { Engine } from '#nest-event-sourcing';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { startApp, type TestApp } from '../app.js';

let app: TestApp;
let superuser: pg.Client;
let lines: string[];
beforeEach(async () => {
  lines = [];
  app = await startApp({ log: (line) => lines.push(line) });
  superuser = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await superuser.connect();
});
afterEach(() => superuser.end());

const name = () => new URL(app.databaseUrl).pathname.slice(1);
/** As far as the application can see, the database is gone; or is there again. */
const isThere = async (there: boolean) => {
  await superuser.query(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS ${there}`);
  if (!there)
    await superuser.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name()]);
};

describe('While the database is gone', () => {
  it('whoever asks is told to ask again, and is answered once it is there, all by itself', async () => {
    const alliance = await app.found({ units: ['school'] });
    const school = alliance.as('school');
    const title = { en: 'A project' };
    const requirements = [
      { requirementId: alliance.id, kind: 'money', what: { en: 'Money' }, unit: 'CNY', quantity: 1 },
    ];
    const body = { title, requirements };
    await isThere(false);
    const [asked, written] = await Promise.all([
      school.get('projects'),
      school.post('projects', body, { 'idempotency-key': 'one' }),
    ]);
    expect([asked.status, asked.body.type]).toEqual([503, '/problems/database-unavailable']);
    expect([written.status, written.headers.get('retry-after')]).toEqual([503, '1']);
    const isTold = () => /"level":"error","context":"engine".*the database refused/.test(lines.join(''));
    for (let n = 0; n < 100 && !isTold(); n++) await setTimeout(100); // the engine looks by itself, as often as it does
    expect(isTold()).toBe(true);
    await isThere(true);
    await setTimeout(1_100);
    expect((await school.post('projects', body, { 'idempotency-key': 'one' })).status).not.toBe(503);
    expect((await school.get('')).status).toBe(200);
    await app.nest.get(Engine).settled(25_000);
    await app.close();
  });

  it('it can be told to end, and ends', async () => {
    const { url } = app;
    await isThere(false);
    await app.nest.close();
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    await superuser.query(`DROP DATABASE ${name()}`);
  });
});
