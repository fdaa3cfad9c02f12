import { noStream } from '#event-sourcing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/database.js';
import { Log1767225600000 } from '../../../migrations/1-log.js';
import { dropLog } from './schema.js';
import { freshLog, newIssue, type FreshLog } from './testing.js';

let log: FreshLog;
let application: pg.Pool;
beforeAll(async () => {
  log = await freshLog();
  application = new pg.Pool({ connectionString: log.url, max: 2 });
  await log.open().append({ streamId: 'thing-1', revision: noStream }, [{ type: 'Said', data: {} }], newIssue());
});
afterAll(async () => {
  await application.end();
  await log.drop();
});
const denied = /permission denied|must be owner/;

describe('The log only grows', () => {
  const changes = [
    "UPDATE log.event SET type = 'x'",
    'UPDATE log.event SET revision = 0 WHERE false',
    'DELETE FROM log.event',
    'TRUNCATE log.event',
    'MERGE INTO log.event USING (SELECT 1 AS n) AS s ON position = n WHEN MATCHED THEN DELETE',
    `INSERT INTO log.event SELECT * FROM log.event ON CONFLICT (position) DO UPDATE SET type = 'x'`,
  ];

  it.each(changes)('for its owner: %s', (change) =>
    expect(log.owner.query(change)).rejects.toThrow('the log only grows'),
  );

  it.each([
    ...changes,
    "INSERT INTO log.event VALUES (2, 'a', 0, gen_random_uuid(), 'x', now(), '{}')",
    'BEGIN; LOCK TABLE log.turn IN EXCLUSIVE MODE',
    'SELECT FROM log.event FOR UPDATE',
    'ALTER TABLE log.event DISABLE TRIGGER ALL',
    'DROP TABLE log.event',
    'CREATE TABLE log.mine ()',
    `CREATE OR REPLACE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    'DROP SCHEMA log CASCADE',
  ])('for the application: %s', (change) => expect(application.query(change)).rejects.toThrow(denied));

  it('while its owner grants nothing to whom it does not name', async () => {
    const text = `SELECT count(*)::int AS rights FROM (
      SELECT acl.grantee FROM pg_namespace, aclexplode(nspacl) AS acl WHERE nspname = 'log'
      UNION ALL SELECT acl.grantee FROM pg_class, aclexplode(relacl) AS acl WHERE relnamespace = 'log'::regnamespace
      UNION ALL SELECT acl.grantee FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS acl
        WHERE pronamespace = 'log'::regnamespace) AS everything WHERE grantee = 0`;
    expect((await log.owner.query(text)).rows).toEqual([{ rights: 0 }]);
  });

  it('by its own functions, whatever the application puts in their way', async () => {
    const { username } = new URL(log.url);
    await log.owner.query(`CREATE SCHEMA evil; GRANT USAGE ON SCHEMA evil TO ${username};
      CREATE FUNCTION evil.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT timestamptz ''9999-01-01'''`);
    const client = await application.connect();
    try {
      await client.query('SET search_path = evil, pg_catalog');
      await client.query(`SELECT FROM log.append('{thing-9}', '{-1}', ARRAY[gen_random_uuid()],
        '{1}', '{0}', ARRAY[gen_random_uuid()], '{T}', '{"{}"}')`);
      await client.query(`SELECT FROM log.append_alone('{thing-9}', '{0}', ARRAY[gen_random_uuid()], '{T}', '{"{}"}')`);
      const { rows } = await client.query(
        `SELECT recorded_at < now() AS own FROM log.event WHERE stream_id = 'thing-9'`,
      );
      expect(rows).toEqual([{ own: true }, { own: true }]);
    } finally {
      client.release(true);
    }
  });
});

describe('The log stores the bytes that it was sent', () => {
  it.each([
    String.raw`{ "b" : 1.0,  "a":12345678901234567890.10, "b":2 }`,
    String.raw`{"\u0041":"\u0000 \ud83d\ude00 \ud800 😀 联 \/ \\","":[ ]}`,
    `{"tab":\t1,\n"end":-0}\n`,
  ])('%j', async (body) => {
    const text = 'SELECT base FROM log.append($1, $2, $3, $4, $5, $6, $7, $8)';
    const ids = [crypto.randomUUID()];
    await application.query(text, [[`thing-${ids.join()}`], [-1], ids, [1], [0], ids, ['T'], [body]]);
    const { rows } = await application.query('SELECT body::text FROM log.event WHERE id = $1', ids);
    expect(rows).toEqual([{ body }]);
  });

  it('for an event: its version, its data and its issue, in this order', async () => {
    const [issue, data] = [newIssue(), { b: 1e21, a: '联\u2028"\\', 3: null }];
    const receipt = await log
      .open()
      .append({ streamId: 'thing-2', revision: noStream }, [{ type: 'T', version: 3, data }], issue);
    const text = 'SELECT body::text FROM log.event WHERE position = $1';
    expect((await application.query(text, [receipt.position])).rows).toEqual([
      { body: JSON.stringify({ version: 3, data, issue }) },
    ]);
  });
});

describe('The migration', () => {
  it('makes the log, takes it away as long as nothing is recorded, and makes it again', async () => {
    const database = await freshDatabase();
    const migrations = [Log1767225600000];
    const owner = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations }).initialize();
    try {
      await owner.runMigrations();
      await owner.undoLastMigration();
      expect(await owner.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'log'`)).toEqual([]);
      await owner.runMigrations();
      expect(await owner.query('SELECT position FROM log.head')).toEqual([{ position: '0' }]);
    } finally {
      await owner.destroy();
      await database.drop();
    }
  });

  it('does not take away what was recorded', async () => {
    await expect(log.owner.query(dropLog)).rejects.toThrow('the log holds events');
  });
});
