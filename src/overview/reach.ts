import type { Reach } from '#nest-event-sourcing';
import { NotFoundException } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { tableOf } from '../alliances/table-of.js';
import { HistoryRow } from './history.js';
import { refuse } from './refusals.js';

/** So many fill a past state in the time that it has, and fit where past states are kept. */
const events_max = 2_000_000;

const history = (db: EntityManager): string => tableOf(db, HistoryRow);

/**
 * Whose events an alliance is told: its own, and those of every alliance that was ever below it by then. What is asked of no
 * alliance is asked of all of the log.
 *
 * @param events_max of more no state is told: that is refused, before anything is filled
 */
export const reachWithin = (events_max: number): Reach => ({
  of: async (db, allianceId, position) => {
    if (allianceId === '') return { tenants: 'all', last: position };
    const tenants: readonly { id: string }[] = await db.query(treeSql(history(db)), [allianceId, position]);
    if (tenants.length === 0) throw new NotFoundException(); // not founded by then
    const ids = tenants.map(({ id }) => id);
    const [{ last }] = await db.query(lastSql(history(db)), [ids, position]);
    return { tenants: ids, last };
  },
  count: async (db, tenants, last) => {
    const text = `SELECT count(*)::float8 AS events FROM (
      SELECT FROM ${history(db)} WHERE "allianceId" = ANY ($1) AND position <= $2 LIMIT $3) counted`;
    return (await db.query(text, [tenants, last, events_max + 1]))[0].events;
  },
  bounded: (events) => (events > events_max ? refuse('past-too-long', { events_max }) : events),
  positions: async (db, tenants, { after, upTo, positions_max }) => {
    const text = `SELECT position::float8 AS position FROM ${history(db)}
      WHERE "allianceId" = ANY ($1) AND position > $2 AND position <= $3 ORDER BY position LIMIT $4`;
    const found: readonly { position: number }[] = await db.query(text, [tenants, after, upTo, positions_max]);
    return found.map(({ position }) => position);
  },
});

export const allianceReach = reachWithin(events_max);

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
