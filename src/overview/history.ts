import { readModelOfEach } from '#event-sourcing';
import { answering, orWhole, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt } from 'class-validator';
import { Column, Entity, Index, PrimaryColumn, type SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../access/actor.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { opened, seesEvent, streamsSeenBy, type SeenAct } from '../access/sight.js';
import { offices, type Office } from '../alliances/events.js';
import {
  IdColumn,
  InstantColumn,
  JsonColumn,
  KeyColumn,
  TextColumn,
  WholeColumn,
  WordColumn,
} from '../platform/columns.js';
import { idPattern, IsId, IsInstant, Matching, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { refuse } from './refusals.js';

export const actorKinds = ['representative', 'applicant', 'auditor', 'operator', 'reaction', 'clock'] as const;

/** One act: what happened, to what, when, by whom and under which mandate, and what it answered. */
@Entity('history')
@Index(['allianceId', 'at', 'position'])
@Index(['allianceId', 'type', 'at', 'position'])
@Index(['subjectId', 'at', 'position'])
@Index(['personId', 'at', 'position'])
@Index(['unitId', 'at', 'position'])
@Index(['about'], { type: 'gin' })
export class HistoryRow {
  @KeyColumn() allianceId: string;
  /** Its place in the log. */
  @PrimaryColumn('bigint') @IsInt() position: number;
  @IdColumn() eventId: string;
  /** The instant of the act. */
  @InstantColumn() at: string;
  /** The instant at which it was recorded. */
  @InstantColumn() recordedAt: string;
  /** What happened, such as PledgeMade. */
  @TextColumn() type: string;
  /** To what kind of thing, such as project. */
  @TextColumn() category: string;
  /** To which thing. */
  @TextColumn() subjectId: string;
  @TextColumn() streamId: string;
  /** The thing's revision since then. */
  @WholeColumn() revision: number;
  /** What was asked for, such as MakePledge. */
  @TextColumn() command: string;
  @IdColumn() commandId: string;
  @IdColumn() correlationId: string;
  /** The event that it answers. */
  @IdColumn({ nullable: true }) causationId: string | null;
  @WordColumn(actorKinds) actorKind: Actor['kind'];
  @IdColumn({ nullable: true }) personId: string | null;
  /** The unit that acted. */
  @IdColumn({ nullable: true }) unitId: string | null;
  @IdColumn({ nullable: true }) mandateId: string | null;
  @WordColumn(offices, { nullable: true }) office: Office | null;
  /** What the event says, without what is sealed. */
  @JsonColumn() data: object;
  /** Every id that it names, by which it is found. */
  @Column('jsonb', { select: false }) about: readonly string[];
}

/** Who did what, when, for which unit, under which mandate? */
export const historyRows = readModelOfEach(HistoryRow, { tenant: 'allianceId', position: 'position' }, (event) => {
  const act = opened(event);
  return { about: namedBy(act), ...act };
});

/** The event itself, what it happened to, what it answers and belongs to, and whatever else it names. */
const namedBy = ({ eventId, subjectId, correlationId, causationId, data }: SeenAct): readonly string[] => {
  const ids =
    causationId === null ? [eventId, subjectId, correlationId] : [eventId, subjectId, correlationId, causationId];
  collect(data, ids);
  return once(ids);
};

/** The ids that stand anywhere in JSON, each once. */
export const idsIn = (value: unknown): readonly string[] => {
  const ids: string[] = [];
  collect(value, ids);
  return once(ids);
};

/** Every act passes here: a list for each of its values would be most of what it leaves behind. */
const collect = (value: unknown, ids: string[]): void => {
  if (typeof value === 'string') {
    if (value.length === id_characters && idPattern.test(value)) ids.push(value);
  } else if (Array.isArray(value)) for (const each of value) collect(each, ids);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) collect(each, ids);
};

/** A set takes twice as long as to look through the few that there nearly always are. */
const once = (ids: readonly string[]): readonly string[] =>
  ids.length > few ? [...new Set(ids)] : ids.filter((id, n) => ids.indexOf(id) === n);
const few = 16;
const id_characters = 36;

/** Which acts are wanted. */
export class HistoryFilter extends PageQuery {
  /** What it happened to: the id of a project, a resource, a motion, a unit, the alliance. */
  @Optional() @IsId() readonly subjectId?: string;
  /** What it names in any way: also a part of a thing, such as a pledge, and whatever the act refers to. */
  @Optional() @IsId() readonly about?: string;
  /** The person who acted. */
  @Optional() @IsId() readonly personId?: string;
  /** The unit that acted. */
  @Optional() @IsId() readonly unitId?: string;
  /** What happened, such as PledgeMade. */
  @Optional() @Matching(/^[A-Za-z]+$/) readonly type?: string;
  /** What began with one request, and all that was done in answer to it. */
  @Optional() @IsId() readonly correlationId?: string;
  /** The first instant of the act. */
  @Optional() @IsInstant() readonly from?: string;
  /** The instant of the act before which it was. */
  @Optional() @IsInstant() readonly until?: string;
}

/** What happened? The newest act first, whenever it was recorded. */
export class GetHistory extends TenantQuery<Page<HistoryRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: HistoryFilter,
  ) {
    super(asked);
  }
}

