import { answering, TenantQuery, type Page } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { tableOf } from '../alliances/table-of.js';
import { cursorOf, placeOf } from './cursor.js';
import { loadSql } from './load-sql.js';
import type { UnitLoad } from './load-view.js';
import { past, type PagedPeriodFilter, type Period } from './period.js';

const limit_default = 50;
const [days, days_max] = [92, 366];

/** Who is asked, who gives, who keeps to it, and who is silent? */
export class GetLoad extends TenantQuery<Page<UnitLoad>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: PagedPeriodFilter,
  ) {
    super(asked);
  }
}

type Row = Omit<UnitLoad, 'pledges' | 'actions'> &
  Readonly<{ place: string; pledges: UnitLoad['pledges'] | null; actions: UnitLoad['actions'] | null }>;
const none = {
  pledges: { made: 0, kept: 0, open: 0, declined: 0, withdrawn: 0, lapsed: 0, released: 0 },
  actions: { given: 0, done: 0, overdue: 0 },
};

/** The units on the roll, in the order of their names and no other; a page goes on as of the instant of the first one. */
export const getLoad = answering(GetLoad, async (db, { asked, filter }) => {
  const { limit = limit_default, cursor } = filter;
  const list = { name: 'load', of: [asked.tenantId], filter };
  const after = cursor === undefined ? undefined : placeOf(db, list, cursor);
  const at = after?.at ?? asked.now;
  const { from, until } = past(filter, at, days, days_max);
  const text = loadSql((row) => tableOf(db, row), limit + 1);
  const rows: Row[] = await db.query(text, [asked.tenantId, from, until, after?.place ?? '']);
  const last = rows[limit - 1];
  const items = rows.slice(0, limit).map(shown);
  return rows.length > limit && last ? { items, next: cursorOf(db, list, { at, place: last.place }) } : { items };
});

/** The load of one unit that is on the roll. */
export const loadOf = async (
  db: EntityManager,
  allianceId: string,
  unitId: string,
  { from, until }: Period,
): Promise<UnitLoad | undefined> => {
  const text = loadSql((row) => tableOf(db, row), 1, '"unitId" = $4');
  const [row]: readonly Row[] = await db.query(text, [allianceId, from, until, unitId]);
  return row && shown(row);
};

const shown = (row: Row): UnitLoad => {
  const { place: _, pledges, actions, ...load } = row;
  return { ...load, pledges: pledges ?? none.pledges, actions: actions ?? none.actions };
};
