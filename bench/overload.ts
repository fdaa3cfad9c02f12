// Twice of what one process sustains, for a minute: what is answered, what is refused and how, how much memory it takes,
// and how soon it is at full speed again. `--seconds 60 --connections 64 --crowd 1000`; `--unbounded` without the bound
// of requests at once, to see what that is for.
import autocannon from 'autocannon';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withDatabase } from './database.js';
import { median, printTable, whole } from './figures.js';

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    connections: { type: 'string', default: '64' },
    crowd: { type: 'string', default: '1000' },
    unbounded: { type: 'boolean', default: false },
  },
});
type Place = Readonly<{ projectId: string; requirementId: string }>;
type App = Readonly<{ url: string; allianceId: string; projects: readonly Place[]; keys: readonly string[] }>;
type Load = Readonly<{ connections: number; seconds: number; perSecond?: number }>;
const again_s_max = 6;
const probe_ms = 100;
const enough = 0.9;
const rest_ms = 10_000;

/** Pledges, each with a key and a project of its own. */
const pledges = async (
  { url, allianceId, keys, projects }: App,
  { connections, seconds, perSecond }: Load,
  eachSecond: (answers: number) => void = () => undefined,
) => {
  let n = 0;
  const options: autocannon.Options = {
    ...{ url, connections, duration: seconds, timeout: 30 },
    ...(perSecond !== undefined && { overallRate: Math.round(perSecond) }),
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const { projectId, requirementId } = projects[n % projects.length]!;
          const headers = {
            'content-type': 'application/json',
            authorization: `Bearer ${keys[n++ % keys.length]}`,
            'idempotency-key': randomUUID(),
          };
          const body = JSON.stringify({ requirementId, quantity: 1 });
          return { ...request, path: `/v1/alliances/${allianceId}/projects/${projectId}/pledges`, headers, body };
        },
      },
    ],
  };
  return new Promise<autocannon.Result>((done, failed) => {
    const run = autocannon(options, (error, result) => (error ? failed(error as Error) : done(result)));
    const ticks = run as unknown as NodeJS.EventEmitter; // its types do not know of ticks
    ticks.on('tick', ({ counter }: { counter: number }) => eachSecond(counter));
  });
};
const answered = (result: autocannon.Result): number => result['2xx'] / result.duration;

/** Asks beside the load, as one more client: what it is told, and how soon. */
const probed = async ({ url, keys }: App, until: AbortSignal) => {
  const answers: { status: number; retryAfter: string | null; ms: number }[] = [];
  while (!until.aborted) {
    const began_ms = performance.now();
    const headers = { authorization: `Bearer ${keys[0]}` };
    const signal = AbortSignal.timeout(30_000);
    const answer = await fetch(`${url}/v1/me`, { headers, signal }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => undefined);
    const ms = performance.now() - began_ms;
    answers.push({ status: answer?.status ?? 0, retryAfter: answer?.headers.get('retry-after') ?? null, ms });
    await setTimeout(probe_ms);
  }
  return answers;
};

/** The server's resident memory, in MB. */
const memory = async (server: ChildProcess): Promise<number> => {
  server.send('memory');
  const [{ rss }] = (await once(server, 'message')) as [NodeJS.MemoryUsage];
  return rss / 2 ** 20;
};
/** How far the slowest reader of the log is behind. */
const lag = async (server: ChildProcess): Promise<number> => {
  server.send('lag');
  return ((await once(server, 'message')) as [number])[0];
};
const memoryWhile = async (server: ChildProcess, until: AbortSignal): Promise<readonly number[]> => {
  const samples: number[] = [];
  for (; !until.aborted; await setTimeout(1_000)) samples.push(await memory(server));
  return samples;
};

const overloaded = async (server: ChildProcess, app: App): Promise<void> => {
  const [connections, crowd, seconds] = [asked.connections, asked.crowd, asked.seconds].map(Number) as [
    number,
    number,
    number,
  ];
  await pledges(app, { connections, seconds: 5 }); // to warm up
  const rounds = [await pledges(app, { connections, seconds: 5 }), await pledges(app, { connections, seconds: 5 })];
  const sustained = median(rounds.map(answered));
  const before = await memory(server);

  const over = new AbortController();
  const [load, answers, used] = await Promise.all([
    pledges(app, { connections: crowd, seconds, perSecond: 2 * sustained }).finally(() => over.abort()),
    probed(app, over.signal),
    memoryWhile(server, over.signal),
  ]);
  const after: number[] = [];
  await pledges(app, { connections, seconds: again_s_max }, (answers) => after.push(answers));
  const again_s = after.findIndex((answers) => answers >= enough * sustained) + 1;
  const behind = await lag(server);
  await setTimeout(rest_ms); // whoever follows the log catches up, and neighbours on the machine come and go
  const later = median(
    [await pledges(app, { connections, seconds: 5 }), await pledges(app, { connections, seconds: 5 })].map(answered),
  );

  const statuses = Object.entries(load.statusCodeStats ?? {}).map(
    ([status, { count }]) => `${status}: ${whole(count ?? 0)}`,
  );
  const refused = answers.filter(({ status }) => status === 429 || status === 503);
  const untold = refused.filter(({ retryAfter }) => !retryAfter).length;
  const through = answers.filter(({ status }) => status === 200).map(({ ms }) => ms);
  printTable([
    { what: 'sustained, a second', figure: whole(sustained) },
    { what: `asked for ${seconds} s, a second`, figure: whole(load.requests.total / load.duration) },
    { what: 'answered meanwhile, a second', figure: whole(answered(load)) },
    { what: 'by status', figure: statuses.join(', ') },
    { what: 'without an answer', figure: whole(load.errors) },
    { what: 'time of an answer, p50 / p99 ms', figure: `${load.latency.p50} / ${load.latency.p99}` },
    { what: 'refusals without Retry-After, of those looked at', figure: `${untold} of ${refused.length}` },
    { what: 'a question beside it, median ms', figure: through.length > 0 ? whole(median(through)) : 'none' },
    {
      what: 'memory before / at most / at the end, MB',
      figure: [before, Math.max(...used), used.at(-1)!].map(whole).join(' / '),
    },
    {
      what: `at ${enough * 100} % of its speed again in second`,
      figure: again_s > 0 ? again_s : `none of ${again_s_max}`,
    },
    { what: 'each second after it', figure: after.map(whole).join(', ') },
    { what: 'readers were behind then, events', figure: whole(behind) },
    { what: `sustained ${rest_ms / 1_000} s later, a second`, figure: whole(later) },
  ]);
};

await withDatabase(undefined, async ({ url }) => {
  const env = { ...process.env, ...(asked.unbounded && { BENCH_AT_ONCE: '100000' }) };
  const child = fork(fileURLToPath(new URL('./commands-app.ts', import.meta.url)), [url], { env });
  try {
    const [app] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [App];
    if (typeof app !== 'object') throw new Error('the application did not start');
    await overloaded(child, app);
  } finally {
    if (child.exitCode === null) {
      child.send('end');
      await once(child, 'exit');
    }
  }
});
