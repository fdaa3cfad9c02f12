// npm run bench -- --json FILE [--only NAME]: the figures of the table in docs/performance.md, each the median of rounds in
// which ours and its peers alternate. Short turns: all of it takes five or six minutes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './database.js';
import { median, quantile, type Cells } from './figures.js';

const { values: asked } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
  },
});
const { json: file, rounds, seconds } = asked;

type Peer = 'insert' | 'emmett' | 'eventstoredb' | 'echo';
type Peers = Partial<Record<Peer, number>>;
/** `ratios`: ours to each peer, the median of the rounds' ratios. */
type Figure = Readonly<{ ours: number; p50_ms: number; p99_ms: number; peers: Peers; ratios?: Peers }>;
type With = Readonly<{ connections?: number; threads?: number }>;
type Result = Readonly<{ name: string; unit: string }> &
  Figure &
  With &
  Readonly<{ alsoAt?: readonly (Figure & With)[] }>;

type Timed = Readonly<{ perSecond: number; p50_ms: number; p99_ms: number }>;
type AppendCell = Timed & Readonly<{ name: string; callers: number }>;
type CommandCell = Readonly<{
  contender: string;
  connections: number;
  perSecond: number;
  p50: number;
  p99: number;
  lag_ms?: readonly number[];
}>;
type RebuildCell = Readonly<{ of: string; events: number; seconds: number; resident_mb: number }>;

const callers = [1, 16, 64, 256];
const connections = [64, 256] as const;
/** Threads that read all of the log, beside one that reads it in order. */
const readers = 2;
const names = [
  ...callers.map((each) => `append/${each}`),
  ...['read-all', 'command/many-streams', 'command/hot-stream', 'lag', 'rebuild/dashboard'],
];
const wanted = names.filter((name) => !asked.only || asked.only.split(',').includes(name));
if (!file || wanted.length === 0) {
  console.error(`--json FILE, and --only one or more of ${names.join(', ')}`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'lianjian-bench-'));
const settings: Record<string, string> = { node: process.version, rounds, seconds };

