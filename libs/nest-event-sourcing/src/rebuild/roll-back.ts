import type { EventStore } from '#event-sourcing';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { shapeOf } from '../install.js';
import type { Projection } from '../projector.js';
import { catchUpTo } from './catch-up.js';
import { alone, namesOf, RebuildRunning, withTables } from './lock.js';
import type { Owner } from './shares-run.js';
import { drop, positionOf, swapIn } from './swap.js';

const abort_ms_max = 30_000;
const poll_ms = 100;

/** Takes away what a rebuild has done. One that is at work finds out within a second, and ends. @returns whether there was one */
export const abortRebuild = async (owner: Owner, projection: Projection): Promise<boolean> => {
  const { live, next } = namesOf(projection);
  const database = await new DataSource(owner).initialize();
  try {
    const [begun] = await database.query('DELETE FROM engine.rebuild WHERE schema = $1 RETURNING schema', [next]);
    for (const until = Date.now() + abort_ms_max; ; await setTimeout(poll_ms))
      try {
        await alone(database, live, () => drop(database, next));
        return begun.length > 0;
      } catch (error) {
        if (!(error instanceof RebuildRunning) || Date.now() > until) throw error;
      }
  } finally {
    await database.destroy();
  }
};

/**
 * Puts the tables of before the last rebuild back into their place, brought up to date first. Those that were live are kept
 * as the previous ones, so another rollback takes this one back. @throws where there are none that this program can fill
 */
export const rollBack = async (log: EventStore, owner: Owner, projection: Projection): Promise<void> => {
  const { live, previous } = namesOf(projection);
  await withTables(owner, projection, previous, (database) =>
    alone(database, live, async () => {
      const [kept] = await database.query('SELECT shape FROM engine.projection WHERE schema = $1', [previous]);
      if (!kept) throw new Error(`there are no tables of before a rebuild: no ${previous}`);
      if (kept.shape !== shapeOf(database))
        throw new Error(
          `the tables of ${previous} have another shape: only the program that filled them can roll back`,
        );
      const upTo = (position: number) => catchUpTo(position, log, database, projection, previous);
      await upTo(await positionOf(database.manager, live));
      await swapIn(database, { live, next: previous }, upTo);
    }),
  );
};
