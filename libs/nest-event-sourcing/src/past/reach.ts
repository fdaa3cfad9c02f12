import type { EventStore, Recorded } from '#event-sourcing';
import type { EntityManager } from 'typeorm';

/**
 * Whose events make up what one tenant is told: its own, and those of tenants whose rows it sees; or `all` of the log. `last`
 * is the newest of these events: as of any later position too, until the next one of them, the state is the same.
 */
export type Reached = Readonly<{ tenants: readonly string[] | 'all'; last: number }>;

/** Where the events of tenants lie, as the live tables know it, which have reached the positions in question. */
export type Reach = Readonly<{
  /** As of a position. @throws where there was no such tenant yet */
  of: (db: EntityManager, tenantId: string, position: number) => Promise<Reached>;
  /** How many events of these tenants there are up to a position; of more than a state is filled from, at least one more. */
  count: (db: EntityManager, tenants: readonly string[], last: number) => Promise<number>;
  /** The same number. @throws where no state is filled from so many events */
  bounded: (events: number) => number;
  /** The next positions of events of these tenants in a stretch of the log, in order. */
  positions: (
    db: EntityManager,
    tenants: readonly string[],
    stretch: Readonly<{ after: number; upTo: number; positions_max: number }>,
  ) => Promise<readonly number[]>;
}>;

/** So many events of the log, about, are looked through at once. */
const stretch_max = 25_000;

/** The log of some tenants up to a position, as a projector reads it; others may be answered between two pages. */
export class TenantsLog {
  constructor(
    private readonly log: Pick<EventStore, 'readAt' | 'spacing'>,
    private readonly positions: (after: number, upTo: number, positions_max: number) => Promise<readonly number[]>,
    private readonly last: number,
  ) {}

  /** At least one event, while there is one. */
  async readAll(after: number, events_max: number): Promise<readonly Recorded[]> {
    const stretch = stretch_max * this.log.spacing;
    for (let from = after; from < this.last; from += stretch) {
      const upTo = Math.min(this.last, from + stretch);
      const found = await this.positions(from, upTo, events_max);
      if (found.length > 0) return this.log.readAt(found);
    }
    return [];
  }
}
