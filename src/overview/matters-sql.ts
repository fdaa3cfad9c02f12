import { ActionRow } from '../committee/action-rows.js';
import { MotionRow } from '../committee/decision-register.js';
import { MeetingRow } from '../committee/meeting-rows.js';
import { MinutesRow } from '../committee/minutes-rows.js';
import { UnitRow } from '../alliances/unit-row.js';
import { DeliveryRow } from '../projects/delivery-rows.js';
import { PledgeRow } from '../projects/pledge-rows.js';
import { ProjectRow } from '../projects/project-rows.js';
import { RequirementRow } from '../projects/requirement-rows.js';
import { BookingRow } from '../resources/booking-rows.js';
import { ResourceRow } from '../resources/resource-catalogue.js';
import { openStages } from './dashboard-view.js';
import type { MatterKind } from './matter.js';

/** Of whom it is asked; each text is a parameter of the statement. `unit`: only what waits for this one. */
export type Scope = Readonly<{
  of: (row: new () => object) => string;
  alliance: string;
  unit?: string;
  now: string;
  today: string;
}>;

const types = {
  type: 'text',
  id: 'text',
  title: 'jsonb',
  withinType: 'text',
  withinId: 'text',
  withinTitle: 'jsonb',
  unitId: 'text',
  since: 'text',
  due: 'text',
  dueOn: 'text',
  quantity: 'bigint',
  unitOfMeasure: 'text',
  path: 'text',
} as const;
type Said = Readonly<Partial<Record<keyof typeof types, string>>>;

const matter = (kind: MatterKind, said: Said, from: string): string => {
  const columns = Object.entries(types).map(
    ([name, type]) => `${said[name as keyof Said] ?? `NULL::${type}`} AS "${name}"`,
  );
  return `SELECT '${kind}' AS kind, ${columns.join(', ')} ${from}`;
};

const stages = openStages.map((stage) => `'${stage}'`).join(', ');
/** Where it is asked for one unit: only what waits for that one. */
const forUnit = ({ unit }: Scope, column: string): string => (unit === undefined ? '' : ` AND ${column} = ${unit}`);
/** What everybody is told of only once it is late. */
const late = ({ unit }: Scope, condition: string): string => (unit === undefined ? ` AND ${condition}` : '');

const action: Said = {
  type: `'action'`,
  id: 'a."actionId"',
  title: 'a.title',
  unitId: 'a."unitId"',
  since: 'a."givenAt"',
  path: `'actions/' || a."actionId"`,
};
const project: Said = { withinType: `'project'`, withinId: 'p."projectId"', withinTitle: 'p.title' };
const pledge: Said = {
  ...project,
  type: `'pledge'`,
  id: 'g."pledgeId"',
  title: 'r.description',
  unitOfMeasure: 'r."unitOfMeasure"',
  path: `'projects/' || p."projectId" || '/pledges/' || g."pledgeId"`,
};
const pledges = ({ of, alliance }: Scope): string => `
  FROM ${of(PledgeRow)} g JOIN ${of(ProjectRow)} p ON p."projectId" = g."projectId"
  JOIN ${of(RequirementRow)} r ON r."projectId" = g."projectId" AND r."requirementId" = g."requirementId"
  WHERE g."allianceId" = ${alliance}`;
const requirement: Said = {
  ...project,
  type: `'requirement'`,
  id: 'r."requirementId"',
  title: 'r.description',
  since: 'coalesce(m."decidedAt", p."proposedAt")',
  dueOn: 'r.due',
  quantity: 'r.needed - r.pledged',
  unitOfMeasure: 'r."unitOfMeasure"',
  path: `'projects/' || p."projectId"`,
};
/** Each open project's requirements are looked up by their key (OFFSET 0 sees to it), or all would be read. */
const lacking = ({ of, alliance }: Scope, lacks: string): string => `
  FROM ${of(ProjectRow)} p CROSS JOIN LATERAL (
    SELECT * FROM ${of(RequirementRow)} r WHERE r."projectId" = p."projectId" AND ${lacks} OFFSET 0) r
  LEFT JOIN ${of(MotionRow)} m ON m."motionId" = p."decidedBy"
  WHERE p."allianceId" = ${alliance} AND p.stage IN (${stages})`;
