import type { INestApplicationContext } from '@nestjs/common';
import type { CDPSession, Page } from 'playwright-core';
import { castBallot } from '../src/committee/cast-ballot.js';
import { openVoting } from '../src/committee/open-voting.js';
import { tableMotion } from '../src/committee/table-motion.js';
import { Acts } from './acts.js';
import { printTable, progressOf } from './figures.js';
import type { Wanted } from './generate.js';
import { addressOf, freshPage, type Place } from './pages-shown.js';
import { Random } from './random.js';

const minute_s = 60;
/** Until then everything is there for the first time: code, caches, pages of lists. */
const warm_minutes = 5;
/** What the objects may take more at the end, of what they took before. */
const growth_max = 1.1;
/** What stays open for long. */
const paths = ['/', '/wall'] as const;

/** `objects_mb`: of the heap, what the page made: not the code that the browser compiles, more of it as more is used. */
type Held = Readonly<{ heap_mb: number; objects_mb: number; nodes: number; listeners: number }>;

/**
 * An hour of one or two acts a second, told by the live stream while the clock of each page runs as fast as the acts are
 * recorded: what a page asks again every few seconds it asks as often as in a real hour. What it holds is looked at after
 * its garbage was collected.
 */
export const measureHour = async (
  place: Place,
  app: INestApplicationContext,
  wanted: Wanted,
  minutes: number,
): Promise<void> => {
  // prettier-ignore
  const pages = await Promise.all(paths.map((path) => opened(place, path)));
  const second = await acting(app, wanted);
  const looks: { minute: number; held: readonly Held[] }[] = [];
  const progress = progressOf('Seconds');
  const third = Math.max(1, Math.floor(minutes / 3));
  for (let s = 1; s <= (warm_minutes + minutes) * minute_s; s++) {
    await second(s);
    await Promise.all(pages.map(({ page }) => page.clock.fastForward(1_000)));
    progress(s, (warm_minutes + minutes) * minute_s);
    const minute = s / minute_s - warm_minutes;
    if (minute < 0 || minute % third !== 0) continue;
    looks.push({ minute, held: await Promise.all(pages.map(held)) });
    console.error(JSON.stringify(looks.at(-1)));
  }
  printTable(paths.flatMap((path, n) => looks.map(({ minute, held }) => ({
    ...{ page: path, 'after minutes': minute, 'heap, MB': held[n]!.heap_mb.toFixed(2), 'of that objects': held[n]!.objects_mb.toFixed(2), nodes: held[n]!.nodes, listeners: held[n]!.listeners },
    'of the first objects': (held[n]!.objects_mb / looks[0]!.held[n]!.objects_mb).toFixed(2),
  })))); // prettier-ignore
  const [first, last] = [looks[0]!, looks.at(-1)!];
  const isFlat = paths.every((_, n) => last.held[n]!.objects_mb <= first.held[n]!.objects_mb * growth_max);
  console.log(
    `\n${isFlat ? 'Flat' : 'NOT FLAT'}: asked again ${pages.map(({ asked }) => asked()).join(', ')} times.\n`,
  );
  if (!isFlat) process.exitCode = 1;
  await Promise.all(pages.map(({ page }) => page.context().close()));
};

/** A page that follows the alliance by a clock of ours, and how often it has asked for anything. */
const opened = async (place: Place, path: string) => {
  const page = await freshPage(place, '');
  let asked = 0;
  page.on('request', (request) => void (request.url().includes('/v1/') && asked++));
  await page.clock.install();
  await page.goto(addressOf(place, path));
  await page.locator('h1').first().waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  return { page, session, asked: () => asked };
};

const held = async ({ session }: { page: Page; session: CDPSession }): Promise<Held> => {
  for (let n = 0; n < 3; n++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
  return { heap_mb: usedSize / 2 ** 20, objects_mb: (await objectsIn(session)) / 2 ** 20, nodes, listeners };
};

/** What objects, texts, arrays and closures take, in bytes. */
const objectsIn = async (session: CDPSession): Promise<number> => {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', take);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes }: Snapshot = JSON.parse(chunks.join(''));
  const { node_fields: fields, node_types: [types] } = snapshot.meta; // prettier-ignore
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let n = 0; n < nodes.length; n += fields.length)
    if (!notMade.has(types[nodes[n + type]!]!)) bytes += nodes[n + size]!;
  return bytes;
};

/** A heap snapshot, as Chromium writes it: the nodes' fields one behind the other. */
type Snapshot = { snapshot: { meta: { node_fields: string[]; node_types: [string[]] } }; nodes: number[] };
/** Beside code: what the browser keeps for its own ends, such as of each request for who inspects the page. */
const notMade = new Set(['code', 'native', 'hidden', 'synthetic', 'object shape']);

/** Two hundred units vote, and think again: each second one or two ballots are cast. */
const acting = async (
  app: INestApplicationContext,
  { seed, units }: Wanted,
): Promise<(second: number) => Promise<void>> => {
  // prettier-ignore
  const acts = new Acts(app, seed, units, () => undefined);
  const [chair, by] = [acts.units[0]!, acts.units[1]!];
  const random = new Random(`hour ${Date.now()}`);
  const name = `hour ${Date.now()}`;
  const motionId = acts.idOf(name);
  const closesAt = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const title = { en: 'What to do first', zh: '先办什么' };
  await acts.issue(`table ${name}`, tableMotion, motionId, by, new Date(), {
    motionId,
    title,
    about: { kind: 'other' },
  });
  await acts.issue(`open ${name}`, openVoting, motionId, chair, new Date(), { closesAt });
  let cast = 0;
  return async (second) => {
    for (let n = 0; n < 1 + (second % 2); n++) {
      const [unit, choice] = [random.of(acts.units), random.of(['for', 'against', 'abstain'])];
      await acts.issue(`${name} ballot ${cast++}`, castBallot, motionId, unit, new Date(), { choice });
    }
  };
};
