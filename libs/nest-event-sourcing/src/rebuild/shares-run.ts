import type { EventStore } from '#event-sourcing';
import type { ClientBase } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Faults } from '../faults.js';
import { isPassing } from '../passing.js';
import type { Projection } from '../projector.js';
import { BulkFold, defaultBounds, type Bounds } from './bulk-fold.js';
import { sharesOf } from './share.js';
import { named, Unwritten } from './unwritten.js';

/** One that writes rows, and one for whoever writes down what cannot be folded. */
const connections_max = 2;

/** One share of one rebuild, as it is told to whoever folds it: it holds only values. `run`: who works at the rebuild. */
export type ShareWork = Readonly<{ schema: string; run: string; share: number; shares: number; upTo: number }>;

/** Folds one share up to a position, from where it was left. @throws what ended it; soon, where it is told to stop */
export type FoldShare = (work: ShareWork, progress: (position: number) => void, stopping: AbortSignal) => Promise<void>;

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
    const share = sharesOf(projection, shares)[number];
    if (!share) throw new Error(`${schema} has no share ${number}`);
    const entities = projection.models.map(({ row }) => row);
    const tables = await new DataSource({ ...owner, poolSize: connections_max, schema, entities }).initialize();
    const runner = tables.createQueryRunner();
    try {
      const client: ClientBase = await runner.connect(); // TypeORM knows no COPY; the connection does
      const faults = new Faults(log, tables);
      const fold = (to: number) =>
        new BulkFold(log, client, runner.manager, faults, { schema, run, projection, share }, bounds).run(
          to,
          progress,
          stopping,
        );
      const nameOf = async ({ reader, upTo: position, cause }: Unwritten) => {
        const [event] = await log.readRange(position - 1, position, share.part);
        return event ? named(faults, { reader, checkpoint: schema, event, error: cause }) : cause;
      };
      await halving(fold, nameOf, upTo);
    } finally {
      await runner.release();
      await tables.destroy();
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
export const foldShares = async (
  fold: FoldShare,
  works: readonly ShareWork[],
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
