// Whether the tree over the log keeps up with appends: what 256 callers append alone, what the sequencer takes in alone, and
// both at once in one process, as a server has them. `--seconds 4 --rounds 3 --callers 256`.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { EventStore } from '../libs/event-sourcing/src/index.js';
import { logPool, PostgresEventStore } from '../libs/event-store-postgres/src/index.js';
import type { Sequencer } from '../src/audit/sequencer.js';
import { withProvenLog } from '../src/cli/proven-log.js';
import { withDatabase } from './database.js';
import { median, printTable, whole } from './figures.js';

const { values: asked } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '256' },
  },
});
const [seconds, rounds, callers] = [Number(asked.seconds), Number(asked.rounds), Number(asked.callers)];
const look_ms = 20;

/** Events of 600 bytes, each in a stream of its own. @returns how many a second */
const appended = async (log: EventStore): Promise<number> => {
  const note = 'x'.repeat(120);
  const data = { resource: 'crane-7', unit: randomUUID(), from: '2026-01-01', until: '2026-02-01', note };
  const began = performance.now();
  let events = 0;
  const call = async () => {
    while (performance.now() - began < seconds * 1_000) {
      const issue = {
        ...{ commandId: randomUUID(), command: 'Pledge', requestHash: 'x'.repeat(43), correlationId: randomUUID() },
        ...{ tenantId: randomUUID(), actor: { kind: 'member', id: randomUUID() }, at: '2026-01-01T00:00:00.000Z' },
      };
      await log.append({ streamId: `pledge-${randomUUID()}`, revision: -1 }, [{ type: 'Pledged', data }], issue);
      events++;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (events * 1_000) / (performance.now() - began);
};

const isCovered = async (sequencer: Sequencer): Promise<boolean> => (await sequencer.state()).behind === 0;

/** Until everything is covered by a checkpoint. @returns how many events a second */
const covered = async (sequencer: Sequencer): Promise<number> => {
  const { behind } = await sequencer.state();
  const began = performance.now();
  while (!(await isCovered(sequencer))) if ((await sequencer.advance()) === 0) await setTimeout(look_ms);
  return (behind * 1_000) / (performance.now() - began);
};

/** Both at once. */
const beside = async (log: EventStore, sequencer: Sequencer) => {
  let [isOver, behind_max] = [false, 0];
  const following = (async () => {
    while (!isOver) {
      const [taken, { behind }] = [await sequencer.advance(), await sequencer.state()];
      behind_max = Math.max(behind_max, behind);
      if (taken === 0) await setTimeout(look_ms);
    }
  })();
  const perSecond = await appended(log);
  isOver = true;
  const ended = performance.now();
  await following;
  await covered(sequencer);
  return { perSecond, behind_max, after_ms: performance.now() - ended };
};

await withDatabase(undefined, async ({ url, ownerUrl }) => {
  const folder = await mkdtemp(join(tmpdir(), 'lianjian-bench-tree-'));
  const pool = logPool(url);
  const log = new PostgresEventStore(pool);
  process.env['DATA_DIR'] = folder; // its key, and what it has signed
  try {
    await withProvenLog({ url, ownerUrl }, async ({ sequencer }) => {
      const found = { append: [] as number[], tree: [] as number[], both: [] as Awaited<ReturnType<typeof beside>>[] };
      for (let round = 0; round < rounds; round++) {
        found.append.push(await appended(log));
        found.tree.push(await covered(sequencer));
        found.both.push(await beside(log, sequencer));
      }
      const of = (field: keyof (typeof found.both)[number]) => median(found.both.map((each) => each[field]));
      printTable([
        {
          ...{ callers, 'appends alone, /s': whole(median(found.append)), 'tree alone, /s': whole(median(found.tree)) },
          ratio: (median(found.tree) / median(found.append)).toFixed(2),
          ...{ 'appends beside, /s': whole(of('perSecond')), 'behind at most': whole(of('behind_max')) },
          'covered after, ms': whole(of('after_ms')),
        },
      ]);
    });
  } finally {
    await pool.end();
    await rm(folder, { recursive: true, force: true });
  }
});
