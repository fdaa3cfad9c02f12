import pg from 'pg';
import { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from './database.js';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const ask = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

describe('A fresh database', () => {
  it('lets the owner make tables, which the application may not even read until it is granted them', async () => {
    await ask(database.ownerUrl, 'CREATE TABLE thing (id int); INSERT INTO thing VALUES (1)');
    await expect(ask(database.url, 'SELECT * FROM thing')).rejects.toThrow('permission denied for table thing');
    await ask(database.ownerUrl, `GRANT SELECT ON thing TO ${new URL(database.url).username}`);
    expect(await ask(database.url, 'SELECT * FROM thing')).toEqual([{ id: 1 }]);
  });

  it('lets the application make nothing', async () => {
    for (const sql of ['CREATE TABLE mine (id int)', 'CREATE SCHEMA mine', 'CREATE TEMP TABLE mine (id int)'])
      await expect(ask(database.url, sql)).rejects.toThrow('permission denied');
  });

  it('is reached by TypeORM with the same address', async () => {
    const typeorm = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    expect(await typeorm.query('SELECT current_user AS role, current_database() AS name')).toEqual([
      { role: new URL(database.url).username, name: new URL(database.url).pathname.slice(1) },
    ]);
    await typeorm.destroy();
  });

  it('orders texts by code point, and waits for no lock or statement for ever', async () => {
    expect(await ask(database.url, `SELECT t FROM unnest(ARRAY['b', 'ä', 'B', 'a', '中']) t ORDER BY t`)).toEqual(
      ['B', 'a', 'b', 'ä', '中'].map((t) => ({ t })),
    );
    expect(await ask(database.url, 'SHOW statement_timeout')).toEqual([{ statement_timeout: '30s' }]);
    expect(await ask(database.url, 'SHOW lock_timeout')).toEqual([{ lock_timeout: '5s' }]);
  });

  it('is gone after it was dropped, with its roles', async () => {
    const other = await freshDatabase();
    await other.drop();
    await expect(ask(other.url, 'SELECT 1')).rejects.toThrow(/does not exist|authentication failed/);
  });
});
