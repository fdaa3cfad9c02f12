import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { AttendanceRow } from '../committee/meeting-rows.js';
import { DeliveryRow } from '../projects/delivery-rows.js';
import { PledgeRow } from '../projects/pledge-rows.js';
import { ProjectRow } from '../projects/project-rows.js';
import { RequirementRow } from '../projects/requirement-rows.js';
import { BookingRow } from '../resources/booking-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import { measures_max } from './dashboard-view.js';
import { HistoryRow } from './history.js';

type Of = (row: new () => object) => string;

const list = (select: string): string => `(SELECT coalesce(json_agg(each), '[]') FROM (${select}) each)`;
const one = (select: string): string => `(SELECT to_json(each) FROM (${select}) each)`;
const byMeasure = `GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${measures_max}`;
const measure = 'r.kind, r."unitOfMeasure"';
const summed = (quantity: string): string => `count(*) AS facts, sum(${quantity}) AS quantity`;
const figure = (name: string, condition: string, quantity: string): string => `
  json_build_object('facts', count(*) FILTER (WHERE ${condition}),
    'quantity', coalesce(sum(${quantity}) FILTER (WHERE ${condition}), 0)) AS "${name}"`;
/** Of the time that is asked for. */
export const during = (column: string): string => `${column} >= $3 AND ${column} < $4`;

/** A unit's whole statement; alliance, unit, from and until are $1 to $4. */
export const statementSql = (of: Of): string => `
  SELECT ${list(gave(of))} AS gave, ${list(received(of))} AS received, ${list(promises(of))} AS promises,
    ${list(shared(of))} AS shared, ${list(bookings(of, 'ownerId', 'unitId'))} AS lent,
    ${list(bookings(of, 'unitId', 'ownerId'))} AS borrowed, ${one(sittings(of))} AS sittings,
    ${one(ballots(of))} AS ballots, ${one(actions(of))} AS actions,
    (SELECT count(*) FROM ${of(MotionRow)}
      WHERE "allianceId" = $1 AND "tabledBy" = $2 AND ${during('"tabledAt"')}) AS "motionsTabled"`;

const deliveries = (of: Of): string => `
  JOIN ${of(DeliveryRow)} d ON d."projectId" = g."projectId" AND d."pledgeId" = g."pledgeId"
  JOIN ${of(RequirementRow)} r ON r."projectId" = g."projectId" AND r."requirementId" = g."requirementId"`;
const arrived = `d.status = 'confirmed' AND ${during('d."reportedAt"')}`;

const gave = (of: Of): string => `
  SELECT ${measure}, ${summed('d.quantity')} FROM ${of(PledgeRow)} g ${deliveries(of)}
  WHERE g."allianceId" = $1 AND g."unitId" = $2 AND ${arrived} ${byMeasure}`;

const received = (of: Of): string => `
  SELECT ${measure}, ${summed('d.quantity')}
  FROM ${of(ProjectRow)} p JOIN ${of(PledgeRow)} g ON g."projectId" = p."projectId" ${deliveries(of)}
  WHERE p."allianceId" = $1 AND p."proposedBy" = $2 AND ${arrived} ${byMeasure}`;

const released = (causes: string): string => `g.status = 'released' AND g.cause ${causes}`;
const rest = 'g.quantity - g.delivered';

