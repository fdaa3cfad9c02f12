import { answering, NotYet, TenantQuery, type Page } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { tableOf } from '../alliances/table-of.js';
import { dayAfter, dayOf, endOf } from '../platform/days.js';
import { MeetingRow } from '../committee/meeting-rows.js';
import { OneOf, Optional, type LocalText } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { meetingSql } from './committee-matters.js';
import { cursorOf, placeOf } from './cursor.js';
import { allianceMatters, unitMatters, urgencies, type MatterKind, type OpenMatter, type Subject } from './matter.js';
import { matterSql } from './matters-sql.js';
import { meetingDue, type MeetingDue } from './meeting-due.js';
import { theUnit } from './the-unit.js';

const limit_default = 50;
const soon_days = 7;

/** Which open matters of the alliance are wanted. */
export class MatterFilter extends PageQuery {
  @Optional() @OneOf(allianceMatters) readonly kind?: (typeof allianceMatters)[number];
}
/** Which open matters of a unit are wanted. */
export class UnitMatterFilter extends PageQuery {
  @Optional() @OneOf(unitMatters) readonly kind?: (typeof unitMatters)[number];
}

/** What is open in the alliance? What is most urgent first. */
export class GetOpenMatters extends TenantQuery<Page<OpenMatter>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: MatterFilter,
  ) {
    super(asked);
  }
}

export const getOpenMatters = answering(GetOpenMatters, (db, { asked, filter }) =>
  mattersOf(db, asked, filter.kind ? [filter.kind] : allianceMatters, filter),
);

/** What is a unit waited for? What is most urgent first. */
export class GetUnitMatters extends TenantQuery<Page<OpenMatter>> {
  constructor(
    asked: AskedByAsker,
    readonly unitId: string,
    readonly filter: UnitMatterFilter,
  ) {
    super(asked);
  }
}

export const getUnitMatters = answering(GetUnitMatters, async (db, { asked, unitId, filter }) => {
  await theUnit(db, asked, unitId);
  return mattersOf(db, asked, filter.kind ? [filter.kind] : unitMatters, filter, unitId);
});

type Row = Omit<OpenMatter, 'urgency' | 'subject' | 'within' | 'href'> &
  Readonly<{ type: Subject['type']; id: string; title: LocalText }> &
  Readonly<{ withinType: Subject['type'] | null; withinId: string; withinTitle: LocalText }> &
  Readonly<{ rank: number; place: string; path: string }>;

/**
 * The matters in one order: what is late, what is due within a week, then the others; among these by when they are due,
 * and what is due at no time by since when it is there. A page goes on as of the instant of the first one.
 */
const mattersOf = async (
  db: EntityManager,
  { tenantId, now: asked }: AskedByAsker,
  kinds: readonly MatterKind[],
  filter: PageQuery,
  unitId?: string,
): Promise<Page<OpenMatter>> => {
  const { limit = limit_default, cursor } = filter;
  const list = { name: 'open-matters', of: [tenantId, unitId], filter };
  const after = cursor === undefined ? undefined : placeOf(db, list, cursor);
  const now = after?.at ?? asked;
  const { charter, meeting } = await standingOf(db, tenantId, now);
  const today = dayOf(now, charter.timeZone);
  const values: unknown[] = [];
  const $ = (value: unknown) => `$${values.push(value)}::text`;
  const unit = unitId === undefined ? {} : { unit: $(unitId) };
  const scope = { of: (row: new () => object) => tableOf(db, row), alliance: $(tenantId), now: $(now), today: $(today), ...unit }; // prettier-ignore
  const parts = kinds.flatMap((kind) => {
    if (kind !== 'meeting') return matterSql[kind](scope);
    return meeting ? meetingSql(scope, $(JSON.stringify(meeting.name)), $(meeting.since), $(meeting.due)) : [];
  });
  if (parts.length === 0) return { items: [] };
  const soon = new Date(Date.parse(now) + soon_days * 86_400_000).toISOString();
  const rows: Row[] = await db.query(
    `SELECT * FROM (
      SELECT *, concat_ws(' ', rank, coalesce(due, "dueOn" || 'T24', '~' || since), kind, "withinId", id) COLLATE "C" AS place
      FROM (
        SELECT *, CASE WHEN due <= ${scope.now} OR due IS NULL AND "dueOn" < ${scope.today} THEN 0
          WHEN due <= ${$(soon)} OR due IS NULL AND "dueOn" <= ${$(dayAfter(today, soon_days))} THEN 1 ELSE 2 END AS rank
        FROM (${parts.join('\nUNION ALL ')}) part) ranked) placed
    ${after ? `WHERE place > ${$(after.place)}` : ''} ORDER BY place LIMIT ${limit + 1}`,
    values,
  );
  const last = rows[limit - 1];
  const items = rows.slice(0, limit).map((row) => shown(row, tenantId, charter.timeZone));
  return rows.length > limit && last ? { items, next: cursorOf(db, list, { at: now, place: last.place }) } : { items };
};

const shown = (row: Row, allianceId: string, timeZone: string): OpenMatter => {
  const { type, id, title, withinType, withinId, withinTitle, rank, place: _, path, due, dueOn, ...matter } = row;
  return {
    ...matter,
    subject: { type, id, title },
    within: withinType && { type: withinType, id: withinId, title: withinTitle },
    due: due ?? (dueOn === null ? null : endOf(dueOn, timeZone)),
    dueOn,
    urgency: urgencies[rank] ?? 'open',
    href: `/v1/alliances/${allianceId}/${path}`,
  };
};

type Standing = Readonly<{ charter: AllianceRow['charter']; meeting: ToConvene | undefined }>;
type ToConvene = MeetingDue & Readonly<{ name: LocalText }>;

/** The charter, and whether a meeting is to be convened by it. */
const standingOf = async (db: EntityManager, allianceId: string, now: string): Promise<Standing> => {
  const [alliance]: (AllianceRow & { last: string | null; coming: boolean })[] = await db.query(
    `SELECT a.*,
      (SELECT max("from") FROM ${tableOf(db, MeetingRow)} WHERE "allianceId" = $1 AND status = 'closed') AS last,
      EXISTS (SELECT FROM ${tableOf(db, MeetingRow)}
        WHERE "allianceId" = $1 AND status IN ('convened', 'open', 'adjourned')) AS coming
    FROM ${tableOf(db, AllianceRow)} a WHERE a."allianceId" = $1`,
    [allianceId],
  );
  if (!alliance) throw new NotYet(`the read models have not reached the founding of ${allianceId}`);
  const { charter, name, foundedAt, last, coming } = alliance;
  const due = coming ? undefined : meetingDue(charter, last ?? foundedAt, now);
  return { charter, meeting: due && { ...due, name } };
};