export const getHistory = answering(GetHistory, (db, { asked, filter }) =>
  pageOf(db, HistoryRow, ['at', 'position'], orWhole(asked, filter), (rows) => narrowed(rows, asked, filter), 'DESC'),
);

const same = ['subjectId', 'personId', 'unitId', 'type', 'correlationId'] as const;

/** The acts of an alliance that are asked for, and that this asker may see. */
export const narrowed = (
  rows: SelectQueryBuilder<HistoryRow>,
  { tenantId: allianceId, asker }: AskedByAsker,
  filter: Omit<HistoryFilter, keyof PageQuery>,
): SelectQueryBuilder<HistoryRow> => {
  rows.where('row.allianceId = :allianceId', { allianceId });
  seenBy(asker, rows);
  for (const column of same)
    if (filter[column] !== undefined) rows.andWhere(`row.${column} = :${column}`, { [column]: filter[column] });
  const named = [filter.about, filter.correlationId].filter((id) => id !== undefined);
  for (const [n, id] of named.entries()) naming(rows, [id], `named${n}`);
  if (filter.from !== undefined) rows.andWhere('row.at >= :from', { from: filter.from });
  if (filter.until !== undefined) rows.andWhere('row.at < :until', { until: filter.until });
  return rows;
};

/**
 * Those acts of the alliance (`:allianceId`) that name one of these ids. They are found by their index first: the planner, which does not know how rare
 * an id is, would rather look through all acts in order until a page is full.
 */
export const naming = (
  rows: SelectQueryBuilder<HistoryRow>,
  ids: readonly string[],
  name = 'named',
): SelectQueryBuilder<HistoryRow> => {
  const found = rows
    .subQuery()
    .select('named.position')
    .from(HistoryRow, 'named')
    .where(`named.about @> ANY (CAST(ARRAY[:...${name}] AS jsonb[]))`)
    .andWhere('named.allianceId = :allianceId');
  return rows.andWhere(`row.position = ANY(ARRAY${found.getQuery()})`, {
    [name]: ids.map((id) => JSON.stringify([id])),
  });
};

/** What only the unit that it is about may know is left out for others; so is what nobody has said of who reads it. */
const seenBy = (asker: Asker, rows: SelectQueryBuilder<HistoryRow>): void => {
  const { all, own } = streamsSeenBy(asker);
  const ownUnitId = asker.principal.kind === 'person' ? asker.principal.unitId : '';
  rows.andWhere(`(row.category = ANY (:all) OR row.category = ANY (:own) AND row.data->>'unitId' = :ownUnitId)`, {
    ...{ all, own, ownUnitId },
  });
};

/** What happened at this place of the log? */
export class GetAct extends TenantQuery<HistoryRow> {
  constructor(
    asked: AskedByAsker,
    readonly position: number,
  ) {
    super(asked);
  }
}

export const getAct = answering(GetAct, async (db, { asked: { tenantId: allianceId, asker }, position }) => {
  const act = await db.findOneBy(HistoryRow, { position, allianceId });
  return act && seesEvent(asker, act) ? act : refuse('act-not-found');
});
