import type { EntityManager } from 'typeorm';
import { AllianceRow } from '../../alliances/alliance-row.js';
import { tableOf } from '../../alliances/table-of.js';
import { dashboardSql } from '../dashboard-sql.js';
import { dashboardKeys, dashboardFields } from './dashboard-figures.js';
import { below } from './explain.js';
import { numberAt } from './figure-path.js';
import type { Line, Place } from './line.js';

/** So many alliances are looked at for one page. */
const alliances_max = 50;

const nothing = { position: null, eventId: null, type: null, at: null, category: null, subjectId: null, rule: null };

/** What each alliance below adds to a figure of the roll-up: what its own dashboard says. Its events are its members' matter. */
export async function* linesBelow(
  db: EntityManager,
  allianceId: string,
  path: readonly string[],
  after: Place,
): AsyncGenerator<Line> {
  const alliances: readonly Readonly<{ id: string; level: string }>[] = await db.query(belowSql(db), [
    allianceId,
    after.thing.slice(below.length),
  ]);
  for (const { id, level } of alliances) {
    const amount = path[0] === 'alliances' ? Number(path[1] === level) : await ofDashboard(db, id, path);
    if (amount !== 0) yield { thing: `${below}${id}`, position: 0, amount, of: { ...nothing, allianceId: id } };
  }
  const last = alliances.at(-1);
  if (alliances.length === alliances_max && last) yield { thing: `${below}${last.id}`, position: 0, amount: 0 };
}

const ofDashboard = async (db: EntityManager, allianceId: string, path: readonly string[]): Promise<number> => {
  if (!dashboardFields.includes(path[0] ?? '')) return 0;
  const [dashboard]: object[] = await db.query(dashboardSql(db), [allianceId]);
  return numberAt(dashboard, path, dashboardKeys) ?? 0;
};

const belowSql = (db: EntityManager): string => `
  WITH RECURSIVE below AS (
    SELECT "allianceId", area->>'level' AS level FROM ${tableOf(db, AllianceRow)} WHERE "allianceId" = $1
    UNION
    SELECT a."allianceId", a.area->>'level' FROM ${tableOf(db, AllianceRow)} a JOIN below b ON a."parentId" = b."allianceId")
  SELECT "allianceId" AS id, level FROM below WHERE "allianceId" <> $1 AND "allianceId" > $2 ORDER BY 1 LIMIT ${alliances_max}`;
