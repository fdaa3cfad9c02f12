import { answering, cursorOf, filterOf, NotYet, placeOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt, IsString, Min } from 'class-validator';
import type { AskedByAsker } from '../access/principal.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { tableOf } from '../alliances/table-of.js';
import { IsId, IsInstant, Nested, OneOf, Optional, OrNull } from '../platform/fields.js';
import { SeenBy } from '../access/seen-by.js';
import { offices } from '../alliances/events.js';
import { anomalyKinds, anomalySql, tellable, type AnomalyKind } from './anomalies-sql.js';
import { past, PagedPeriodFilter } from './period.js';

const limit_default = 50;
const [days, days_max] = [92, 366];

/** Which of them, of which time. */
export class AnomalyFilter extends PagedPeriodFilter {
  @Optional() @OneOf(anomalyKinds) readonly kind?: AnomalyKind;
  /** The unit that has to do with it. */
  @Optional() @IsId() readonly unitId?: string;
}

/** What was tried and refused on a day. Nothing came of it, so no event says so, and nothing proves it. */
export class RefusedAct {
  /** What was asked for, such as CastBallot. */
  @IsString() readonly operation: string;
  /** How often at least, by one client. */
  @IsInt() @Min(1) readonly times: number;
  @IsInstant() readonly firstAt: string;
  /** The key that was used, or whoever signed in. */
  @IsId() @SeenBy(...offices, 'auditor', 'operator') readonly clientId: string | null;
}

/** Something that an auditor looks at. It is a fact, and says of nobody that they did wrong. */
export class Anomaly {
  @OneOf(anomalyKinds) readonly kind: AnomalyKind;
  /** The event that says so: its place in the log; null: what was refused is no event. */
  @IsInt() @Min(1) @OrNull() readonly position: number | null;
  @IsId() @OrNull() readonly eventId: string | null;
  @IsString() @OrNull() readonly type: string | null;
  /** When it happened, or was tried last. */
  @IsInstant() readonly at: string;
  /** To what it happened. */
  @IsString() @OrNull() readonly category: string | null;
  @IsId() @OrNull() readonly subjectId: string | null;
  /** The unit that it is about: that was not there, delivered late, declared an interest; null: no one. */
  @IsId() @OrNull() readonly unitId: string | null;
  /** What was refused, where it is that. */
  @Nested(RefusedAct) @OrNull() readonly refused: RefusedAct | null;
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
type Place = readonly [asked: string, at: string, place: string];

/** Several can be of one event, such as who was not there: these are told apart by kind and unit; what was refused by client and operation. */
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
  const all = tellable(asked.asOf)
    .filter((each) => kind === undefined || each === kind)
    .map((each) => `(${parts[each]})`)
    .join(' UNION ALL ');
  if (all.length === 0) return { items: [] };
  const values: unknown[] = [allianceId, from, until, alliance.charter.timeZone];
  const $ = (value: unknown) => `$${values.push(value)}`;
  const rows: Row[] = await db.query(
    `WITH clocks AS (SELECT $4::text)
    SELECT kind, position, "eventId", type, at, category, "subjectId", "unitId", refused, place
    FROM (SELECT *, concat_ws(' ', position, kind, "unitId", refused->>'clientId', refused->>'operation') COLLATE "C" AS place
      FROM (${all}) each) placed
    WHERE ${ownRefused(asked, $)}${unitId === undefined ? '' : ` AND "unitId" = ${$(unitId)}`}
      ${after ? `AND (at < ${$(after[1])} OR at = ${$(after[1])} AND place > ${$(after[2])})` : ''}
    ORDER BY at DESC, place LIMIT ${limit + 1}`,
    values,
  );
  const items = rows.slice(0, limit).map(shown);
  const last = rows[limit - 1];
  if (rows.length <= limit || !last) return { items };
  return { items, next: cursorOf(db, list, [at, last.at, last.place] satisfies Place) };
});

/** What was refused to a unit its own people see, and whoever sees all: officers, auditors and the operator. */
const ownRefused = ({ asker: { principal, standing } }: AskedByAsker, $: (value: unknown) => string): string =>
  principal.kind === 'person' && standing.office === undefined
    ? `(refused IS NULL OR "unitId" = ${$(principal.unitId)})`
    : 'true';

const shown = (row: Row): Anomaly => {
  const { place: _, ...anomaly } = row;
  return anomaly;
};