const promises = (of: Of): string => `
  SELECT ${measure},
    ${figure('promised', 'g."reallocatedFrom" IS NULL', 'g.quantity')},
    ${figure('takenOver', 'g."reallocatedFrom" IS NOT NULL', 'g.quantity')},
    ${figure('waiting', `g.status = 'made'`, 'g.quantity')},
    ${figure('declined', `g.status = 'declined'`, 'g.quantity')},
    ${figure('open', `g.status = 'accepted'`, rest)},
    ${figure('delivered', 'g.delivered > 0', 'g.delivered')},
    ${figure('kept', `g.status = 'kept'`, 'g.quantity')},
    ${figure('withdrawn', released(`IN ('withdrawn', 'unit-left')`), rest)},
    ${figure('lapsed', released(`= 'lapsed'`), rest)},
    ${figure('released', released(`NOT IN ('withdrawn', 'unit-left', 'lapsed', 'reallocated')`), rest)},
    ${figure('moved', released(`= 'reallocated'`), rest)}
  FROM ${of(PledgeRow)} g
  JOIN ${of(RequirementRow)} r ON r."projectId" = g."projectId" AND r."requirementId" = g."requirementId"
  WHERE g."allianceId" = $1 AND g."unitId" = $2 AND ${during('g."madeAt"')} ${byMeasure}`;

const shared = (of: Of): string => `
  SELECT ${measure}, ${summed('r.quantity')} FROM ${of(ResourceRow)} r
  WHERE r."allianceId" = $1 AND r."unitId" = $2 AND r.status <> 'withdrawn' ${byMeasure}`;

/** Of a capacity a booking counts when it begins, of a stock when it was asked for. */
const bookings = (of: Of, whose: 'ownerId' | 'unitId', other: 'ownerId' | 'unitId'): string => `
  SELECT ${measure}, ${summed('b.quantity')}
  FROM ${of(BookingRow)} b JOIN ${of(ResourceRow)} r ON r."resourceId" = b."resourceId"
  WHERE b."allianceId" = $1 AND b."${whose}" = $2 AND b."${other}" <> $2 AND b."pledgeId" IS NULL
    AND b.status IN ('used', 'handed-over', 'returned', 'issued', 'consumed')
    AND (${during('b."from"')} OR b."from" IS NULL AND ${during('b."requestedAt"')}) ${byMeasure}`;

const sittings = (of: Of): string => `
  SELECT count(*) AS entitled, count(a."unitId") AS taken
  FROM ${of(HistoryRow)} h LEFT JOIN ${of(AttendanceRow)} a
    ON a."meetingId" = h."subjectId" AND a.sitting = (h.data->>'sitting')::int AND a."unitId" = $2
  WHERE h."allianceId" = $1 AND h.type IN ('MeetingOpened', 'MeetingResumed') AND ${during('h.at')}
    AND h.data->'roll' ? $2`;

/** A ballot is of the vote that was opened last before it. */
const ballots = (of: Of): string => `
  WITH own AS MATERIALIZED (
    SELECT b."subjectId", b.position FROM ${of(HistoryRow)} b
    WHERE b."unitId" = $2 AND b.at >= $3 AND b.type = 'BallotCast'),
  vote AS (
    SELECT * FROM (
      SELECT h."subjectId", h.position, h.at, h.data, m.recused,
        lead(h.position) OVER (PARTITION BY h."subjectId" ORDER BY h.position) AS next
      FROM ${of(HistoryRow)} h JOIN ${of(MotionRow)} m ON m."motionId" = h."subjectId"
      WHERE h."allianceId" = $1 AND h.type = 'VotingOpened' AND h.at >= $3) opened
    WHERE at < $4 AND data->'roll' ? $2 AND NOT recused ? $2)
  SELECT count(*) AS entitled, count(*) FILTER (WHERE EXISTS (
    SELECT FROM own WHERE own."subjectId" = vote."subjectId" AND own.position > vote.position
      AND (vote.next IS NULL OR own.position < vote.next))) AS taken
  FROM vote`;

const actions = (of: Of): string => `
  SELECT count(*) AS given, count(*) FILTER (WHERE status = 'done') AS done,
    count(*) FILTER (WHERE status = 'reported') AS reported, count(*) FILTER (WHERE status = 'declined') AS declined,
    count(*) FILTER (WHERE status = 'overdue') AS overdue
  FROM ${of(ActionRow)} WHERE "allianceId" = $1 AND "unitId" = $2 AND ${during('"givenAt"')}`;
