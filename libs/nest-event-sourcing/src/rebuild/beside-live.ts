import type { EventStore } from '#event-sourcing';
import type { DataSource, EntityMetadata } from 'typeorm';
import type { Lack } from '../faults.js';
import { shapeOf } from '../install.js';
import { readerOf, type Projection } from '../projector.js';
import { catchUpTo } from './catch-up.js';
import { compared } from './compare.js';
import { withTables, type Names } from './lock.js';
import type { Replayed } from './rebuild-options.js';
import type { Owner } from './shares-run.js';
import { holdStill, positionOf } from './swap.js';

/** Live tables that are further behind are not waited for, and not compared. */
const behind_max = 100_000;

/** New tables beside the live ones, which go on meanwhile. */
export class BesideLive {
  constructor(
    private readonly log: EventStore,
    private readonly owner: Owner,
    private readonly projection: Projection,
    private readonly database: DataSource,
    private readonly names: Pick<Names, 'live' | 'next'>,
  ) {}

  /** Whether there are live tables of this shape: these promise the same rows. */
  async isLive(): Promise<boolean> {
    const text = 'SELECT shape FROM engine.projection WHERE schema = $1';
    const [known] = await this.database.query(text, [this.names.live]);
    return known?.shape === shapeOf(this.database);
  }

  /** To where the new tables are to be brought, as far as is known by now. */
  async target(): Promise<number> {
    const live = (await this.isLive()) ? positionOf(this.database.manager, this.names.live) : this.log.head();
    return Math.max(await live, await this.position());
  }

  /** Where the new tables stand. */
  position(): Promise<number> {
    return positionOf(this.database.manager, this.names.next);
  }

  /** Where nobody else brings the live ones to where these are. Those that cannot be brought there are not compared. */
  async liveCatchesUp(): Promise<boolean> {
    const { owner, projection, log } = this;
    const position = await this.position();
    const live = await positionOf(this.database.manager, this.names.live);
    if (position - live > behind_max * this.log.spacing) return false;
    return withTables(owner, projection, this.names.live, async (database) => {
      return catchUpTo(position, log, database, projection, this.names.live).then(
        () => true,
        () => false,
      );
    });
  }

  /** The live ones stand still until both are at one position, and that moment is looked at; then they go on. */
  compared(upTo: (position: number) => Promise<void>, looked: (done: number, of: number) => void): Promise<Replayed> {
    const { live, next } = this.names;
    return this.database.transaction('REPEATABLE READ', async (moment) => {
      const position = await this.database.transaction('READ COMMITTED', async (db) => {
        const at = (await holdStill(db, live)) ?? 0;
        await upTo(at);
        await moment.query('SET TRANSACTION READ ONLY; SELECT');
        return at;
      });
      const { equal, passedOver } = await this.#comparable();
      return { position, tables: await compared(moment, equal, live, next, looked), passedOver };
    });
  }

  /** Tables that lack an event which the others do not lack, since it was set aside or readmitted, need not be equal. */
  async #comparable(): Promise<Readonly<{ equal: readonly EntityMetadata[]; passedOver: readonly string[] }>> {
    const { live, next } = this.names;
    const text = `SELECT reader FROM engine.lack WHERE schema IN ($1, $2) GROUP BY reader, event_id HAVING count(*) = 1`;
    const lacking = new Set<string>((await this.database.query(text, [live, next])).map(({ reader }: Lack) => reader));
    const equal = this.projection.models.filter((model) => !lacking.has(readerOf(this.projection, model)));
    return { equal: equal.map(({ row }) => this.database.getMetadata(row)), passedOver: [...lacking] };
  }
}
