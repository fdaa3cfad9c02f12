// Availability and bookings over HTTP, of a hall that has been booked fifty thousand times and of one that never was, in
// alternating turns. `--past 50000 --ahead 300 --requests 1000 --callers 1,8`.
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withDatabase } from './database.js';
import { ms, printTable, quantile, whole } from './figures.js';
import { Random } from './random.js';

const { values: asked } = parseArgs({
  options: {
    past: { type: 'string', default: '50000' },
    ahead: { type: 'string', default: '300' },
    requests: { type: 'string', default: '1000' },
    callers: { type: 'string', default: '1,8' },
  },
});
type World = Readonly<{ allianceId: string; full: string; empty: string; events: number; keys: readonly string[] }>;
const [hour_ms, day_ms] = [3_600_000, 86_400_000];
const warmup = 100;
const agent = new Agent({ keepAlive: true });
const random = new Random('asked');

const started = async (url: string, task: string): Promise<readonly [ChildProcess, unknown]> => {
  const file = fileURLToPath(new URL('./bookings-app.ts', import.meta.url));
  const child = fork(file, [url, task, asked.past, asked.ahead]);
  const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof said === 'number') throw new Error('the application did not start');
  return [child, said];
};
const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  child.send('end');
  await once(child, 'exit');
};

/** What the server's process has worked, without the database's. */
const cpu_ms = async (server: ChildProcess): Promise<number> => {
  server.send('cpu');
  const [{ user, system }] = (await once(server, 'message')) as [NodeJS.CpuUsage];
  return (user + system) / 1_000;
};

/** One request, and how many milliseconds it took until the last byte. @throws for another status than is expected */
const send = (url: string, key: string, status: number, body?: object): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const headers = { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }) }; // prettier-ignore
    const sent = request(url, { agent, method: body ? 'POST' : 'GET', headers }, (answer) => {
      let text = '';
      answer.on('data', (part) => (text += part));
      answer.on('end', () =>
        answer.statusCode === status
          ? resolve(performance.now() - began)
          : reject(new Error(`${url}: ${answer.statusCode} ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });

type Ask = (resource: string, key: string) => Promise<number>;
const instant = (ms: number) => new Date(ms).toISOString();
/** An hour or more of a coming day on which the hall is open. */
const time = () => {
  const from = Math.floor(Date.now() / day_ms) * day_ms + random.whole(2, 28) * day_ms + random.whole(0, 10) * hour_ms;
  return { from: instant(from), to: instant(from + random.whole(1, 3) * hour_ms) };
};
const availability =
  (days: number): Ask =>
  (resource, key) => {
    const from = Date.now() + random.whole(0, 20) * day_ms;
    return send(`${resource}/availability?from=${instant(from)}&to=${instant(from + days * day_ms)}`, key, 200);
  };
const questions: Readonly<Record<string, (took: (what: string, ms: number) => void) => Ask>> = {
  'availability of a week': () => availability(7),
  'availability of 92 days': () => availability(92),
  'a booking': (took) => async (resource, key) => {
    const bookingId = randomUUID();
    const booked = await send(`${resource}/bookings`, key, 201, { bookingId, quantity: 2, ...time() });
    took('its cancellation', await send(`${resource}/bookings/${bookingId}/cancellation`, key, 200, {}));
    return booked;
  },
  'a refusal, with free times': () => (resource, key) => {
    const { from } = time();
    return send(`${resource}/bookings`, key, 409, { quantity: 80, from, to: instant(Date.parse(from) + 17 * hour_ms) });
  },
};

type Took = { readonly each: number[]; cpu_ms: number };
/** What each question took, asked by so many at once. What a booking works counts with its cancellation. */
const measure = async (
  server: ChildProcess,
  resource: string,
  keys: readonly string[],
  callers: number,
  requests: number,
) => {
  const all = new Map<string, Took>();
  for (const [what, asking] of Object.entries(questions)) {
    const of = (name: string): Took => all.get(name) ?? all.set(name, { each: [], cpu_ms: 0 }).get(name)!;
    const took = (name: string, ms: number) => void of(name).each.push(ms);
    const before_ms = await cpu_ms(server);
    const ask = asking(took);
    let left = requests;
    const caller = async (n: number) => {
      while (left-- > 0) took(what, await ask(resource, keys[(n + left) % keys.length]!));
    };
    await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)));
    of(what).cpu_ms += (await cpu_ms(server)) - before_ms;
  }
  return all;
};

const rounds = 4;
const report = async (server: ChildProcess, base: string, { full, empty, keys }: World): Promise<void> => {
  const rows = [];
  for (const callers of asked.callers.split(',').map(Number)) {
    const halls = { full: new Map<string, Took>(), empty: new Map<string, Took>() };
    for (let round = 0; round < rounds; round++)
      for (const hall of ['full', 'empty'] as const) {
        const resource = `${base}/resources/${hall === 'full' ? full : empty}`;
        const some = await measure(server, resource, keys, callers, Math.ceil(Number(asked.requests) / rounds));
        for (const [what, { each, cpu_ms: more }] of some) {
          const before = halls[hall].get(what);
          halls[hall].set(what, { each: [...(before?.each ?? []), ...each], cpu_ms: (before?.cpu_ms ?? 0) + more });
        }
      }
    for (const [what, each] of halls.full) {
      const never = halls.empty.get(what) ?? each;
      const seen = (some: Took, part: number) => ms(quantile(some.each, part));
      const worked = (some: Took) => (some.cpu_ms === 0 ? '' : ms(some.cpu_ms / some.each.length));
      rows.push({
        callers,
        'what is asked': what,
        'p50 ms': seen(each, 0.5),
        'p99 ms': seen(each, 0.99),
        'CPU ms': worked(each),
        'never booked: p50': seen(never, 0.5),
        p99: seen(never, 0.99),
        CPU: worked(never),
      });
    }
  }
  printTable(rows);
};

await withDatabase(undefined, async ({ url }) => {
  const began = performance.now();
  const [filler, said] = await started(url, 'fill');
  await ended(filler);
  const world = said as World;
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  console.log(`${whole(Number(asked.past))} past bookings and ${asked.ahead} to come: ${whole(world.events)} events in one stream, ${seconds} s.`); // prettier-ignore
  const [server, address] = await started(url, 'serve');
  try {
    const base = `${address as string}/v1/alliances/${world.allianceId}`;
    const [key] = world.keys as [string];
    const seen = await availability(7)(`${base}/resources/${world.full}`, key);
    const first = await send(`${base}/resources/${world.full}/bookings`, key, 201, { quantity: 1, ...time() });
    console.log(`After a start: the first availability ${ms(seen)} ms, the first booking, which reads the stream, ${ms(first)} ms.\n`); // prettier-ignore
    for (const hall of [world.full, world.empty])
      await measure(server, `${base}/resources/${hall}`, world.keys, 8, warmup);
    await report(server, base, world);
  } finally {
    await ended(server);
  }
});
