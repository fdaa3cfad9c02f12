import type { Expectation, Issue, Receipt } from '#event-sourcing';

/**
 * What became of an append, once that is known. Who was recorded before has not been recorded now: it fell, too. This is all
 * that those who are built on it hold of it.
 */
export type Fate = { outcome?: 'recorded' | 'fell' };

/** An append on its way: what the database gets, and whom to tell. */
export type Append = Readonly<{
  fate: Fate;
  at: Expectation;
  rows: readonly Readonly<{ id: string; type: string; body: string }>[];
  issue: Issue;
  alsoAt: readonly Expectation[];
  /** On whose events it was decided: it is recorded after them, or with them, or not at all. */
  builtOn: readonly Fate[];
  bytes: number;
  since_ms: number;
  done: (receipt: Receipt) => void;
  failed: (error: unknown) => void;
}>;

/** What one call holds: events and conditions, and bytes of their bodies. A single append may have more rows. */
const callRows_max = 1_000;
const callBytes_max = 4 << 20;
/** How many of those that wait are looked at for one call. */
const looked_max = 4_000;

/** Of those that wait, what goes in the next call, at most so many. The first always does, so nobody waits for ever. */
export const together = (waiting: readonly Append[], appends_max = Infinity): [batch: Append[], later: Append[]] => {
  const call = new Call();
  const [batch, later]: Append[][] = [[], []] as const;
  let looked = 0;
  for (const append of waiting) {
    if (looked >= looked_max || batch.length >= appends_max || call.isFullFor(append)) break;
    looked++;
    if (call.admits(append)) batch.push(call.add(append));
    else later.push(append);
  }
  return [batch, later.concat(waiting.slice(looked))];
};

/**
 * A call checks all of its appends against the log as it was before. So none in it writes a stream that another one is
 * conditioned on, or both of two that cross would pass. Appends to one stream are a chain, each expecting what the one
 * before leaves. Two of one command never meet: one has to see that the other was recorded.
 */
class Call {
  readonly #left = new Map<string, number>();
  readonly #read = new Set<string>();
  readonly #issued = new Set<string>();
  readonly #taken = new Set<Fate>();
  #rows = 0;
  #bytes = 0;

  isFullFor({ rows, alsoAt, bytes }: Append): boolean {
    if (this.#rows === 0) return false;
    return this.#rows + rows.length + alsoAt.length > callRows_max || this.#bytes + bytes > callBytes_max;
  }

  admits({ at: { streamId, revision }, alsoAt, issue, builtOn }: Append): boolean {
    if (!builtOn.every((each) => each.outcome === 'recorded' || this.#taken.has(each))) return false;
    if (this.#issued.has(issue.commandId) || this.#read.has(streamId)) return false;
    if (alsoAt.some((other) => this.#left.has(other.streamId))) return false;
    return (this.#left.get(streamId) ?? revision) === revision;
  }

  add(append: Append): Append {
    const { at, rows, alsoAt, bytes, issue, fate } = append;
    this.#rows += rows.length + alsoAt.length;
    this.#bytes += bytes;
    this.#issued.add(issue.commandId);
    this.#taken.add(fate);
    this.#left.set(at.streamId, at.revision + rows.length);
    for (const { streamId } of alsoAt) this.#read.add(streamId);
    return append;
  }
}
