import type { EventStore } from '#event-sourcing';
import type { Projection } from './projector.js';
import { alone, namesOf, withTables } from './rebuild/lock.js';
import type { RebuildOptions, Rebuilt, Replayed } from './rebuild/rebuild-options.js';
import { RebuildRun } from './rebuild/rebuild-run.js';
import type { Owner } from './rebuild/shares-run.js';

/**
 * Builds a projection anew beside the live one, in shares of the log that are folded side by side, and puts it in its place
 * in one short transaction. Readers go on all the while; the tables of before stay as `…_previous`. Stopped at any moment
 * it leaves the live one as it was, and is gone on with the next time. One at a time: a second one is refused.
 *
 * @throws naming the event that cannot be folded; RebuildRunning; RebuildAborted; RebuildOvertaken where its connection
 *   was lost and another went on with it; Readmitted; SwapHeld; TablesDiffer where they should be equal: what was built then
 *   stays for who looks into it
 */
export const rebuild = (
  log: EventStore,
  owner: Owner,
  projection: Projection,
  applicationRole: string,
  options: RebuildOptions = {},
): Promise<Rebuilt> => {
  const names = namesOf(projection);
  return withTables(owner, projection, names.next, (database) =>
    alone(database, names.live, (lost) =>
      new RebuildRun(log, owner, projection, database, options, names, lost).run(applicationRole),
    ),
  );
};

/**
 * Builds a projection from the log, beside the live one, compares the two in one moment, and takes away what it has built.
 * The live one goes on all the while. Not beside a rebuild, nor beside another replay.
 *
 * @throws naming the event that cannot be folded; RebuildRunning; RebuildAborted; where there are no live tables of this shape
 */
export const replay = (
  log: EventStore,
  owner: Owner,
  projection: Projection,
  applicationRole: string,
  options: Pick<RebuildOptions, 'fold' | 'shares' | 'progress' | 'stopping'> = {},
): Promise<Replayed> => {
  const { live, replayed: next } = namesOf(projection);
  const anew = { ...options, anew: true };
  return withTables(owner, projection, next, (database) =>
    alone(database, live, (lost) =>
      new RebuildRun(log, owner, projection, database, anew, { live, next }, lost).replay(applicationRole),
    ),
  );
};
