import { noStream, Overloaded, type Expectation, Unanswered } from '#event-sourcing';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { logPool } from './log-pool.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { freshLog, newIssue, type FreshLog } from './testing.js';

let log: FreshLog;
const lines: Awaited<ReturnType<typeof badLine>>[] = [];
beforeAll(async () => void (log = await freshLog()));
afterAll(async () => {
  await log.drop();
  for (const { end } of lines) end();
});

type Store = ReturnType<FreshLog['open']>;
const newPlace = (): Expectation => ({ streamId: `thing-${crypto.randomUUID()}`, revision: noStream });
const said = (size = 1) => [{ type: 'Said', data: { text: 'x'.repeat(size) } }];
const say = (store: Store, at = newPlace(), issue = newIssue(), size = 1) => store.append(at, said(size), issue);
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const lengthOf = async (store: Store, { streamId }: Expectation) => (await store.read(streamId, 0, 99)).length;

/** A line to the server that loses answers or falls silent. */
const badLine = async (url: string) => {
  const { host, port } = new pg.Client(url);
  const line = { loses: 0, isSilent: false, lines: new Set<Socket>(), url: '', end: () => {} };
  const server = createServer((client) => {
    const upstream = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    line.lines.add(client);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.on('close', () => line.lines.delete(client) && upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.on('data', (question) => line.isSilent || upstream.write(question));
    upstream.on('data', (answer) => {
      if (line.isSilent) return;
      if (line.loses-- > 0) client.destroy();
      else client.write(answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const through = Object.assign(new URL(url), { hostname: '127.0.0.1', port: (server.address() as AddressInfo).port });
  through.searchParams.delete('host');
  line.url = through.href;
  line.end = () => {
    server.close();
    for (const client of line.lines) client.destroy();
  };
  return line;
};

describe('An append whose answer is lost', () => {
  const through = async (patience_ms: number) => {
    const line = await badLine(log.url);
    lines.push(line);
    const store = log.open({ max: 1, query_timeout: 200, connectionTimeoutMillis: 200 }, patience_ms, line.url);
    await store.head();
    return { line, store };
  };

  it('is asked again, gets its receipt, and is recorded once', async () => {
    const { line, store } = await through(5_000);
    const [single, chain] = [newPlace(), newPlace()];
    line.loses = 1;
    const receipts = await Promise.all([
      say(store, single),
      ...times(3, (n) => say(store, { ...chain, revision: n - 1 })),
    ]);
    expect(receipts.map(({ revision }) => revision)).toEqual([0, 0, 1, 2]);
    const head = receipts.at(-1)!.position;
    expect(receipts.map(({ position }) => position)).toEqual([head - 3, head - 2, head - 1, head]);
    expect(await Promise.all([single, chain].map((at) => lengthOf(store, at)))).toEqual([1, 3]);
  });

  it('again and again is said to be unanswered; the same command gets its receipt later', async () => {
    const { line, store } = await through(300);
    const [at, issue] = [newPlace(), newIssue()];
    line.loses = 100;
    await expect(say(store, at, issue)).rejects.toThrow(Unanswered);
    line.loses = 0;
    const receipt = await say(store, at, issue);
    expect(await store.read(at.streamId, 0, 9)).toMatchObject([{ position: receipt.position }]);
  });

  it('because the line is silent is asked again on another connection', async () => {
    const { line, store } = await through(5_000);
    const at = newPlace();
    const silent = [...line.lines];
    line.isSilent = true;
    const append = say(store, at);
    await setTimeout(300);
    line.isSilent = false;
    expect(await append).toMatchObject({ revision: 0 });
    expect(silent.map(({ destroyed }) => destroyed)).toEqual([true]);
    expect(await lengthOf(store, at)).toBe(1);
  });

  it('is unanswered where the line stays silent, and nobody who waits is forgotten', async () => {
    const { line, store } = await through(500);
    line.isSilent = true;
    const first = say(store);
    await setTimeout(20);
    const others = await Promise.allSettled([first, ...times(20, () => say(store))]);
    const reasons = others.map((each) =>
      each.status === 'rejected' ? (each.reason as object).constructor : 'recorded',
    );
    expect(reasons).toEqual([Unanswered, ...times(20, () => Overloaded)]);
    line.isSilent = false;
    await say(store);
  });
});

it('A log that was closed says so at once', async () => {
  const pool = logPool(log.url);
  const store = new PostgresEventStore(pool);
  await pool.end();
  await expect(say(store)).rejects.toThrow('closed');
});

describe('Connections that the server ends', () => {
  it('lose no append, and record none twice', async () => {
    const [store, other] = [log.open(), log.open()];
    const killer = new pg.Pool({ connectionString: log.url, max: 1 });
    const places = times(200, newPlace);
    let killed = 0;
    const kill = async () => {
      const text = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'event-log' AND datname = current_database()`;
      killed += (await killer.query(text)).rowCount ?? 0;
    };
    const late = async (at: Expectation, n: number) => {
      await setTimeout(Math.random() * 400);
      return say(n % 2 ? store : other, at);
    };
    let over = false;
    const all = Promise.allSettled(places.map(late)).finally(() => (over = true));
    while (!over) {
      await kill();
      await setTimeout(5 + Math.random() * 20);
    }
    await killer.end();
    const outcomes = await all;
    const strange = outcomes.filter((each) => each.status === 'rejected' && !(each.reason instanceof Unanswered));
    expect(strange).toEqual([]);
    const receipts = outcomes.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
    expect(killed).toBeGreaterThan(10);
    expect(receipts.filter((receipt) => receipt).length).toBeGreaterThan(150);
    for (const [n, receipt] of receipts.entries()) {
      const events = await store.read(places[n]!.streamId, 0, 9);
      expect(events.length).toBeLessThanOrEqual(1);
      if (receipt) expect(events).toMatchObject([{ position: receipt.position, revision: receipt.revision }]);
    }
    const { rows } = await log.owner.query('SELECT count(*) = max(position) AS dense FROM log.event');
    expect(rows).toEqual([{ dense: true }]);
  });
});

describe('While somebody holds the turn', () => {
  const whileHeld = async (act: () => Promise<void>) => {
    const holder = await log.owner.connect();
    try {
      await holder.query('BEGIN; LOCK TABLE log.turn IN EXCLUSIVE MODE');
      await act();
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
  };

  it('appends are told so, reads go on, and afterwards all goes on', async () => {
    const store = log.open({ max: 2, lock_timeout: 100 }, 200);
    const places = times(5, newPlace);
    await whileHeld(async () => {
      const outcomes = places.map((at) => expect(say(store, at)).rejects.toThrow(Overloaded));
      await store.head();
      await Promise.all(outcomes);
    });
    expect(await lengthOf(store, places[0]!)).toBe(0);
    await Promise.all(places.map((at) => say(store, at)));
  });

  it('no more appends wait than there is room for, by number and by size', async () => {
    for (const [count_max, size] of [
      [10_000, 1],
      [16, 2 ** 22 - 2 ** 10],
    ] as const) {
      const store = log.open({ max: 2, lock_timeout: 1_000 }, 100);
      await whileHeld(async () => {
        await store.head();
        const first = say(store).catch(() => 'refused');
        await setTimeout(50);
        const appends = times(count_max + 10, () => say(store, newPlace(), newIssue(), size).then(() => '', String));
        const said = await Promise.all(appends);
        expect(said.filter((each) => /appends are waiting/.test(each))).toHaveLength(10);
        await first;
      });
    }
  });
});
