import { RequirementRow } from '../projects/requirement-rows.js';
import { AttendanceRow } from '../committee/meeting-rows.js';
import { refusedKinds, type RefusedKind } from '../access/refused-acts.js';
import { HistoryRow } from './history.js';

type Of = (row: new () => object) => string;

/** What happened that an auditor looks at, by the kinds of events that say so alone. */
const told = {
  'quorum-missed': ['QuorumMissed', 'MeetingMissed'],
  corrected: ['DeliveryReversed', 'SpendingReversed', 'MinutesCorrected'],
  'day-missed': ['ActionOverdue', 'MilestoneMissed', 'BookingNoShow'],
  'interest-declared': ['InterestDeclared'],
} as const;

/** What is found by more than one fact. */
const found = ['delivered-late', 'pledge-lapsed', 'absent'] as const;
const factKinds = [...(Object.keys(told) as (keyof typeof told)[]), ...found]; // they are its keys
type FactKind = (typeof factKinds)[number];

/** What came to nothing, and so stands beside the log. */
const refused = Object.values(refusedKinds);

export const anomalyKinds = [...factKinds, ...refused];
export type AnomalyKind = (typeof anomalyKinds)[number];

const act = `h.position, h."eventId", h.type, h.at, h.category, h."subjectId", NULL::jsonb AS refused`;
const of = (kind: AnomalyKind, select: string): string => `SELECT '${kind}' AS kind, ${select}`;
const acts = (history: string): string => `FROM ${history} h WHERE h."allianceId" = $1 AND h.at >= $2 AND h.at < $3`;
const whose = `coalesce(h.data->>'unitId', h."unitId") AS "unitId"`;

/** Which kinds can be told: of then only what the log holds. */
export const tellable = (asOf: number | undefined): readonly AnomalyKind[] =>
  asOf === undefined ? anomalyKinds : factKinds;

/** Each kind's part: alliance, from, until and the clocks of the alliance are $1 to $4. */
export const anomalySql = (tableOf: Of): Readonly<Record<AnomalyKind, string>> => ({
  ...factsSql(tableOf),
  ...refusedSql,
});

const factsSql = (tableOf: Of): Readonly<Record<FactKind, string>> => {
  const history = tableOf(HistoryRow);
  const byType = Object.entries(told).map(([kind, types]) => {
    const all = types.map((type) => `'${type}'`).join(', ');
    return [kind, of(kind as AnomalyKind, `${act}, ${whose} ${acts(history)} AND h.type IN (${all})`)] as const; // as above
  });
  return {
    ...(Object.fromEntries(byType) as Record<keyof typeof told, string>),
    // Its day is over by the alliance's clocks when what was promised came.
    'delivered-late': of(
      'delivered-late',
      `${act}, ${whose} ${acts(history)} AND h.type = 'DeliveryReported' AND EXISTS (
        SELECT FROM ${tableOf(RequirementRow)} r
        WHERE r."projectId" = h."subjectId" AND r."requirementId" = h.data->>'requirementId'
          AND r.due < to_char(h.at::timestamptz AT TIME ZONE $4, 'YYYY-MM-DD'))`,
    ),
    'pledge-lapsed': of(
      'pledge-lapsed',
      `${act}, ${whose} ${acts(history)} AND h.type = 'PledgeReleased' AND h.data->>'cause' = 'lapsed'`,
    ),
    // On the roll of a sitting, and not there at any moment of it.
    absent: of(
      'absent',
      `${act}, u."unitId" FROM (SELECT * ${acts(history)} AND h.type IN ('MeetingOpened', 'MeetingResumed')) h
      CROSS JOIN LATERAL jsonb_array_elements_text(h.data->'roll') u ("unitId")
      WHERE NOT EXISTS (SELECT FROM ${tableOf(AttendanceRow)} a WHERE a."meetingId" = h."subjectId"
        AND a.sitting = (h.data->>'sitting')::int AND a."unitId" = u."unitId")`,
    ),
  };
};

/** Of a client, an operation and a day one line, by when it was tried last. */
const refusedSql = Object.fromEntries(
  Object.entries(refusedKinds).map(([code, kind]) => [
    kind,
    of(
      kind,
      `NULL::bigint AS position, NULL AS "eventId", NULL AS type, r.last_at AS at, NULL AS category,
      r.subject_id::text AS "subjectId",
      jsonb_build_object('operation', r.operation, 'times', r.times, 'firstAt', r.first_at, 'clientId', r.client_id) AS refused,
      r.unit_id::text AS "unitId"
      FROM access.refused_act r
      WHERE r.alliance_id = $1::uuid AND r.code = '${code}' AND r.last_at >= $2 AND r.last_at < $3`,
    ),
  ]),
) as Record<RefusedKind, string>; // each of them
