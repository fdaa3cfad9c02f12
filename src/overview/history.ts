import { put, readModelOfAll } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt } from 'class-validator';
import { Entity, Index, PrimaryColumn, type SelectQueryBuilder } from 'typeorm';
import type { Actor } from '../access/actor.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { opened, seesEvent, streamsOfOwnUnit } from '../access/sight.js';
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
import { IsId, IsInstant, Matching, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { refuse } from './refusals.js';

export const actorKinds = ['representative', 'applicant', 'operator', 'reaction', 'clock'] as const;

/** One act: what happened, to what, when, by whom and under which mandate, and what it answered. */
@Entity('history')
@Index(['allianceId', 'at', 'position'])
@Index(['allianceId', 'type', 'at', 'position'])
@Index(['subjectId', 'at', 'position'])
@Index(['personId', 'at', 'position'])
@Index(['unitId', 'at', 'position'])
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
}

/** Who did what, when, for which unit, under which mandate? */
export const historyRows = readModelOfAll(HistoryRow, ['allianceId', 'position'], (event) => {
  const { version: _, ...act } = opened(event);
  return put(act);
});

/** Which acts are wanted. */
export class HistoryFilter extends PageQuery {
  /** What it happened to: the id of a project, a resource, a motion, a unit, the alliance. */
  @Optional() @IsId() readonly subjectId?: string;
  /** The person who acted. */
  @Optional() @IsId() readonly personId?: string;
  /** The unit that acted. */
  @Optional() @IsId() readonly unitId?: string;
  /** What happened, such as PledgeMade. */
  @Optional() @Matching(/^[A-Za-z]+$/) readonly type?: string;
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

const same = ['subjectId', 'personId', 'unitId', 'type'] as const;

export const getHistory = answering(GetHistory, (db, { asked: { tenantId: allianceId, asker }, filter }) =>
  pageOf(
    db,
    HistoryRow,
    ['at', 'position'],
    filter,
    (rows) => {
      rows.where('row.allianceId = :allianceId', { allianceId });
      seenBy(asker, rows);
      for (const column of same)
        if (filter[column] !== undefined) rows.andWhere(`row.${column} = :${column}`, { [column]: filter[column] });
      if (filter.from !== undefined) rows.andWhere('row.at >= :from', { from: filter.from });
      if (filter.until !== undefined) rows.andWhere('row.at < :until', { until: filter.until });
      return rows;
    },
    'DESC',
  ),
);

/** What only the unit that it is about may know is left out for others. */
const seenBy = (asker: Asker, rows: SelectQueryBuilder<HistoryRow>): void => {
  const categories = streamsOfOwnUnit(asker);
  if (categories.length === 0) return;
  const unitId = asker.principal.kind === 'person' ? asker.principal.unitId : '';
  rows.andWhere(`(row.category NOT IN (:...categories) OR row.data->>'unitId' = :ownUnitId)`, {
    categories,
    ownUnitId: unitId,
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
