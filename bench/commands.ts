// Whole commands over HTTP: key, checks, guard, decision, durable append, receipt. Pledges that are made and withdrawn, on
// a thousand streams and on one, beside an echo through the same checks that records nothing; in alternating rounds.
// `--seconds 3 --rounds 5 --connections 1,16,64 --only echo,many,said,hot,lag`: `said` is `many` with a reason of forty characters
// in each withdrawal, which is sealed; `lag` is `many` while somebody watches how soon
// the read models show what was recorded. `--where` tells where the time of the thread that answers goes; `--profile FOLDER`
// writes CPU profiles, `--cells FILE` what was measured.
import autocannon from 'autocannon';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { settingsOf, withDatabase } from './database.js';
import { keepCells, median, printTable, quantile, whole } from './figures.js';
import { watched, watcherOf } from './lag.js';
import { printWhere, type Where } from './where.js';

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '1,16,64' },
    only: { type: 'string', default: 'echo,many,hot' },
    where: { type: 'boolean', default: false },
    profile: { type: 'string' },
    cells: { type: 'string' },
  },
});
const contenders = {
  echo: 'echo',
  many: 'commands, 1,000 streams',
  hot: 'commands, one stream',
  said: 'commands, 1,000 streams, every other with a reason',
  lag: 'commands, 1,000 streams, watched',
} as const;
type Contender = keyof typeof contenders;
const named = (Object.keys(contenders) as Contender[]).filter((each) => asked.only.split(',').includes(each));
type Place = Readonly<{ projectId: string; requirementId: string }>;
type App = Readonly<{ url: string; allianceId: string; projects: readonly Place[]; keys: readonly string[] }>;
type Cell = Readonly<{
  contender: Contender;
  connections: number;
  perSecond: number;
  p50: number;
  p99: number;
  cpu_ms: number;
  lag_ms?: readonly number[];
  where?: Where;
}>;

/** What the server's process has worked, without the database's. */
const cpu_ms = async (server: ChildProcess): Promise<number> => {
  server.send('cpu');
  const [{ user, system }] = (await once(server, 'message')) as [NodeJS.CpuUsage];
  return (user + system) / 1_000;
};

const said = JSON.stringify({ reason: 'The hall is being painted until Thursday' });
let turns = 0;

/**
 * Each connection makes a pledge, and withdraws it. What is hot is another project at each turn: the last pledges of a
 * turn stay open, and no project holds more than 499.
 */
const measure = async (
  server: ChildProcess,
  app: App,
  contender: Contender,
  connections: number,
  duration: number,
): Promise<Cell> => {
  const before_ms = await cpu_ms(server);
  let n = 0;
  const hot = turns++ % app.projects.length;
  const base = `/v1/alliances/${app.allianceId}/${contender === 'echo' ? 'echoes' : 'projects'}`;
  const headers = () => ({
    'content-type': 'application/json',
    authorization: `Bearer ${app.keys[n++ % app.keys.length]}`,
    'idempotency-key': randomUUID(),
  });
  type Context = { path?: string; authorization?: string };
  const result = await autocannon({
    url: app.url,
    connections,
    duration,
    requests: [
      {
        method: 'POST',
        setupRequest: (request, context: Context) => {
          const { projectId, requirementId } = app.projects[contender === 'hot' ? hot : n % app.projects.length]!;
          const [pledgeId, own] = [randomUUID(), headers()];
          context.path = `${base}/${projectId}/pledges/${pledgeId}/withdrawal`;
          context.authorization = own.authorization;
          const body = JSON.stringify({ pledgeId, requirementId, quantity: 12 });
          return { ...request, path: `${base}/${projectId}/pledges`, headers: own, body };
        },
      },
      {
        method: 'POST',
        setupRequest: (request, { path = '', authorization = '' }: Context) => {
          return {
            ...request,
            path,
            headers: { ...headers(), authorization },
            body: contender === 'said' ? said : '{}',
          };
        },
      },
    ],
  });
  const answered = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0) {
    const by = Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => `${status}: ${count}`);
    throw new Error(`${contender} at ${connections} connections: ${by.join(', ')}, ${result.errors} errors`);
  }
  const { p50, p99 } = result.latency;
  const spent_ms = (await cpu_ms(server)) - before_ms;
  return { contender, connections, perSecond: answered / result.duration, p50, p99, cpu_ms: spent_ms / answered };
};

