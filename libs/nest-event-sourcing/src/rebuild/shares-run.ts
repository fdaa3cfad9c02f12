import type { EventStore } from '#event-sourcing';
import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { Faults } from '../faults.js';
import { isPassing } from '../passing.js';
import type { Projection } from '../projector.js';
import { uncompressed } from './bare-tables.js';
import { BulkFold, defaultBounds, type Bounds } from './bulk-fold.js';
import { shareAt } from './share.js';
import { ShareMark } from './share-mark.js';
import { named, Unwritten } from './unwritten.js';

/** One that writes rows, and one for whoever writes down what cannot be folded. */
const connections_max = 2;

/** One share of one rebuild, as it is told to whoever folds it: it holds only values. `run`: who works at the rebuild. */
export type ShareWork = Readonly<{ schema: string; run: string; share: number; shares: number; upTo: number }>;

/** Folds one share up to a position, from where it was left. @throws what ended it; soon, where it is told to stop */
export type FoldShare<Work = ShareWork> = (
  work: Work,
  progress: (position: number) => void,
  stopping: AbortSignal,
) => Promise<void>;

/** How the owner of the tables connects. */
export type Owner = DataSourceOptions & { type: 'postgres' };

/** Folds shares in this thread. */
export const inThisThread =
  (
    log: Pick<EventStore, 'readRange' | 'read' | 'spacing'>,
    owner: Owner,
    projection: Projection,
    bounds: Bounds = defaultBounds,
  ): FoldShare =>
  async ({ schema, run, share: number, shares, upTo }, progress, stopping) => {
    const share = shareAt(projection, shares, number);
    const entities = projection.models.map(({ row }) => row);
    await onTables({ ...owner, schema, entities }, async (client, db) => {
      const faults = new Faults(log, db.connection);
      const mark = new ShareMark(client, { schema, run, share: number });
      const fold = (to: number) =>
        new BulkFold(log, client, db, faults, { schema, projection, share, mark }, bounds).run(to, progress, stopping);
      const nameOf = async ({ reader, upTo: position, cause }: Unwritten) => {
        const [event] = await log.readRange(position - 1, position, share.part);
        return event ? named(faults, { reader, checkpoint: schema, event, error: cause }) : cause;
      };
      await halving(fold, nameOf, upTo);
    });
  };

/** On a connection that writes rows. TypeORM knows no COPY; the connection does. */
export const onTables = async (
  tables: Owner,
  work: (client: ClientBase, db: EntityManager) => Promise<void>,
): Promise<void> => {
  const database = await new DataSource({ ...tables, poolSize: connections_max }).initialize();
  const runner = database.createQueryRunner();
  try {
    await runner.query(uncompressed);
    await work(await runner.connect(), runner.manager);
  } finally {
    await runner.release();
    await database.destroy();
  }
};

/** Folds up to a position. What the database does not take as a whole is halved, until the event that it does not take stands alone. */
const halving = async (
  fold: (upTo: number) => Promise<void>,
  nameOf: (alone: Unwritten) => Promise<unknown>,
  upTo: number,
): Promise<void> => {
  try {
    await fold(upTo);
  } catch (error) {
    if (!(error instanceof Unwritten) || isPassing(error.cause)) throw error;
    const { after, upTo: to } = error;
    if (to - after === 1) throw await nameOf(error);
    for (const next of [after + ((to - after) >> 1), to, upTo]) await halving(fold, nameOf, next);
  }
};

/** Folds all shares side by side; where one fails the others stop, too. @param progress where the last of them is */
export const foldShares = async <Work>(
  fold: FoldShare<Work>,
  works: readonly Work[],
  progress: (position: number) => void,
  stopping: AbortSignal,
): Promise<void> => {
  const failing = new AbortController();
  const either = AbortSignal.any([stopping, failing.signal]);
  const positions = new Map<number, number>();
  const folded = works.map(async (work, n) => {
    const moved = (position: number) => {
      positions.set(n, position);
      if (positions.size === works.length) progress(Math.min(...positions.values()));
    };
    try {
      await fold(work, moved, either);
    } catch (error) {
      failing.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(folded);
  if (failing.signal.aborted) throw failing.signal.reason;
  stopping.throwIfAborted();
};
