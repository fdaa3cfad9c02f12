import type { EntityManager } from 'typeorm';
import { streamsSeen } from '../access/sight.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { UnitRow } from '../alliances/unit-row.js';
import { MotionRow } from '../committee/decision-register.js';
import { ProjectRow } from '../projects/project-rows.js';
import { RequirementRow } from '../projects/requirement-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import {
  decidedStatuses,
  latest_max,
  measures_max,
  openMotions_max,
  openStages,
  openStatuses,
  shortfalls_max,
} from './dashboard-view.js';
import { HistoryRow } from './history.js';

const list = (select: string): string => `(SELECT coalesce(json_agg(each), '[]') FROM (${select}) each)`;
const among = (words: readonly string[]): string => `IN (${words.map((word) => `'${word}'`).join(', ')})`;

/**
 * All of an alliance's dashboard in one statement; the alliance is $1. Sums over things are made here, and only of what
 * is of one kind and in one unit of measure; sums within one thing are columns already.
 */
export const dashboardSql = (db: EntityManager): string => {
  const of = (row: new () => object) => `"${db.connection.getMetadata(row).tablePath.replace('.', '"."')}"`;
  return `
    WITH measure AS MATERIALIZED (${measures(of(RequirementRow), of(ProjectRow))})
    SELECT a."allianceId", a.name, a.area, a.charter,
      (SELECT coalesce(max(position), 0) FROM ${of(HistoryRow)} WHERE "allianceId" = $1) AS position,
      ${list(units(of(UnitRow)))} AS units,
      ${list(resources(of(ResourceRow)))} AS resources,
      ${list(projects(of(ProjectRow)))} AS projects,
      ${list(openRequirements)} AS requirements,
      ${list(shortfalls(of(RequirementRow), of(ProjectRow)))} AS shortfalls,
      ${list(openMotions(of(MotionRow)))} AS "openMotions",
      ${list(results(of(MotionRow)))} AS results,
      ${list(latest(of(HistoryRow)))} AS latest
    FROM ${of(AllianceRow)} a WHERE a."allianceId" = $1`;
};

const measures = (requirement: string, project: string): string => `
  SELECT p.stage, r.kind, r."unitOfMeasure", count(*) AS requirements, sum(r.quantity)::bigint AS needed,
    sum(r.pledged)::bigint AS pledged, sum(r.delivered)::bigint AS delivered,
    sum(greatest(r.quantity - r.pledged, 0))::bigint AS short
  FROM ${requirement} r JOIN ${project} p ON p."projectId" = r."projectId"
  WHERE r."allianceId" = $1 AND p."allianceId" = $1 GROUP BY 1, 2, 3`;

const units = (unit: string): string => `
  SELECT status, kind, count(*) AS count FROM ${unit} WHERE "allianceId" = $1 GROUP BY 1, 2 ORDER BY 1, 2`;

const resources = (resource: string): string => `
  SELECT kind, "unitOfMeasure", count(*) AS count, count(*) FILTER (WHERE status = 'paused') AS paused,
    sum(quantity) AS quantity, sum(allocated) AS allocated
  FROM ${resource} WHERE "allianceId" = $1 AND status <> 'withdrawn'
  GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${measures_max}`;

const projects = (project: string): string => `
  SELECT stage, count(*) AS count, ${list(`
    SELECT kind, "unitOfMeasure", requirements, needed, pledged, delivered, short FROM measure
    WHERE measure.stage = p.stage ORDER BY 3 DESC, 1, 2 LIMIT ${measures_max}`)} AS requirements
  FROM ${project} p WHERE "allianceId" = $1 GROUP BY stage ORDER BY stage`;

const openRequirements = `
  SELECT kind, "unitOfMeasure", sum(requirements) AS requirements, sum(needed) AS needed, sum(pledged) AS pledged,
    sum(delivered) AS delivered, sum(short) AS short
  FROM measure WHERE stage ${among(openStages)} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${measures_max}`;

/**
 * Of different units of measure only parts can be compared. Each open project's requirements are looked up by their key
 * (OFFSET 0 sees to it), or all requirements would be read once more.
 */
const shortfalls = (requirement: string, project: string): string => `
  SELECT p."projectId", p.title, r."requirementId", r.kind, r.description, r."unitOfMeasure", r.quantity AS needed, r.pledged,
    r.quantity - r.pledged AS short, r.due
  FROM ${project} p CROSS JOIN LATERAL (
    SELECT * FROM ${requirement} r WHERE r."projectId" = p."projectId" AND r.pledged < r.quantity OFFSET 0) r
  WHERE p."allianceId" = $1 AND p.stage ${among(openStages)}
  ORDER BY r.pledged::float8 / r.quantity, r.due NULLS LAST, 1, 3 LIMIT ${shortfalls_max}`;

const openMotions = (motion: string): string => `
  SELECT "motionId", title, "aboutKind", "tabledBy", "tabledAt", status, "closesAt", ballots, entitled
  FROM ${motion} WHERE "allianceId" = $1 AND status ${among(openStatuses)}
  ORDER BY "closesAt" NULLS LAST, "tabledAt", "motionId" LIMIT ${openMotions_max}`;

const results = (motion: string): string => `
  SELECT status, count(*) AS count, sum(ballots) AS ballots, sum(entitled) AS entitled,
    coalesce(floor(100 * sum(ballots) / nullif(sum(entitled), 0)), 0) AS "turnoutPercent"
  FROM ${motion} WHERE "allianceId" = $1 AND status ${among(decidedStatuses)} GROUP BY 1 ORDER BY 1`;

const forMembers = Object.keys(streamsSeen).filter((category) => streamsSeen[category] === 'members');
const latest = (history: string): string => `
  SELECT position, at, type, category, "subjectId", "actorKind", "unitId", "personId"
  FROM ${history} WHERE "allianceId" = $1 AND category ${among(forMembers)} ORDER BY position DESC LIMIT ${latest_max}`;
