import { copiedRows } from './copied-rows.js';
import { freshLog, type FreshLog } from './testing.js';

let log: FreshLog;
beforeAll(async () => void (log = await freshLog()));
afterAll(() => log.drop());

const timeout_ms = 5_000;
const copied = async (select: string, limit_ms = timeout_ms) => [
  ...(await copiedRows(log.owner, select, (texts, json) => [...texts, json], { timeout_ms: limit_ms })),
];

describe('Rows that are copied', () => {
  it('hold what a query finds: none, one, or many, however large', async () => {
    expect(await copied(`SELECT 'x', '1' WHERE false`)).toEqual([]);
    expect(await copied(String.raw`SELECT '联\n"', '', '{"a":"\u0000\n😀"}'::json`)).toEqual([
      [String.raw`联\n"`, '', { a: '\u0000\n😀' }],
    ]);
    const rows = await copied(
      `SELECT n::text, to_json(repeat('x', CASE n % 100 WHEN 0 THEN 300000 ELSE n END)) FROM generate_series(1, 1000) AS n`,
    );
    expect(rows.map(([n, text]) => [Number(n), String(text).length])).toEqual(
      Array.from({ length: 1_000 }, (_, n) => [n + 1, (n + 1) % 100 === 0 ? 300_000 : n + 1]),
    );
  });

  it('are made few at a time, when they are gone through, and once', async () => {
    let made = 0;
    const rows = await copiedRows(log.owner, `SELECT 'x', '1' FROM generate_series(1, 1000)`, () => made++, {
      timeout_ms,
    });
    expect([rows.length, rows.bytes, made]).toEqual([1_000, 10_000, 0]); // each column has its length before it
    for (const n of rows) expect(made).toBeLessThanOrEqual(n + 32);
    expect(made).toBe(1_000);
    expect(() => [...rows]).toThrow('gone through');
  });

  it.each([
    ['that cannot be read', `SELECT 'x', '1' FROM nowhere`, /nowhere/],
    ['that end in a fault', `SELECT 'x', (1 / (500 - n))::text FROM generate_series(1, 1000) AS n`, /division by zero/],
    ['that are no JSON', `SELECT 'x', 'y'`, /JSON/],
  ])('%s are said to be', async (_, select, why) => {
    await expect(copied(select)).rejects.toThrow(why);
    expect(await copied(`SELECT 'x', '1'`)).toEqual([['x', 1]]);
  });

  it('that do not come in time are not waited for', async () => {
    await expect(copied(`SELECT 'x', '1' FROM pg_sleep(2)`, 50)).rejects.toThrow('timeout');
    expect(await copied(`SELECT 'x', '1'`)).toEqual([['x', 1]]);
  });
});
