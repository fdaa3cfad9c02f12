import { answering, NotYet, TenantQuery } from '#nest-event-sourcing';
import { IsInt, Min } from 'class-validator';
import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { areaLevels, unitKinds, type AreaLevel } from '../alliances/events.js';
import { tableOf } from '../alliances/table-of.js';
import { UnitRow, unitStatuses } from '../alliances/unit-row.js';
import { IsId, ListOf, OneOf } from '../platform/fields.js';
import { ProjectRow } from '../projects/project-rows.js';
import { RequirementRow } from '../projects/requirement-rows.js';
import { stages } from '../projects/stage.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import { measures_max, openStages, RequirementSum, ResourceSum, StageCount, UnitCount } from './dashboard-view.js';

/** How many alliances there are of a level. */
export class LevelCount {
  @OneOf(areaLevels) readonly level: AreaLevel;
  @IsInt() @Min(0) readonly count: number;
}

/** An alliance with all that are below it, in figures. Each alliance counts once, and sums are of one unit of measure. */
export class RollUp {
  @IsId() readonly allianceId: string;
  /** This one included. */
  @ListOf([LevelCount], { min: 1, max: areaLevels.length }) readonly alliances: readonly LevelCount[];
  /** An organisation that is a unit in several of them counts in each. */
  @ListOf([UnitCount], { min: 0, max: unitStatuses.length * unitKinds.length }) readonly units: readonly UnitCount[];
  @ListOf([ResourceSum], { min: 0, max: measures_max }) readonly resources: readonly ResourceSum[];
  @ListOf([StageCount], { min: 0, max: stages.length }) readonly projects: readonly StageCount[];
  /** Of the projects that take pledges. */
  @ListOf([RequirementSum], { min: 0, max: measures_max }) readonly requirements: readonly RequirementSum[];
}

/** How do an alliance and all that are below it stand? */
export class GetRollUp extends TenantQuery<RollUp> {
  declare readonly asked: AskedByAsker;
}

export const getRollUp = answering(GetRollUp, async (db, { asked: { tenantId } }) => {
  const [rollUp]: RollUp[] = await db.query(rollUpSql(db), [tenantId]);
  if (!rollUp) throw new NotYet(`the read models have not reached the founding of ${tenantId}`);
  return rollUp;
});

const list = (select: string): string => `(SELECT coalesce(json_agg(each), '[]') FROM (${select}) each)`;
const sums = 'sum(requirements) AS requirements, sum(needed) AS needed, sum(pledged) AS pledged, sum(delivered) AS delivered, sum(short) AS short'; // prettier-ignore

/** All of it in one statement; the alliance is $1. A set of alliances, so that none counts twice, whatever is above it. */
const rollUpSql = (db: EntityManager): string => {
  const of = (row: new () => object) => tableOf(db, row);
  return `
    WITH RECURSIVE below AS (
      SELECT "allianceId", area->>'level' AS level FROM ${of(AllianceRow)} WHERE "allianceId" = $1
      UNION
      SELECT a."allianceId", a.area->>'level' FROM ${of(AllianceRow)} a JOIN below b ON a."parentId" = b."allianceId"),
    measure AS MATERIALIZED (
      SELECT p.stage, r.kind, r."unitOfMeasure", count(*) AS requirements, sum(r.quantity) AS needed,
        sum(r.pledged) AS pledged, sum(r.delivered) AS delivered, sum(greatest(r.quantity - r.pledged, 0)) AS short
      FROM below JOIN ${of(RequirementRow)} r USING ("allianceId") JOIN ${of(ProjectRow)} p USING ("projectId")
      GROUP BY 1, 2, 3)
    SELECT a."allianceId", ${list(levels)} AS alliances, ${list(units(of(UnitRow)))} AS units,
      ${list(resources(of(ResourceRow)))} AS resources, ${list(projects(of(ProjectRow)))} AS projects,
      ${list(openRequirements)} AS requirements
    FROM ${of(AllianceRow)} a WHERE a."allianceId" = $1`;
};

const levels = `
  SELECT level, count(*) AS count FROM below
  GROUP BY 1 ORDER BY array_position(ARRAY[${areaLevels.map((level) => `'${level}'`).join(', ')}], level)`;

const units = (unit: string): string => `
  SELECT status, kind, count(*) AS count FROM below JOIN ${unit} USING ("allianceId") GROUP BY 1, 2 ORDER BY 1, 2`;

const resources = (resource: string): string => `
  SELECT kind, "unitOfMeasure", count(*) AS count, count(*) FILTER (WHERE status = 'paused') AS paused,
    sum(quantity) AS quantity, sum(allocated) AS allocated
  FROM below JOIN ${resource} USING ("allianceId") WHERE status <> 'withdrawn'
  GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${measures_max}`;

const projects = (project: string): string => `
  SELECT stage, count(*) AS count, ${list(`
    SELECT kind, "unitOfMeasure", requirements, needed, pledged, delivered, short FROM measure
    WHERE measure.stage = p.stage ORDER BY 3 DESC, 1, 2 LIMIT ${measures_max}`)} AS requirements
  FROM below JOIN ${project} p USING ("allianceId") GROUP BY stage ORDER BY stage`;

const openRequirements = `
  SELECT kind, "unitOfMeasure", ${sums} FROM measure
  WHERE stage IN (${openStages.map((stage) => `'${stage}'`).join(', ')})
  GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${measures_max}`;