const motion: Said = { type: `'motion'`, id: 'm."motionId"', title: 'm.title', path: `'motions/' || m."motionId"` };
const motions = ({ of, alliance }: Scope, status: string): string =>
  `FROM ${of(MotionRow)} m WHERE m."allianceId" = ${alliance} AND m.status = '${status}'`;
const meeting: Said = {
  id: 'm."meetingId"',
  title: 'm.place',
  path: `'meetings/' || m."meetingId"`,
};

/** A statement for each kind of matter that rows show; columns are of `types`. */
export const matterSql: Readonly<Record<Exclude<MatterKind, 'meeting'>, (scope: Scope) => string>> = {
  // An action is its unit's matter from the first, and everybody's once it is late.
  action: (scope) =>
    matter(
      'action',
      { ...action, due: 'a."overdueAt"', dueOn: 'a.due' },
      `FROM ${scope.of(ActionRow)} a
      WHERE a."allianceId" = ${scope.alliance} AND a.status IN ('given', 'overdue')${forUnit(scope, 'a."unitId"')}
        ${late(scope, `a."overdueAt" <= ${scope.now}`)}`,
    ),
  'action-declined': ({ of, alliance }) =>
    matter(
      'action-declined',
      { ...action, unitId: 'NULL::text', due: 'a."overdueAt"', dueOn: 'a.due' },
      `FROM ${of(ActionRow)} a WHERE a."allianceId" = ${alliance} AND a.status = 'declined'`,
    ),
  'action-confirmation': ({ of, alliance }) =>
    matter(
      'action-confirmation',
      { ...action, unitId: 'NULL::text', since: 'a."reportedAt"' },
      `FROM ${of(ActionRow)} a WHERE a."allianceId" = ${alliance} AND a.status = 'reported'`,
    ),
  'booking-approval': (scope) =>
    matter(
      'booking-approval',
      {
        type: `'booking'`,
        id: 'b."bookingId"',
        title: 'r.name',
        withinType: `'resource'`,
        withinId: 'b."resourceId"',
        withinTitle: 'r.name',
        unitId: 'b."ownerId"',
        since: 'b."requestedAt"',
        due: 'b.until',
        quantity: 'b.quantity',
        unitOfMeasure: 'r."unitOfMeasure"',
        path: `'resources/' || b."resourceId" || '/bookings/' || b."bookingId"`,
      },
      `FROM ${scope.of(BookingRow)} b JOIN ${scope.of(ResourceRow)} r ON r."resourceId" = b."resourceId"
      WHERE b."allianceId" = ${scope.alliance} AND b.status = 'requested'${forUnit(scope, 'b."ownerId"')}`,
    ),
  // What waits for the allocation of a resource is answered by that.
  'pledge-acceptance': (scope) =>
    matter(
      'pledge-acceptance',
      { ...pledge, unitId: 'p."proposedBy"', since: 'g."madeAt"', due: 'g."lapsesAt"', quantity: 'g.quantity' },
      `${pledges(scope)} AND g.status = 'made' AND g."resourceId" IS NULL${forUnit(scope, 'p."proposedBy"')}`,
    ),
  // So is what was promised and has not come.
  delivery: (scope) =>
    matter(
      'delivery',
      {
        ...pledge,
        unitId: 'g."unitId"',
        since: 'g."madeAt"',
        dueOn: 'coalesce(g.until, r.due)',
        quantity: 'g.quantity - g.reported',
      },
      `${pledges(scope)} AND g.status = 'accepted' AND g.reported < g.quantity${forUnit(scope, 'g."unitId"')}
        ${late(scope, `coalesce(g.until, r.due) < ${scope.today}`)}`,
    ),
  // What was reported and not confirmed before its pledge was released does not count any more.
  'delivery-confirmation': (scope) =>
    matter(
      'delivery-confirmation',
      {
        ...pledge,
        type: `'delivery'`,
        id: 'd."deliveryId"',
        unitId: 'p."proposedBy"',
        since: 'd."reportedAt"',
        quantity: 'd.quantity',
        path: `${pledge.path} || '/deliveries/' || d."deliveryId"`,
      },
      `FROM ${scope.of(DeliveryRow)} d
      JOIN ${scope.of(PledgeRow)} g ON g."projectId" = d."projectId" AND g."pledgeId" = d."pledgeId"
      JOIN ${scope.of(ProjectRow)} p ON p."projectId" = g."projectId"
      JOIN ${scope.of(RequirementRow)} r ON r."projectId" = g."projectId" AND r."requirementId" = g."requirementId"
      WHERE d."allianceId" = ${scope.alliance} AND d.status = 'reported' AND g.status = 'accepted'
        ${forUnit(scope, 'p."proposedBy"')}`,
    ),
  // As long as nobody has taken its place.
  'pledge-lapsed': (scope) =>
    matter(
      'pledge-lapsed',
      {
        ...pledge,
        unitId: 'g."unitId"',
        since: 'g."lapsesAt"',
        due: 'g."lapsesAt"',
        dueOn: 'coalesce(g.until, r.due)',
        quantity: 'g.quantity - g.delivered',
      },
      `${pledges(scope)} AND g.status = 'released' AND g.cause = 'lapsed' AND r.pledged < r.needed
        AND p.stage IN (${stages})`,
    ),
  'requirement-untaken': (scope) => matter('requirement-untaken', requirement, lacking(scope, 'r.pledged = 0')),
  'requirement-short': (scope) =>
    matter('requirement-short', requirement, lacking(scope, 'r.pledged > 0 AND r.pledged < r.needed')),
  'motion-tabled': (scope) => matter('motion-tabled', { ...motion, since: 'm."tabledAt"' }, motions(scope, 'tabled')),
  'motion-voting': (scope) =>
    matter('motion-voting', { ...motion, since: 'm."openedAt"', due: 'm."closesAt"' }, motions(scope, 'voting')),
  'motion-again': (scope) =>
    matter(
      'motion-again',
      { ...motion, since: 'coalesce(m."closesAt", m."openedAt")' },
      motions(scope, 'quorum-missed'),
    ),
  review: ({ of, alliance }) =>
    matter(
      'review',
      { ...motion, since: 'm."decidedAt"', dueOn: 'm."reviewOn"' },
      `FROM ${of(MotionRow)} m WHERE m."allianceId" = ${alliance} AND m."reviewDue"`,
    ),
  application: ({ of, alliance }) =>
    matter(
      'application',
      { type: `'unit'`, id: 'u."unitId"', title: 'u.name', since: 'u.since', path: `'units/' || u."unitId"` },
      `FROM ${of(UnitRow)} u WHERE u."allianceId" = ${alliance} AND u.status = 'applied'`,
    ),
  minutes: ({ of, alliance }) =>
    matter(
      'minutes',
      { ...meeting, type: `'minutes'`, since: 'w."draftedAt"', path: `${meeting.path} || '/minutes'` },
      `FROM ${of(MinutesRow)} w JOIN ${of(MeetingRow)} m ON m."meetingId" = w."meetingId"
      WHERE w."allianceId" = ${alliance} AND w.status = 'drafted'`,
    ),
  ballot: (scope) =>
    matter(
      'ballot',
      { ...motion, unitId: scope.unit ?? 'NULL::text', since: 'm."openedAt"', due: 'm."closesAt"' },
      `${motions(scope, 'voting')} AND m.awaited @> to_jsonb(${scope.unit ?? 'NULL::text'})`,
    ),
  attendance: ({ of, alliance, unit = 'NULL::text', now }) =>
    matter(
      'attendance',
      { ...meeting, type: `'meeting'`, unitId: unit, since: 'm."convenedAt"', due: 'm."from"' },
      `FROM ${of(MeetingRow)} m
      WHERE m."allianceId" = ${alliance} AND m.status IN ('convened', 'adjourned') AND m."to" > ${now}`,
    ),
};

/** The next meeting, as the charter asks for it: what no row shows. Texts are parameters. */
export const meetingSql = ({ alliance }: Scope, name: string, since: string, due: string): string =>
  matter('meeting', { type: `'alliance'`, id: alliance, title: `${name}::jsonb`, since, due, path: `'meetings'` }, '');