const lagOf = (cells: readonly Cell[]): string =>
  cells.flatMap(({ lag_ms = [] }) => lag_ms).length > 0
    ? median(cells.map(({ lag_ms = [] }) => quantile(lag_ms, 0.99))).toFixed(1)
    : '';

const report = (cells: readonly Cell[], connectionsOf: readonly number[]): void => {
  const of = (contender: Contender, connections: number) =>
    cells.filter((cell) => cell.contender === contender && cell.connections === connections);
  const rows = connectionsOf.flatMap((connections) =>
    named.map((contender) => {
      const [mine, echo] = [of(contender, connections), of('echo', connections)];
      const ratios = echo.length > 0 ? mine.map(({ perSecond }, round) => perSecond / echo[round]!.perSecond) : [];
      return {
        connections,
        'what is asked': contenders[contender],
        'per second': whole(median(mine.map(({ perSecond }) => perSecond))),
        'of the echo': ratios.length > 0 ? `${median(ratios).toFixed(2)}×` : '',
        'p50 ms': median(mine.map(({ p50 }) => p50)),
        'p99 ms': median(mine.map(({ p99 }) => p99)),
        'server CPU ms each': median(mine.map((each) => each.cpu_ms)).toFixed(2),
        ...(named.includes('lag') && { 'lag, p99 ms': lagOf(mine) }),
      };
    }),
  );
  printTable(rows);
};

const measured = async (server: ChildProcess, app: App, contender: Contender, connections: number): Promise<Cell> => {
  if (asked.where) server.send('profile');
  const cell = await measure(server, app, contender, connections, Number(asked.seconds));
  if (!asked.where) return cell;
  server.send('where');
  return { ...cell, where: (await once(server, 'message'))[0] as Where };
};

const wheres = (cells: readonly Cell[]): Readonly<Record<string, readonly Where[]>> => {
  const columns: Record<string, Where[]> = {};
  for (const { contender, connections, where } of cells)
    if (where) (columns[`${contenders[contender]}, ${connections}`] ??= []).push(where);
  return columns;
};

await withDatabase(undefined, async ({ url, superuserUrl }) => {
  const execArgv = [...process.execArgv, ...(asked.profile ? ['--cpu-prof', `--cpu-prof-dir=${asked.profile}`] : [])];
  // All connections are let in at once, 256 too: what the bound is for is what `overload` measures.
  const env = { ...process.env, BENCH_AT_ONCE: '1000' };
  const child = fork(fileURLToPath(new URL('./commands-app.ts', import.meta.url)), [url], { execArgv, env });
  const watcher = watcherOf(url);
  try {
    const [app] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [App];
    if (typeof app !== 'object') throw new Error('the application did not start');
    const connectionsOf = asked.connections.split(',').map(Number);
    for (const contender of named) await measure(child, app, contender, 16, 2); // to warm up
    const cells: Cell[] = [];
    for (let round = 0; round < Number(asked.rounds); round++)
      for (const connections of connectionsOf)
        for (const contender of round % 2 ? named.toReversed() : named)
          cells.push(
            contender === 'lag'
              ? await watched(child, watcher, () => measured(child, app, contender, connections))
              : await measured(child, app, contender, connections),
          );
    report(cells, connectionsOf);
    if (asked.where) {
      console.log();
      printWhere(wheres(cells));
    }
    if (asked.cells) await keepCells(asked.cells, await settingsOf(superuserUrl), cells);
  } finally {
    watcher.disconnect();
    if (child.exitCode === null) {
      child.send('end');
      await once(child, 'exit');
    }
  }
});
