import type { EventStore } from '#event-sourcing';
import type { DataSource } from 'typeorm';
import type { Projection } from '../projector.js';
import { catchUpTo } from '../rebuild/catch-up.js';
import { foldShares, type FoldShare } from '../rebuild/shares-run.js';
import { foldedThen, worksOf, type ThenWork } from './fold-then.js';
import type { Shelf } from './shelf.js';
import { ofEachIn, Places, TenantsLog, type Counted } from './tenants-log.js';

/** So long it may stand still. */
const still_ms_max = 10 * 60_000;
const note_ms = 1_000;
/** Here so few events are folded at once that whoever asks meanwhile is answered between two pages. */
const page_max = 500;

/** Who fills states. */
export type Fillers = Readonly<{
  projection: Projection;
  /** Folds a share of a state of many events, and holds up nobody. */
  fold: FoldShare<ThenWork>;
  /** In how many shares streams are folded. */
  shares: number;
}>;

/**
 * Fills a state from the log: one of few events by the projector, in this thread; one of many as a rebuild fills tables, and by
 * whoever does that beside this thread.
 */
export class Filling {
  constructor(
    private readonly log: EventStore,
    private readonly live: DataSource,
    private readonly shelf: Shelf,
    private readonly by: Fillers,
  ) {}

  /** @param state connects to its empty tables. @throws where it stands still, or is to stop; then it is to be thrown away */
  async fill(schema: string, theirs: Counted, state: () => Promise<DataSource>, stopping: AbortSignal): Promise<void> {
    const still = new AbortController();
    const stop = AbortSignal.any([stopping, still.signal]);
    const { spacing } = this.log;
    let [position, moved_ms] = [0, performance.now()];
    const moved = (to = position) => void ([position, moved_ms] = [to, performance.now()]);
    const asks = (after: number): void => {
      stop.throwIfAborted();
      moved(after);
    };
    const noting = setInterval(() => {
      void this.shelf.at(schema, Math.round(position / spacing)).catch(() => undefined);
      if (performance.now() - moved_ms > still_ms_max) still.abort(new Error(`${schema} stands still at ${position}`));
    }, note_ms);
    try {
      if (theirs.isLong) await foldShares(this.by.fold, this.#works(schema, theirs), moved, stop);
      else await this.#projected(schema, theirs, await state(), asks);
      await this.shelf.filled(schema, moved, stop);
    } finally {
      clearInterval(noting);
    }
  }

  #works(schema: string, theirs: Counted): readonly ThenWork[] {
    return worksOf(schema, this.by.projection, theirs, this.by.shares);
  }

  #projected(schema: string, theirs: Counted, state: DataSource, asks: (after: number) => void): Promise<void> {
    const { projection } = this.by;
    const those = new TenantsLog(this.log, theirs, new Places(this.live, ofEachIn(projection)));
    const readAll = (after: number, events_max: number) => {
      asks(after);
      return those.readAll(after, Math.min(events_max, page_max));
    };
    const log = { readAll, read: this.log.read.bind(this.log) };
    return catchUpTo(theirs.last, log, state, foldedThen(projection), schema);
  }
}
