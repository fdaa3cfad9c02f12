import { noStream, Unanswered } from '#event-sourcing';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { callbackify } from 'node:util';
import type { PoolClient } from 'pg';
import { logPool } from './log-pool.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { LogWentBack, OnStandby, SameLog } from './same-log.js';
import { freshLog, newIssue, type FreshLog } from './testing.js';

let log: FreshLog;
beforeAll(async () => void (log = await freshLog()));
afterAll(() => log.drop());

const takeBack = (events: number): string => `
  ALTER TABLE log.event DISABLE TRIGGER ALL;
  DELETE FROM log.event WHERE position > (SELECT max(position) FROM log.event) - ${events};
  ALTER TABLE log.event ENABLE TRIGGER ALL`;

const opened = () => {
  const sameLog = new SameLog();
  const pool = logPool(log.url, { max: 1, verify: sameLog.verify });
  const store = new PostgresEventStore(pool, 500, (event) => sameLog.saw(event));
  const say = () => store.append({ streamId: `thing-${crypto.randomUUID()}`, revision: noStream }, [{ type: 'Said', data: {} }], newIssue()); // prettier-ignore
  return { sameLog, store, say, end: () => pool.end() };
};
/** What became of it by now. */
const outcomeOf = ({ gone }: SameLog) => Promise.race([gone.catch((error: unknown) => error), setImmediate()]);

describe('At a new connection', () => {
  it('a log goes on where it has the newest event that was appended or read, whatever others recorded after it', async () => {
    const [one, other] = [opened(), opened()];
    const { position } = await one.say();
    await other.store.readAll(0, 10);
    await one.say();
    await log.cut();
    await log.cut();
    await expect(other.say()).resolves.toMatchObject({ position: position + 2 });
    await expect(one.say()).resolves.toMatchObject({ position: position + 3 });
    await log.owner.query(takeBack(1)); // of which only the second one knows
    await log.cut();
    await log.cut();
    await expect(other.store.readAll(0, 10)).resolves.toHaveLength(position + 2);
    expect(await outcomeOf(other.sameLog)).toBeUndefined();
    await Promise.all([one.end(), other.end()]);
  });

  it('a log that lacks it is nothing to build on, even if others recorded in its place', async () => {
    const [appended, read, asked, other] = [opened(), opened(), opened(), opened()];
    const { position } = await appended.say();
    await read.store.readAll(0, 100);
    await expect(asked.store.head()).resolves.toBe(position); // its readers may go on from there, without a look at the event
    await log.owner.query(takeBack(1));
    await other.say();
    for (let times = 20; times > 0; times--) await log.cut(); // one of four each time, which may be on its way out still
    for (const { say, sameLog } of [appended, read, asked]) {
      await expect(say()).rejects.toThrow(Unanswered);
      expect(await outcomeOf(sameLog)).toBeInstanceOf(LogWentBack);
    }
    await Promise.all([appended, read, asked, other].map(({ end }) => end()));
  });

  it('one that breaks while it is looked at is an error of whoever asked, and of nobody else', async () => {
    const verify = callbackify(async (client: PoolClient) => {
      try {
        await client.query('SELECT pg_terminate_backend(pg_backend_pid())');
      } finally {
        await setTimeout(50); // the connection ends meanwhile
      }
    });
    const pool = logPool(log.url, { max: 1, verify });
    await expect(pool.query('SELECT 1')).rejects.toThrow(/terminat/);
    await pool.end();
  });

  it('a standby is told from the primary', async () => {
    const standby: any = { query: async () => ({ rows: [{ standby: true, known: false }] }) };
    const error = await new Promise((done) => new SameLog().verify(standby, done));
    expect(error).toBeInstanceOf(OnStandby);
    expect(String(error)).toContain('is a standby, which only reads');
  });
});
