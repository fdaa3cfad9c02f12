import type { Reach } from '#nest-event-sourcing';
import { NotFoundException } from '@nestjs/common';
import { tableOf } from '../alliances/table-of.js';
import { HistoryRow } from './history.js';

/**
 * Whose events an alliance is told: its own, and those of every alliance that was ever below it by then. What is asked of no
 * alliance is asked of all of the log.
 */
export const allianceReach: Reach = async (db, allianceId, position) => {
  if (allianceId === '') return { tenants: 'all', last: position };
  const history = tableOf(db, HistoryRow);
  const tenants: readonly { id: string }[] = await db.query(treeSql(history), [allianceId, position]);
  if (tenants.length === 0) throw new NotFoundException(); // not founded by then
  const ids = tenants.map(({ id }) => id);
  const [{ last }] = await db.query(lastSql(history), [ids, position]);
  return { tenants: ids, last };
};

/** An alliance that was founded by then, and all that were founded or placed below it: each is named by the act. */
const treeSql = (table: string): string => `
  WITH RECURSIVE tree AS (
    SELECT "allianceId" AS id FROM ${table} WHERE "allianceId" = $1 AND type = 'AllianceFounded' AND position <= $2
    UNION
    SELECT below.id FROM tree CROSS JOIN LATERAL (
      SELECT "allianceId" AS id FROM ${table} WHERE about ? tree.id AND position <= $2
      AND type IN ('AllianceFounded', 'AlliancePlaced') AND data->>'parentId' = tree.id OFFSET 0) below)
  SELECT id FROM tree`;

const lastSql = (table: string): string => `
  SELECT max(last)::float8 AS last FROM unnest($1::text[]) AS each (id) CROSS JOIN LATERAL (
    SELECT position AS last FROM ${table} WHERE "allianceId" = each.id AND position <= $2 ORDER BY position DESC LIMIT 1) newest`;
