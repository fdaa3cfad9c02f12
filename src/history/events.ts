import { answering, orWhole, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { HistoryFilter, HistoryRow, narrowed } from '../overview/history.js';
import { Optional, Whole } from '../platform/fields.js';

/** Which events are wanted, and from where on. */
export class EventsFilter extends HistoryFilter {
  /** The log position after which it begins; 0, the beginning, unless said. */
  @Optional() @Whole(0, 999_999_999_999_999) readonly after?: number;
}

/** What was recorded? The oldest event first, in the order of the log. */
export class GetEvents extends TenantQuery<Page<HistoryRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: EventsFilter,
  ) {
    super(asked);
  }
}

export const getEvents = answering(GetEvents, (db, { asked, filter }) =>
  pageOf(db, HistoryRow, ['position'], orWhole(asked, filter), (rows) => {
    const { after } = filter;
    narrowed(rows, asked, filter);
    return after === undefined ? rows : rows.andWhere('row.position > :after', { after });
  }),
);