/** Runs a bench in a process of its own, and gives back what it measured. */
const cellsOf = <Cell>(bench: string, ...args: readonly string[]): readonly Cell[] => {
  const cells = join(folder, 'cells.json');
  const all = [...process.execArgv, join(import.meta.dirname, bench), ...args, '--cells', cells];
  const { status } = spawnSync(process.execPath, all, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${bench} failed`);
  const { settings: more, cells: measured } = JSON.parse(readFileSync(cells, 'utf8')) as Cells<Cell>;
  for (const [name, value] of Object.entries(more)) settings[`postgresql.${name}`] = value;
  return measured;
};

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Rounds of ours beside those of its peers. */
const figure = (ours: readonly Timed[], peers: Partial<Record<Peer, readonly Timed[]>> = {}): Figure => {
  const of = (all: readonly Timed[], field: keyof Timed) => rounded(median(all.map((each) => each[field])));
  const there = Object.entries(peers).filter(([, rounds]) => rounds.length > 0);
  const ratio = (theirs: readonly Timed[]) => ours.map(({ perSecond }, n) => perSecond / theirs[n]!.perSecond);
  return {
    ...{ ours: of(ours, 'perSecond'), p50_ms: of(ours, 'p50_ms'), p99_ms: of(ours, 'p99_ms') },
    peers: Object.fromEntries(there.map(([peer, rounds]) => [peer, of(rounds, 'perSecond')])),
    ...(there.length > 0 && {
      ratios: Object.fromEntries(there.map(([peer, rounds]) => [peer, rounded(median(ratio(rounds)))])),
    }),
  };
};

const appends = (): Result[] => {
  const of = callers.filter((each) => wanted.includes(`append/${each}`));
  if (of.length === 0) return [];
  const only = 'log,inserts,Emmett 0.42,EventStoreDB';
  const turns = ['--rounds', rounds, '--seconds', seconds, '--callers', of.join(), '--only', only];
  const cells = cellsOf<AppendCell>('append.mjs', ...turns);
  return of.map((count) => {
    const by = (name: string) => cells.filter((cell) => cell.name === name && cell.callers === count);
    const peers = { insert: by('inserts'), emmett: by('Emmett 0.42'), eventstoredb: by('EventStoreDB') };
    return { name: `append/${count}`, unit: 'appends/s', ...figure(by('log'), peers) };
  });
};

const reading = (): Result[] => {
  if (!wanted.includes('read-all')) return [];
  const turns = ['--rounds', rounds, '--threads', [1, readers].join()];
  const cells = cellsOf<Timed & Readonly<{ threads: number }>>('read-all.ts', '--events', '100000', ...turns);
  const by = (threads: number) => ({ threads, ...figure(cells.filter((cell) => cell.threads === threads)) });
  return [{ name: 'read-all', unit: 'events/s', ...by(readers), alsoAt: [by(1)] }];
};

const commands = (): Result[] => {
  const kinds = { many: 'command/many-streams', hot: 'command/hot-stream', lag: 'lag' } as const;
  const of = (Object.keys(kinds) as (keyof typeof kinds)[]).filter((each) => wanted.includes(kinds[each]));
  if (of.length === 0) return [];
  const turns = ['--rounds', rounds, '--seconds', seconds, '--connections', connections.join()];
  const cells = cellsOf<CommandCell>('commands.ts', ...turns, '--only', ['echo', ...of].join());
  const by = (contender: string, count: number) =>
    cells
      .filter((cell) => cell.contender === contender && cell.connections === count)
      .map(({ p50, p99, ...cell }) => ({ ...cell, p50_ms: p50, p99_ms: p99 }));
  return of.map((each) => {
    if (each === 'lag')
      return { name: 'lag', unit: 'ms', connections: connections[0], ...lag(by('lag', connections[0])) };
    const at = (count: number) => figure(by(each, count), { echo: by('echo', count) });
    const [first, ...others] = connections;
    return {
      ...{ name: kinds[each], unit: 'commands/s', connections: first, ...at(first) },
      alsoAt: others.map((count) => ({ connections: count, ...at(count) })),
    };
  });
};

/** How long after its receipt a command is shown by the read models, while others are asked for. */
const lag = (cells: readonly Pick<CommandCell, 'lag_ms'>[]): Figure => {
  const of = (part: number) => rounded(median(cells.map(({ lag_ms = [] }) => quantile(lag_ms, part))));
  return { ours: of(0.5), p50_ms: of(0.5), p99_ms: of(0.99), peers: {} };
};

const rebuilding = (): Result[] => {
  if (!wanted.includes('rebuild/dashboard')) return [];
  const all = cellsOf<RebuildCell>('dashboard.ts', '--acts', '10000', '--events', '500000', '--only', 'rebuild');
  const of = (models: string) => {
    const cells = all.filter((cell) => cell.of === models);
    settings[`rebuild.${models}.resident_mb`] = String(Math.round(median(cells.map(({ resident_mb }) => resident_mb))));
    return cells.map(({ events, seconds: took_s }) => {
      return { perSecond: events / took_s, p50_ms: took_s * 1_000, p99_ms: took_s * 1_000 };
    });
  };
  settings['rebuild.events'] = String(all[0]?.events);
  settings['rebuild.all.events_per_s'] = String(Math.round(median(of('all').map(({ perSecond }) => perSecond))));
  return [{ name: 'rebuild/dashboard', unit: 'events/s', ...figure(of('dashboard')) }];
};

try {
  const load = loadavg()[0]!.toFixed(1);
  const results = [...appends(), ...reading(), ...commands(), ...rebuilding()];
  const where = `${machine()}; load ${load} before, ${loadavg()[0]!.toFixed(1)} after`;
  writeFileSync(file, `${JSON.stringify({ machine: where, settings, results }, undefined, 2)}\n`);
  console.log(`\n${results.length} figures in ${file}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
