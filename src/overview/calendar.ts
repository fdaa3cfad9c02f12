import { answering, NotYet, TenantQuery, type Page } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { tableOf } from '../alliances/table-of.js';
import { dayAfter, dayOf, endOf, startOf } from '../platform/days.js';
import { IsInstant, OneOf, Optional, type LocalText } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { entryKinds, type CalendarEntry, type EntryKind } from './calendar-entry.js';
import { entrySql } from './calendar-sql.js';
import { cursorOf, placeOf } from './cursor.js';
import type { Subject } from './matter.js';
import { coming, type Period } from './period.js';

const limit_default = 50;
const days_max = 92;
const days_default = 31;

/** Of which time: the 31 days to come unless said, at most 92. */
export class CalendarFilter extends PageQuery {
  /** Now unless said. */
  @Optional() @IsInstant() readonly from?: string;
  /** No longer of it; 31 days later unless said. */
  @Optional() @IsInstant() readonly until?: string;
  @Optional() @OneOf(entryKinds) readonly kind?: EntryKind;
}

/** What is when? */
export class GetCalendar extends TenantQuery<Page<CalendarEntry>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: CalendarFilter,
  ) {
    super(asked);
  }
}

type Row = Omit<CalendarEntry, 'subject' | 'within' | 'href'> &
  Readonly<{ type: Subject['type']; id: string; title: LocalText }> &
  Readonly<{
    withinType: Subject['type'] | null;
    withinId: string;
    withinTitle: LocalText;
    place: string;
    path: string;
  }>;

/** In the order of time; what is of a whole day is of the beginning of that day. */
export const getCalendar = answering(GetCalendar, async (db, { asked, filter }) => {
  const { tenantId: allianceId, now } = asked;
  const { limit = limit_default, cursor, kind } = filter;
  const list = { name: 'calendar', of: [allianceId], filter };
  const after = cursor === undefined ? undefined : placeOf(db, list, cursor);
  const at = after?.at ?? now;
  const period = coming(filter, at, days_default, days_max);
  const alliance = await db.findOneBy(AllianceRow, { allianceId });
  if (!alliance) throw new NotYet(`the read models have not reached the founding of ${allianceId}`);
  const days = daysOf(period, alliance.charter.timeZone);
  const parts = (kind ? [kind] : entryKinds).map((each) => entrySql[each]((row) => tableOf(db, row)));
  const rows: Row[] = await db.query(
    `WITH day AS (SELECT * FROM unnest($4::text[], $5::text[], $6::text[]) AS day (day, start, "end"))
    SELECT * FROM (
      SELECT *, concat_ws(' ', "from", kind, "withinId", id) COLLATE "C" AS place FROM (${parts.join('\nUNION ALL ')}) part
      WHERE "from" < $3::text AND coalesce("to", "from") >= $2::text) placed
    WHERE place > $7 ORDER BY place LIMIT ${limit + 1}`,
    [
      ...[allianceId, period.from, period.until],
      ...[days.map(({ day }) => day), days.map(({ start }) => start), days.map(({ end }) => end)],
      after?.place ?? '',
    ],
  );
  const last = rows[limit - 1];
  const items = rows.slice(0, limit).map((row) => shown(row, allianceId));
  return rows.length > limit && last ? { items, next: cursorOf(db, list, { at, place: last.place }) } : { items };
});

const shown = (row: Row, allianceId: string): CalendarEntry => {
  const { type, id, title, withinType, withinId, withinTitle, place: _, path, ...entry } = row;
  return {
    ...entry,
    subject: { type, id, title },
    within: withinType && { type: withinType, id: withinId, title: withinTitle },
    href: `/v1/alliances/${allianceId}/${path}`,
  };
};

/** Each day that has a part in this time, where the alliance is. */
const daysOf = ({ from, until }: Period, timeZone: string) => {
  const days: { day: string; start: string; end: string }[] = [];
  for (let day = dayOf(from, timeZone); ; day = dayAfter(day, 1)) {
    const start = startOf(day, timeZone);
    if (start >= until) return days;
    days.push({ day, start, end: endOf(day, timeZone) });
  }
};
