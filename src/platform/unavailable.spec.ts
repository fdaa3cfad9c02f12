import { setTimeout } from 'node:timers/promises';
import { isDatabaseBusy } from '#nest-event-sourcing';
import { DataSource } from 'typeorm';
import { isUnavailable } from './unavailable.js';

const url = process.env['TEST_DATABASE_URL'] ?? '';
let database: DataSource;
beforeAll(async () => (database = await new DataSource({ type: 'postgres', url }).initialize()));
afterAll(() => database.destroy());

const whatIsSaid = (question: () => Promise<unknown>): Promise<unknown> =>
  question().then(
    () => undefined,
    (error: unknown) => error,
  );
const cut = async (pid: number): Promise<void> => {
  await database.query('SELECT pg_terminate_backend($1)', [pid]);
  await setTimeout(100); // it hears of it while it asks nothing
};

it('A database that gave up by its own bound is there, and busy', async () => {
  const given = (question: string) => whatIsSaid(() => database.transaction(async (db) => {
    await db.query('SET LOCAL statement_timeout = 10');
    await db.query(question);
  })); // prettier-ignore
  expect([await given('SELECT pg_sleep(1)'), await given('SELECT nothing')].map(isDatabaseBusy)).toEqual([true, false]);
});

describe('The database is unavailable', () => {
  it('not to whoever asks wrongly', async () => {
    const error = await whatIsSaid(() => database.query('SELECT nothing'));
    expect([String(error), isUnavailable(error)]).toEqual([expect.stringContaining('nothing'), false]);
  });

  it('to a transaction whose connection breaks between two questions, whoever asks the second one', async () => {
    for (const ask of ['manager', 'builder'] as const) {
      const error = await whatIsSaid(() =>
        database.transaction(async (db) => {
          const [{ pid }] = await db.query('SELECT pg_backend_pid() AS pid');
          await cut(pid);
          return ask === 'manager'
            ? db.query('SELECT 1')
            : db.createQueryBuilder().select('1').from('pg_class', 'c').getRawOne();
        }),
      );
      expect([String(error), isUnavailable(error)]).toEqual([expect.stringContaining('released'), true]);
    }
  });

  it.each(['25P03', '25P04'])('to a transaction that it ended since nobody went on with it: %s', async (code) => {
    const error = await whatIsSaid(() => database.query(`DO $$ BEGIN RAISE 'no' USING ERRCODE = '${code}'; END $$`));
    expect([isUnavailable(error), isDatabaseBusy(error)]).toEqual([true, false]);
  });

  it('to who asks over a connection that breaks meanwhile', async () => {
    const error = await whatIsSaid(() => database.query('SELECT pg_terminate_backend(pg_backend_pid())'));
    expect([isUnavailable(error), isDatabaseBusy(error)]).toEqual([true, false]);
  });
});
