import { put, readModel, remove } from '#event-sourcing';
import type { EntityManager } from 'typeorm';
import { Entity, Index } from 'typeorm';
import { InstantColumn, KeyColumn } from '../platform/columns.js';
import { IsId, LocalText, Words } from '../platform/fields.js';
import type { AllianceEvent, UnitEvent } from './events.js';

/** That a unit says that it covers an area. */
@Entity('coverage')
@Index(['allianceId', 'areaId'])
export class CoverageRow {
  @KeyColumn() allianceId: string;
  @KeyColumn() unitId: string;
  @KeyColumn() areaId: string;
  @InstantColumn() statedAt: string;
}

/** Which unit covers which areas? A unit that left covers none, and an area that was closed is covered by none. */
export const coverageRows = readModel<AllianceEvent | UnitEvent, CoverageRow>(
  CoverageRow,
  ['allianceId', 'unitId', 'areaId'],
  {
    CoverageStated: ({ subjectId: unitId, issue: { tenantId: allianceId, at: statedAt }, data: { areaIds } }) => [
      remove({ allianceId, unitId }),
      ...areaIds.map((areaId) => put<CoverageRow>({ allianceId, unitId, areaId, statedAt })),
    ],
    UnitLeft: ({ subjectId: allianceId, data: { unitId } }) => remove({ allianceId, unitId }),
    AreaClosed: ({ subjectId: allianceId, data: { areaId } }) => remove({ allianceId, areaId }),
  },
);

/** A unit that covers an area: by naming it, or one that it lies in. */
export class CoveringUnit {
  @IsId() readonly unitId: string;
  @Words() readonly name: LocalText;
  /** The area that the unit named. */
  @IsId() readonly areaId: string;
}

export const covering_max = 200;

/** Each area ($2 of alliance $1) with every area that it lies in, and itself. */
const upwards = (area: string): string => `
  WITH RECURSIVE up AS (
    SELECT "areaId" AS below, "areaId", "parentId", 0 AS steps FROM ${area} WHERE "allianceId" = $1 AND "areaId" = ANY ($2)
    UNION ALL
    SELECT up.below, a."areaId", a."parentId", up.steps + 1
    FROM up JOIN ${area} a ON a."allianceId" = $1 AND a."areaId" = up."parentId")`;

/** How many units cover each of these areas. */
export const coverageOf = async (
  db: EntityManager,
  tables: Readonly<{ area: string; coverage: string }>,
  allianceId: string,
  areaIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const counted: { below: string; units: number }[] = await db.query(
    `${upwards(tables.area)}
    SELECT up.below, count(DISTINCT c."unitId")::int AS units
    FROM up JOIN ${tables.coverage} c ON c."allianceId" = $1 AND c."areaId" = up."areaId" GROUP BY 1`,
    [allianceId, areaIds],
  );
  return new Map(counted.map(({ below, units }) => [below, units]));
};

/** Which units cover an area, each by the nearest area that it named. */
export const coveringUnits = (
  db: EntityManager,
  tables: Readonly<{ area: string; coverage: string; unit: string }>,
  allianceId: string,
  areaId: string,
): Promise<CoveringUnit[]> =>
  db.query(
    `${upwards(tables.area)}
    SELECT * FROM (
      SELECT DISTINCT ON (c."unitId") c."unitId", u.name, c."areaId"
      FROM up JOIN ${tables.coverage} c ON c."allianceId" = $1 AND c."areaId" = up."areaId"
      JOIN ${tables.unit} u ON u."allianceId" = $1 AND u."unitId" = c."unitId"
      ORDER BY c."unitId", up.steps) each
    LIMIT ${covering_max}`,
    [allianceId, [areaId]],
  );
