import type { EventStore } from '#event-sourcing';
import { DeadlineRow } from '../clock.js';
import { Faults } from '../faults.js';
import type { Projection } from '../projector.js';
import { BulkFold } from '../rebuild/bulk-fold.js';
import { shareAt, sharesOf } from '../rebuild/share.js';
import { unmarked } from '../rebuild/share-mark.js';
import { onTables, type FoldShare, type Owner } from '../rebuild/shares-run.js';
import { ofEachIn, Places, TenantsLog, type Theirs } from './tenants-log.js';

/** One share of one past state, as it is told to whoever folds it: it holds only values. */
export type ThenWork = Readonly<{ schema: string; share: number; shares: number; theirs: Theirs }>;

/**
 * What is folded into a past state: what questions are about, but for what one event tells alone, which is seen as it is now.
 * Deadlines are asked by the clock, which is never as of then.
 */
export const foldedThen = (projection: Projection): Projection => ({
  ...projection,
  models: projection.models.filter(({ row, once }) => once === undefined && row !== DeadlineRow),
});

/** All shares of a state. */
export const worksOf = (schema: string, projection: Projection, theirs: Theirs, streams_n: number) => {
  const shares = theirs.isDense ? streams_n : 1;
  return sharesOf(foldedThen(projection), shares).map(({ number: share }): ThenWork => ({
    schema,
    share,
    shares,
    theirs,
  }));
};

/** Folds shares of past states, as a rebuild does, into tables that have only their keys. @param tables how they are reached */
export const foldingThen =
  (log: EventStore, tables: Owner, projection: Projection): FoldShare<ThenWork> =>
  async ({ schema, share: number, shares, theirs }, progress, stopping) => {
    const folded = foldedThen(projection);
    const share = shareAt(folded, shares, number);
    const entities = projection.models.map(({ row }) => row);
    await onTables({ ...tables, schema, entities }, async (client, db) => {
      const places = new Places(db.connection, ofEachIn(projection));
      const of = { schema, projection: folded, share, mark: unmarked };
      const fold = new BulkFold(new TenantsLog(log, theirs, places), client, db, new Faults(log, db.connection), of);
      await fold.run(theirs.last, progress, stopping);
    });
  };
