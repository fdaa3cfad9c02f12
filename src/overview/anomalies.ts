import { answering, cursorOf, filterOf, NotYet, placeOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt, IsString, Min } from 'class-validator';
import type { AskedByAsker } from '../access/principal.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { tableOf } from '../alliances/table-of.js';
import { IsId, IsInstant, OneOf, Optional, OrNull } from '../platform/fields.js';
import { anomalyKinds, anomalySql, type AnomalyKind } from './anomalies-sql.js';
import { past, PagedPeriodFilter } from './period.js';

const limit_default = 50;
const [days, days_max] = [92, 366];

/** Which of them, of which time. */
export class AnomalyFilter extends PagedPeriodFilter {
  @Optional() @OneOf(anomalyKinds) readonly kind?: AnomalyKind;
  /** The unit that has to do with it. */
  @Optional() @IsId() readonly unitId?: string;
}

/** Something that an auditor looks at. It is a fact, and says of nobody that they did wrong. */
export class Anomaly {
  @OneOf(anomalyKinds) readonly kind: AnomalyKind;
  /** The event that says so: its place in the log. */
  @IsInt() @Min(1) readonly position: number;
  @IsId() readonly eventId: string;
  @IsString() readonly type: string;
  @IsInstant() readonly at: string;
  /** To what it happened. */
  @IsString() readonly category: string;
  @IsId() readonly subjectId: string;
  /** The unit that it is about: that was not there, delivered late, declared an interest; null: no one. */
  @IsId() @OrNull() readonly unitId: string | null;
}

/** What happened that an auditor looks at? The newest first. */
export class GetAnomalies extends TenantQuery<Page<Anomaly>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: AnomalyFilter,
  ) {
    super(asked);
  }
}

type Row = Anomaly & Readonly<{ place: string }>;
type Place = readonly [at: string, position: number, place: string];

/** Several can be of one event, such as who was not there: these are told apart by kind and unit. */
export const getAnomalies = answering(GetAnomalies, async (db, { asked, filter }): Promise<Page<Anomaly>> => {
  const { limit = limit_default, cursor, kind, unitId } = filter;
  const allianceId = asked.tenantId;
  const list = ['anomalies', allianceId, filterOf(filter)];
  const after = cursor === undefined ? undefined : (placeOf(db, list, cursor) as unknown as Place); // it is signed
  const at = after?.[0] ?? asked.now;
  const { from, until } = past(filter, at, days, days_max);
  const alliance = await db.findOneBy(AllianceRow, { allianceId });
  if (!alliance) throw new NotYet(`the read models have not reached the founding of ${allianceId}`);
  const parts = anomalySql((row) => tableOf(db, row));
  const all = (kind ? [kind] : anomalyKinds).map((each) => `(${parts[each]})`).join(' UNION ALL ');
  const values: unknown[] = [allianceId, from, until, alliance.charter.timeZone];
  const $ = (value: unknown) => `$${values.push(value)}`;
  const rows: Row[] = await db.query(
    `WITH clocks AS (SELECT $4::text)
    SELECT kind, position, "eventId", type, at, category, "subjectId", "unitId", place
    FROM (SELECT *, concat(kind, ' ', "unitId") COLLATE "C" AS place FROM (${all}) each) placed
    WHERE true${unitId === undefined ? '' : ` AND "unitId" = ${$(unitId)}`}
      ${after ? `AND (position < ${$(after[1])} OR position = ${$(after[1])} AND place > ${$(after[2])})` : ''}
    ORDER BY position DESC, place LIMIT ${limit + 1}`,
    values,
  );
  const items = rows.slice(0, limit).map(shown);
  const last = rows[limit - 1];
  if (rows.length <= limit || !last) return { items };
  return { items, next: cursorOf(db, list, [at, last.position, last.place] satisfies Place) };
});

const shown = (row: Row): Anomaly => {
  const { place: _, ...anomaly } = row;
  return anomaly;
};
