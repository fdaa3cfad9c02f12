import { fold, MemorySnapshotStore, Snapshots, type Recorded } from '#event-sourcing';
import type { Fold } from './all.js';

/** The state of a whole history: folded so far, kept, found again, and folded on. */
export const byWayOfSnapshot = async (of: Fold, history: readonly Recorded[], cut: number): Promise<unknown> => {
  const failed = (error: unknown) => {
    throw error;
  };
  const snapshots = new Snapshots(new MemorySnapshotStore(), Buffer.alloc(32), failed);
  const streamId = history[0]?.streamId ?? '';
  const before = { state: fold(of, history.slice(0, cut)), revision: cut - 1, eventId: history[cut - 1]?.id ?? '' };
  await snapshots.keep(of, streamId, before);
  return fold(of, history.slice(cut), (await snapshots.find(of, streamId))?.state);
};
