import { rebuild, schemaOf } from '#nest-event-sourcing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { projection } from '../../src/contexts.js';
import { migrate, roleOf } from '../../src/platform/migrate.js';
import { ownerOptions } from '../../src/platform/owner-options.js';
import { startApp } from '../app.js';
import { rowsOf } from '../rows.js';
import { freshDatabase, type FreshDatabase } from '../database.js';

let database: FreshDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

describe('Instances that start at once on an empty database', () => {
  it('make it ready once, and all of them find it so', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, database.url, projection)));
    expect(all.filter((ran) => ran.length > 0)).toHaveLength(1);
  });

  it('that are processes of their own serve it together', async () => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATABASE_URL: database.url };
    const source = ['--conditions=@lianjian/source', '--import', './test/typescript.mjs', 'src/cli.ts', 'migrate'];
    const runs = [1, 2, 3, 4].map(() =>
      spawn(process.execPath, source, {
        cwd: join(import.meta.dirname, '..', '..'),
        env: { ...env, DATABASE_OWNER_URL: database.ownerUrl },
        stdio: 'ignore',
      }),
    );
    expect(await Promise.all(runs.map(async (run) => (await once(run, 'close'))[0]))).toEqual([0, 0, 0, 0]);
  });

  it('may be of one role alone', async () => {
    await migrate(database.ownerUrl, database.ownerUrl, projection);
    expect(await migrate(database.ownerUrl, database.ownerUrl, projection)).toEqual([]);
  });
});

describe("The application's role", () => {
  it('can neither change the log nor the shape of any table', async () => {
    await migrate(database.ownerUrl, database.url, projection);
    const application = new pg.Client({ connectionString: database.url });
    await application.connect();
    const schema = schemaOf(projection);
    const allowed: string[] = [];
    for (const text of [
      "INSERT INTO log.event VALUES (1, 's-1', 0, gen_random_uuid(), 'X', now(), '{}')",
      'UPDATE log.event SET type = type',
      'DELETE FROM log.event',
      'TRUNCATE log.event',
      'ALTER TABLE log.event DISABLE TRIGGER only_grows',
      'LOCK TABLE log.event',
      'LOCK TABLE log.turn',
      'CREATE OR REPLACE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
      'DROP SCHEMA log CASCADE',
      'SET session_replication_role = replica',
      `ALTER TABLE ${schema}.deadline ADD COLUMN x int`,
      `DROP TABLE ${schema}.deadline`,
      `TRUNCATE ${schema}.deadline`,
      `CREATE TABLE ${schema}.mine ()`,
      'CREATE TABLE public.mine ()',
      'CREATE SCHEMA mine',
      'CREATE TEMP TABLE mine ()',
      "INSERT INTO engine.projection VALUES ('x', 'y')",
      'DELETE FROM access.key',
      'ALTER TABLE access.key ADD COLUMN x int',
      'SELECT * FROM migrations',
    ])
      await application.query(text).then(
        () => allowed.push(text),
        () => undefined,
      );
    await application.end();
    expect(allowed).toEqual([]);
  });
});

describe('Rebuilds that are begun at once', () => {
  it('leave the live read models whole: one of them does it, the others are told', async () => {
    const app = await startApp();
    try {
      await app.found({ units: ['school', 'bank', 'clinic'] });
      const rows = () => rowsOf((text) => app.database.query(text), projection);
      const before = await rows();
      const role = await roleOf(app.databaseUrl);
      for (let round = 0; round < 3; round++) {
        const all = await Promise.allSettled(
          [1, 2, 3].map(() => rebuild(app.log, ownerOptions(app.ownerUrl), projection, role)),
        );
        const said = all.flatMap((each) => (each.status === 'rejected' ? String(each.reason) : []));
        expect(said.length).toBeLessThan(3);
        for (const each of said) expect(each).toMatch(/is being rebuilt/);
      }
      expect(await rows()).toEqual(before);
      await app.found({ units: ['market'] });
      await app.settled();
    } finally {
      await app.close();
    }
  });
});
