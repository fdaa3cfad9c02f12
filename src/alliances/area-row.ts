import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt, Min } from 'class-validator';
import { Entity, Index } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { IdColumn, KeyColumn, WholeColumn, WordColumn, WordsColumn } from '../platform/columns.js';
import { IsId, LocalText, OneOf, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { coverageOf, CoverageRow } from './coverage-row.js';
import { areaLevels, type AllianceEvent, type AreaLevel } from './events.js';
import { tableOf } from './table-of.js';

export const areaStatuses = ['open', 'closed'] as const;

/** A part of the alliance's area. */
@Entity('area')
@Index(['allianceId', 'place', 'areaId'])
@Index(['allianceId', 'parentId', 'place', 'areaId'])
@Index(['allianceId', 'level', 'place', 'areaId'])
export class AreaRow {
  @KeyColumn() allianceId: string;
  @KeyColumn() areaId: string;
  /** The area that it lies in; null: the alliance's own. */
  @IdColumn({ nullable: true }) parentId: string | null;
  @WordColumn(areaLevels) level: AreaLevel;
  @WordsColumn() name: LocalText;
  @WholeColumn({ nullable: true }) population: number | null;
  @WordColumn(areaStatuses) status: (typeof areaStatuses)[number];
  /** Its place in the order in which areas were added. */
  @WholeColumn() place: number;
  /** The alliance's, at the last event about the area. */
  @WholeColumn() revision: number;
}

type OfArea = Recorded<AllianceEvent> & { readonly data: { readonly areaId: string } };
const now = ({ subjectId: allianceId, revision, data: { areaId } }: OfArea, seen: Partial<AreaRow>) =>
  change<AreaRow>({ allianceId, areaId }, (row) => ({ ...row, ...seen, revision }));

/** Of which areas does the alliance's area consist? */
export const areaRows = readModelByStream<AllianceEvent, AreaRow>(AreaRow, ['allianceId', 'areaId'], {
  AreaAdded: ({ subjectId: allianceId, revision, data: { parentId = null, population = null, ...added } }) =>
    put({ allianceId, ...added, parentId, population, status: 'open', place: revision, revision }),
  AreaRenamed: (event) => now(event, { name: event.data.name }),
  AreaClosed: (event) => now(event, { status: 'closed' }),
});

/** An area, and how many units cover it: by naming it, or one that it lies in. */
export class CoveredArea extends AreaRow {
  @IsInt() @Min(0) units: number;
}

/** Which areas are wanted. Where neither `within`, `level` nor `coveredBy` is said: those that lie in no other. */
export class AreaFilter extends PageQuery {
  /** The area in which they lie, directly. */
  @Optional() @IsId() readonly within?: string;
  @Optional() @OneOf(areaLevels) readonly level?: AreaLevel;
  @Optional() @OneOf(areaStatuses) readonly status?: (typeof areaStatuses)[number];
  /** The unit that named them as those that it covers. */
  @Optional() @IsId() readonly coveredBy?: string;
}

/** Which areas lie in the alliance, or in an area, and how many units cover each? */
export class GetAreas extends TenantQuery<Page<CoveredArea>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: AreaFilter,
  ) {
    super(asked);
  }
}

export const getAreas = answering(GetAreas, async (db, { asked: { tenantId: allianceId }, filter }) => {
  const { within, level, status, coveredBy } = filter;
  const page = await pageOf(db, AreaRow, ['place', 'areaId'], filter, (rows) => {
    rows.where({ allianceId, ...(within && { parentId: within }), ...(level && { level }), ...(status && { status }) });
    if (!within && !level && !coveredBy) rows.andWhere('row.parentId IS NULL');
    if (coveredBy) {
      const named = rows.subQuery().select('c.areaId').from(CoverageRow, 'c');
      named.where('c.allianceId = row.allianceId AND c.unitId = :coveredBy');
      rows.andWhere(`row.areaId IN ${named.getQuery()}`, { coveredBy });
    }
    return rows;
  });
  const tables = { area: tableOf(db, AreaRow), coverage: tableOf(db, CoverageRow) };
  const ids = page.items.map(({ areaId }) => areaId);
  const units = await coverageOf(db, tables, allianceId, ids);
  return { ...page, items: page.items.map((area) => ({ ...area, units: units.get(area.areaId) ?? 0 })) };
});
