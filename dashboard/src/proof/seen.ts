import { nodesOf } from './log.js';
import { NotProven, openCheckpoint, type Checkpoint } from './notes.js';
import { growthProof, provesGrowth } from './tree.js';

/** What this browser keeps of the log, and since when. */
type Kept = Readonly<{ note: string; vkey: string; at: string }>;
/** How a checkpoint goes with the one that this browser saw last. */
export type Growth = Readonly<
  { is: 'first' } | { is: 'same' | 'grew'; since: string; before: number; isSameKey: boolean }
>;
const place = 'log-seen';

/**
 * Compares a checkpoint with the one that this browser saw last, and keeps the newer one. Where the log is not what it was, the
 * older one stays, so that the next look says so, too.
 *
 * @throws NotProven where the log did not only grow
 */
export const compareWithSeen = async (now: Checkpoint, signal: AbortSignal): Promise<Growth> => {
  const kept = read();
  if (!kept) {
    keep(now);
    return { is: 'first' };
  }
  const before = await openCheckpoint(kept.note, [kept.vkey]);
  if (before.origin !== now.origin) throw new NotProven(`this is another log: ${before.origin} before`);
  const [older, newer] = before.size <= now.size ? [before, now] : [now, before];
  const proof = older.size === newer.size ? [] : await growthProof(older.size, newer.size, nodesOf(newer.size, signal));
  if (!(await provesGrowth(older, newer, proof))) throw new NotProven('the log is not what it was');
  if (now.size > before.size) keep(now);
  const is = now.size > before.size ? 'grew' : 'same';
  return { is, since: kept.at, before: before.size, isSameKey: before.vkey === now.vkey };
};

const read = (): Kept | undefined => {
  try {
    return (JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null) ?? undefined; // as it was kept
  } catch {
    return undefined;
  }
};
const keep = ({ note, vkey }: Checkpoint): void =>
  localStorage.setItem(place, JSON.stringify({ note, vkey, at: new Date().toISOString() } satisfies Kept));
