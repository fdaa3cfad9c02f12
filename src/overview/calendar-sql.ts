import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { HearingRow } from '../committee/hearing-rows.js';
import { MeetingRow } from '../committee/meeting-rows.js';
import { PledgeRow } from '../projects/pledge-rows.js';
import { ProjectRow } from '../projects/project-rows.js';
import { RequirementRow } from '../projects/requirement-rows.js';
import { BookingRow } from '../resources/booking-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import type { EntryKind } from './calendar-entry.js';
import { openStages } from './dashboard-view.js';

type Of = (row: new () => object) => string;

const types = {
  type: 'text',
  id: 'text',
  title: 'jsonb',
  withinType: 'text',
  withinId: 'text',
  withinTitle: 'jsonb',
  unitId: 'text',
  from: 'text',
  to: 'text',
  day: 'text',
  status: 'text',
  quantity: 'bigint',
  unitOfMeasure: 'text',
  path: 'text',
} as const;
type Said = Readonly<Partial<Record<keyof typeof types, string>>>;

const entry = (kind: EntryKind, said: Said, from: string): string => {
  const columns = Object.entries(types).map(
    ([name, type]) => `${said[name as keyof Said] ?? `NULL::${type}`} AS "${name}"`,
  );
  return `SELECT '${kind}' AS kind, ${columns.join(', ')} ${from}`;
};

const begins = (column: string): string => `${column} >= $2 AND ${column} < $3`;
const ofDay: Said = { from: 'day.start', to: 'day."end"', day: 'day.day' };
const project: Said = { withinType: `'project'`, withinId: 'p."projectId"', withinTitle: 'p.title' };

/**
 * A statement for each kind of entry. Alliance, from and until are $1 to $3; `day` is a table of the days of this time
 * with their beginnings and ends, as instants.
 */
export const entrySql: Readonly<Record<EntryKind, (of: Of) => string>> = {
  meeting: (of) =>
    entry(
      'meeting',
      {
        ...{ type: `'meeting'`, id: 'm."meetingId"', title: 'm.place', from: 'm."from"', to: 'm."to"' },
        ...{ status: 'm.status', path: `'meetings/' || m."meetingId"` },
      },
      `FROM ${of(MeetingRow)} m
      WHERE m."allianceId" = $1 AND m.status <> 'cancelled' AND m."from" < $3 AND m."to" > $2`,
    ),
  hearing: (of) =>
    entry(
      'hearing',
      {
        ...{ type: `'hearing'`, id: 'h."hearingId"', title: 'h.place', from: 'h."from"', status: 'h.status' },
        ...{ withinType: `'motion'`, withinId: 'm."motionId"', withinTitle: 'm.title' },
        path: `'motions/' || m."motionId" || '/hearings/' || h."hearingId"`,
      },
      `FROM ${of(HearingRow)} h JOIN ${of(MotionRow)} m ON m."motionId" = h."motionId"
      WHERE h."allianceId" = $1 AND h.status IN ('called', 'held') AND ${begins('h."from"')}`,
    ),
  'vote-closes': (of) =>
    entry(
      'vote-closes',
      {
        ...{ type: `'motion'`, id: 'm."motionId"', title: 'm.title', from: 'm."closesAt"', status: 'm.status' },
        path: `'motions/' || m."motionId"`,
      },
      `FROM ${of(MotionRow)} m WHERE m."allianceId" = $1 AND m.status <> 'withdrawn' AND ${begins('m."closesAt"')}`,
    ),
  'action-due': (of) =>
    entry(
      'action-due',
      {
        ...ofDay,
        ...{ type: `'action'`, id: 'a."actionId"', title: 'a.title', unitId: 'a."unitId"', status: 'a.status' },
        path: `'actions/' || a."actionId"`,
      },
      `FROM ${of(ActionRow)} a JOIN day ON day.day = a.due
      WHERE a."allianceId" = $1 AND a.status <> 'declined'`,
    ),
  'requirement-due': (of) =>
    entry(
      'requirement-due',
      {
        ...ofDay,
        ...project,
        ...{ type: `'requirement'`, id: 'r."requirementId"', title: 'r.description' },
        status: `CASE WHEN r.delivered >= r.quantity THEN 'delivered' WHEN r.pledged >= r.quantity THEN 'pledged'
          WHEN r.pledged > 0 THEN 'short' ELSE 'untaken' END`,
        ...{ quantity: 'r.quantity', unitOfMeasure: 'r."unitOfMeasure"', path: `'projects/' || p."projectId"` },
      },
      `FROM ${of(RequirementRow)} r JOIN day ON day.day = r.due JOIN ${of(ProjectRow)} p ON p."projectId" = r."projectId"
      WHERE r."allianceId" = $1 AND p.stage IN (${openStages.map((stage) => `'${stage}'`).join(', ')})`,
    ),
  booking: (of) =>
    entry(
      'booking',
      {
        ...{ type: `'booking'`, id: 'b."bookingId"', title: 'r.name', unitId: 'b."unitId"', status: 'b.status' },
        ...{ withinType: `'resource'`, withinId: 'b."resourceId"', withinTitle: 'r.name' },
        ...{ from: 'b."from"', to: 'b."to"', quantity: 'b.quantity', unitOfMeasure: 'r."unitOfMeasure"' },
        path: `'resources/' || b."resourceId" || '/bookings/' || b."bookingId"`,
      },
      `FROM ${of(BookingRow)} b JOIN ${of(ResourceRow)} r ON r."resourceId" = b."resourceId"
      WHERE b."allianceId" = $1 AND ${begins('b."from"')}
        AND b.status NOT IN ('waitlisted', 'declined', 'expired', 'lapsed', 'cancelled')`,
    ),
  'pledge-until': (of) =>
    entry(
      'pledge-until',
      {
        ...ofDay,
        ...project,
        ...{ type: `'pledge'`, id: 'g."pledgeId"', title: 'r.description', unitId: 'g."unitId"', status: 'g.status' },
        ...{ quantity: 'g.quantity - g.delivered', unitOfMeasure: 'r."unitOfMeasure"' },
        path: `'projects/' || p."projectId" || '/pledges/' || g."pledgeId"`,
      },
      `FROM ${of(PledgeRow)} g JOIN day ON day.day = g.until JOIN ${of(ProjectRow)} p ON p."projectId" = g."projectId"
      JOIN ${of(RequirementRow)} r ON r."projectId" = g."projectId" AND r."requirementId" = g."requirementId"
      WHERE g."allianceId" = $1 AND g.status IN ('made', 'accepted')`,
    ),
};
