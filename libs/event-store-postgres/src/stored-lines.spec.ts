import { noStream } from '#event-sourcing';
import { createHash } from 'node:crypto';
import { logPool } from './log-pool.js';
import { PostgresStoredLines } from './stored-lines.js';
import { freshLog, newIssue, type FreshLog } from './testing.js';

let log: FreshLog;
let pool: ReturnType<typeof logPool>;
let stored: PostgresStoredLines;
beforeAll(async () => {
  log = await freshLog();
  pool = logPool(log.url);
  stored = new PostgresStoredLines(pool);
});
afterAll(async () => {
  await pool.end();
  await log.drop();
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('What is stored is read as it is stored', () => {
  it('with the bytes of its body, and all that stands beside it', async () => {
    const [issue, data] = [newIssue(), { b: 1e21, a: '联\u2028"\\', 3: null }];
    await log.open().append({ streamId: 'thing-1', revision: noStream }, [{ type: 'Said', data }], issue);
    const [line] = await stored.lines(0, 10);
    const { rows } = await pool.query('SELECT id, body::text, recorded_at::text AS at FROM log.event');
    const at = `${rows[0].at.slice(0, 10)}T${rows[0].at.slice(11, -3).padEnd(15, '0')}Z`;
    expect(line).toEqual({
      ...{ position: 1, tenantId: issue.tenantId, type: 'Said', id: rows[0].id },
      content: `{"stream":"thing-1","revision":0,"recordedAt":"${at}","body":${rows[0].body}}`,
    });
    expect(line?.content).toContain(JSON.stringify(data));
  });

  it('and its hash is that of its content', async () => {
    const [[header], [line]] = await Promise.all([stored.headers(0, 10), stored.lines(0, 10)]);
    const { content, ...rest } = line!;
    expect(header).toEqual({ ...rest, sha256: sha256(content) });
  });

  it('of whatever its texts hold: a NUL, and half of a character, too', async () => {
    const [other, issue] = [await freshLog(), newIssue()];
    const reads = logPool(other.url, { max: 1 });
    await other.open().append({ streamId: 'thing-1', revision: noStream }, [{ type: 'Said', data: { a: '\0', b: '\ud800' } }], issue); // prettier-ignore
    const [[header], [line]] = await Promise.all([
      new PostgresStoredLines(reads).headers(0, 10),
      new PostgresStoredLines(reads).lines(0, 10),
    ]);
    expect(line).toMatchObject({
      tenantId: issue.tenantId,
      content: expect.stringContaining('"a":"\\u0000","b":"\\ud800"'),
    });
    expect(header).toMatchObject({ tenantId: issue.tenantId, sha256: sha256(line!.content) });
    await reads.end();
    await other.drop();
  });

  it('however large it is: what the server does not look through in time is asked for in parts', async () => {
    const other = await freshLog();
    const [slow, data] = [logPool(other.url, { statement_timeout: 100 }), { text: 'x'.repeat(200_000) }];
    const events = Array.from({ length: 20 }, () => ({ type: 'Said', data }));
    for (let n = 0; n < 15; n++) await other.open().append({ streamId: `thing-${n}`, revision: noStream }, events, newIssue()); // prettier-ignore
    const lines = new PostgresStoredLines(slow);
    expect((await lines.headers(0, 5_000)).map(({ position }) => position)).toEqual(Array.from({ length: 300 }, (_, n) => n + 1));
    expect((await lines.headers(7, 2)).map(({ position }) => position)).toEqual([8, 9]);
    expect((await new PostgresStoredLines(slow).lines(0, 5_000)).length).toBeGreaterThan(0);
    await slow.end();
    await other.drop();
  }); // prettier-ignore

  it('by the index of positions: a page costs nothing of what comes after it', async () => {
    const asked: { text: string; values: unknown[] }[] = [];
    const heard = Object.create(pool, { query: { value: (each: (typeof asked)[number]) => (asked.push(each), pool.query(each)) } }); // prettier-ignore
    const listening = new PostgresStoredLines(heard);
    await Promise.all([listening.headers(0, 10), listening.lines(0, 10)]);
    const client = await pool.connect();
    try {
      await client.query('SET enable_seqscan = off; SET enable_bitmapscan = off'); // as where there are many
      for (const { text, values } of asked) {
        const { rows } = await client.query(`EXPLAIN ${text}`, values);
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
        expect(plan.slice(plan.indexOf('Limit'))).toContain('Index Scan using event_pkey');
        expect(plan.slice(plan.indexOf('Limit'))).not.toContain('Sort');
      }
    } finally {
      client.release(true);
    }
  });

  it('in order, from a position on, as many as are asked for', async () => {
    const events = Array.from({ length: 20 }, (_, n) => ({ type: 'Said', data: { n } }));
    await log.open().append({ streamId: 'thing-2', revision: noStream }, events, newIssue());
    expect((await stored.headers(3, 5)).map(({ position }) => position)).toEqual([4, 5, 6, 7, 8]);
    expect((await stored.lines(19, 5)).map(({ position }) => position)).toEqual([20, 21]);
    expect(await stored.headers(21, 5)).toEqual([]);
  });

  it('of large events no more at once than there is room for, and at least one', async () => {
    const store = log.open();
    for (let n = 0; n < 4; n++)
      await store.append({ streamId: `large-${n}`, revision: noStream }, [{ type: 'Said', data: { text: 'x'.repeat(3 << 20) } }], newIssue()); // prettier-ignore
    expect((await stored.lines(21, 10)).map(({ position }) => position)).toEqual([22, 23, 24]);
    expect((await stored.headers(21, 10)).map(({ position }) => position)).toEqual([22, 23, 24, 25]);
  });
});
