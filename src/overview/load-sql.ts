import { UnitRow } from '../alliances/unit-row.js';
import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { DeliveryRow } from '../projects/delivery-rows.js';
import { PledgeRow } from '../projects/pledge-rows.js';
import { RequirementRow } from '../projects/requirement-rows.js';
import { BookingRow } from '../resources/booking-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import { measures_max } from './dashboard-view.js';
import { HistoryRow } from './history.js';

type Of = (row: new () => object) => string;

const during = (column: string): string => `${column} >= $2 AND ${column} < $3`;
const count = (name: string, condition: string): string => `count(*) FILTER (WHERE ${condition}) AS "${name}"`;

/**
 * The load of the units on a page: alliance, from and until are $1 to $3, and $4 is the place before the page's first
 * unit, or with `which` the unit itself. Units are in the order of their names, whatever their figures.
 */
export const loadSql = (of: Of, limit: number, which = 'place > $4'): string => `
  WITH page AS MATERIALIZED (
    SELECT * FROM (
      SELECT "unitId", name, status, concat_ws(' ', coalesce(name->>'zh', name->>'en'), "unitId") COLLATE "C" AS place
      FROM ${of(UnitRow)} WHERE "allianceId" = $1 AND status IN ('admitted', 'suspended')) placed
    WHERE ${which} ORDER BY place LIMIT ${limit}),
  asked AS MATERIALIZED (${asked(of)}),
  gave AS MATERIALIZED (${gave(of)}),
  pledges AS MATERIALIZED (${pledges(of)}),
  actions AS MATERIALIZED (${actions(of)}),
  ${votes(of)}
  SELECT u."unitId", u.name, u.status, u.place, coalesce(q.shares, '[]') AS asked, coalesce(g.shares, '[]') AS gave,
    to_jsonb(p) - 'unitId' AS pledges, to_jsonb(a) - 'unitId' AS actions,
    json_build_object('entitled', coalesce(e.n, 0), 'taken', coalesce(b.n, 0)) AS ballots,
    (SELECT h.at FROM ${of(HistoryRow)} h WHERE h."unitId" = u."unitId" AND h."allianceId" = $1
      ORDER BY h.at DESC, h.position DESC LIMIT 1) AS "lastActAt"
  FROM page u LEFT JOIN (${shares('asked')}) q USING ("unitId") LEFT JOIN (${shares('gave')}) g USING ("unitId")
  LEFT JOIN pledges p USING ("unitId") LEFT JOIN actions a USING ("unitId")
  LEFT JOIN entitled e USING ("unitId") LEFT JOIN ballots b USING ("unitId")
  ORDER BY u.place`;

/** Each unit's parts by kind and unit of measure. */
const shares = (of: 'asked' | 'gave'): string => `
  SELECT "unitId", json_agg(json_build_object('kind', kind, 'unitOfMeasure', "unitOfMeasure", 'facts', facts,
    'quantity', quantity, 'all', "all", 'percent', floor(100 * quantity / "all")) ORDER BY kind, "unitOfMeasure") AS shares
  FROM (SELECT *, row_number() OVER (PARTITION BY "unitId" ORDER BY kind, "unitOfMeasure") AS n FROM ${of}) each
  WHERE n <= ${measures_max} GROUP BY 1`;
const parts = (unit: string, quantity: string): string => `
  SELECT ${unit} AS "unitId", r.kind, r."unitOfMeasure", count(*) AS facts, sum(${quantity}) AS quantity,
    sum(sum(${quantity})) OVER (PARTITION BY r.kind, r."unitOfMeasure") AS "all"`;

const asked = (of: Of): string => `
  ${parts('b."ownerId"', 'b.quantity')}
  FROM ${of(BookingRow)} b JOIN ${of(ResourceRow)} r ON r."resourceId" = b."resourceId"
  WHERE b."allianceId" = $1 AND b."unitId" <> b."ownerId" AND ${during('b."requestedAt"')} GROUP BY 1, 2, 3`;

/** What arrived is read first, by its time: from the pledges' side all of them would be looked through. */
const gave = (of: Of): string => `
  WITH d AS MATERIALIZED (
    SELECT "projectId", "pledgeId", quantity FROM ${of(DeliveryRow)}
    WHERE "allianceId" = $1 AND status = 'confirmed' AND ${during('"reportedAt"')})
  ${parts('g."unitId"', 'd.quantity')}
  FROM d JOIN ${of(PledgeRow)} g ON g."projectId" = d."projectId" AND g."pledgeId" = d."pledgeId"
  JOIN ${of(RequirementRow)} r ON r."projectId" = g."projectId" AND r."requirementId" = g."requirementId"
  GROUP BY 1, 2, 3`;

const pledges = (of: Of): string => `
  SELECT "unitId", ${count('made', '"reallocatedFrom" IS NULL')}, ${count('kept', `status = 'kept'`)},
    ${count('open', `status IN ('made', 'accepted')`)}, ${count('declined', `status = 'declined'`)},
    ${count('withdrawn', `status = 'released' AND cause IN ('withdrawn', 'unit-left')`)},
    ${count('lapsed', `status = 'released' AND cause = 'lapsed'`)},
    ${count('released', `status = 'released' AND cause NOT IN ('withdrawn', 'unit-left', 'lapsed')`)}
  FROM ${of(PledgeRow)} WHERE "allianceId" = $1 AND ${during('"madeAt"')} GROUP BY 1`;

const actions = (of: Of): string => `
  SELECT "unitId", count(*) AS given, ${count('done', `status = 'done'`)}, ${count('overdue', `status = 'overdue'`)}
  FROM ${of(ActionRow)} WHERE "allianceId" = $1 AND ${during('"givenAt"')} GROUP BY 1`;

/**
 * A ballot is of the vote that was opened last before it. Rolls are long and hardly change: votes on the same roll are
 * counted together, and only who is recused from each is counted one by one.
 */
const votes = (of: Of): string => `
  vote AS MATERIALIZED (
    SELECT * FROM (
      SELECT h."subjectId", h.position, h.at, h.data->'roll' AS roll, m.recused,
        lead(h.position, 1, 9007199254740991) OVER (PARTITION BY h."subjectId" ORDER BY h.position) AS next
      FROM ${of(HistoryRow)} h JOIN ${of(MotionRow)} m ON m."motionId" = h."subjectId"
      WHERE h."allianceId" = $1 AND h.type = 'VotingOpened' AND h.at >= $2) opened
    WHERE at < $3),
  entitled AS (
    SELECT "unitId", sum(n) AS n FROM (
      SELECT jsonb_array_elements_text(roll) AS "unitId", n FROM (SELECT roll, count(*) AS n FROM vote GROUP BY 1) rolls
      UNION ALL
      SELECT r."unitId", -1 FROM vote v, jsonb_array_elements_text(v.recused) r ("unitId") WHERE v.roll ? r."unitId") each
    GROUP BY 1),
  ballots AS (
    SELECT "unitId", count(*) AS n FROM (
      SELECT b."unitId", v.position FROM vote v JOIN ${of(HistoryRow)} b
      ON b."subjectId" = v."subjectId" AND b.type = 'BallotCast' AND b.position > v.position AND b.position < v.next
      WHERE NOT v.recused ? b."unitId" GROUP BY 1, 2) each
    GROUP BY 1)`;
