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
import {
  allianceMatters,
  subjectTypes,
  unitMatters,
  urgencies,
  type MatterCount,
  type MatterKind,
  type OpenMatter,
  type Subject,
  type Urgency,
} from './matter.js';
import { matterSql } from './matters-sql.js';
import { meetingDue, type MeetingDue } from './meeting-due.js';
import { theUnit } from './the-unit.js';

const limit_default = 50;
const soon_days = 7;

class AnyMatterFilter extends PageQuery {
  /** What type of thing is open. */
  @Optional() @OneOf(subjectTypes) readonly subjectType?: Subject['type'];
  @Optional() @OneOf(urgencies) readonly urgency?: Urgency;
}
/** Which open matters of the alliance are wanted. */
export class MatterFilter extends AnyMatterFilter {
  @Optional() @OneOf(allianceMatters) readonly kind?: (typeof allianceMatters)[number];
}
/** Which open matters of a unit are wanted. */
export class UnitMatterFilter extends AnyMatterFilter {
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
  filter: AnyMatterFilter,
  unitId?: string,
): Promise<Page<OpenMatter>> => {
  const { limit = limit_default, cursor, urgency, subjectType } = filter;
  const list = { name: 'open-matters', of: [tenantId, unitId], filter };
  const after = cursor === undefined ? undefined : placeOf(db, list, cursor);
  const now = after?.at ?? asked;
  const standing = await standingOf(db, tenantId, now);
  const { ranked, values, $ } = rankedMatters(db, { allianceId: tenantId, now, kinds, unitId, ...standing });
  if (ranked === undefined) return { items: [] };
  const wanted = [
    ...(urgency ? [`rank = ${urgencies.indexOf(urgency)}`] : []),
    ...(subjectType ? [`type = ${$(subjectType)}`] : []),
    ...(after ? [`place > ${$(after.place)}`] : []),
  ];
  const rows: Row[] = await db.query(
    `SELECT * FROM (
      SELECT *, concat_ws(' ', rank, coalesce(due, "dueOn" || 'T24', '~' || since), kind, "withinId", id) COLLATE "C" AS place
      FROM (${ranked}) ranked) placed
    ${wanted.length > 0 ? `WHERE ${wanted.join(' AND ')}` : ''} ORDER BY place LIMIT ${limit + 1}`,
    values,
  );
  const last = rows[limit - 1];
  const items = rows.slice(0, limit).map((row) => shown(row, tenantId, standing.charter.timeZone));
  return rows.length > limit && last ? { items, next: cursorOf(db, list, { at: now, place: last.place }) } : { items };
};

/** How many matters of each kind are open in the alliance, by how urgent they are. */
export const countedMatters = async (
  db: EntityManager,
  { tenantId: allianceId, now }: AskedByAsker,
): Promise<readonly MatterCount[]> => {
  const standing = await standingOf(db, allianceId, now);
  const { ranked, values } = rankedMatters(db, { allianceId, now, kinds: allianceMatters, ...standing });
  if (ranked === undefined) return [];
  const rows: (Omit<MatterCount, 'urgency'> & { rank: number })[] = await db.query(
    `SELECT kind, rank, count(*)::int AS count FROM (${ranked}) ranked GROUP BY 1, 2 ORDER BY 2, 1`,
    values,
  );
  return rows.map(({ rank, ...counted }) => ({ ...counted, urgency: urgencies[rank] ?? 'open' }));
};

type Wanted = Standing &
  Readonly<{ allianceId: string; now: string; kinds: readonly MatterKind[]; unitId?: string | undefined }>;

/** A statement of the matters that are open, each with its rank among the urgencies; none where no kind has a part. */
const rankedMatters = (db: EntityManager, { allianceId, now, kinds, unitId, charter, meeting }: Wanted) => {
  const today = dayOf(now, charter.timeZone);
  const values: unknown[] = [];
  const $ = (value: unknown) => `$${values.push(value)}::text`;
  const unit = unitId === undefined ? {} : { unit: $(unitId) };
  const scope = { of: (row: new () => object) => tableOf(db, row), alliance: $(allianceId), now: $(now), today: $(today), ...unit }; // prettier-ignore
  const parts = kinds.flatMap((kind) => {
    if (kind !== 'meeting') return matterSql[kind](scope);
    return meeting ? meetingSql(scope, $(JSON.stringify(meeting.name)), $(meeting.since), $(meeting.due)) : [];
  });
  if (parts.length === 0) return { ranked: undefined, values, $ };
  const soon = new Date(Date.parse(now) + soon_days * 86_400_000).toISOString();
  const ranked = `
    SELECT *, CASE WHEN due <= ${scope.now} OR due IS NULL AND "dueOn" < ${scope.today} THEN 0
      WHEN due <= ${$(soon)} OR due IS NULL AND "dueOn" <= ${$(dayAfter(today, soon_days))} THEN 1 ELSE 2 END AS rank
    FROM (${parts.join('\nUNION ALL ')}) part`;
  return { ranked, values, $ };
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
