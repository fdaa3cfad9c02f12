import { MotionRow } from '../committee/decision-register.js';
import { DeliveryRow } from '../projects/delivery-rows.js';
import { PledgeRow } from '../projects/pledge-rows.js';
import { ProjectRow } from '../projects/project-rows.js';
import { RequirementRow } from '../projects/requirement-rows.js';
import { isOver, stages as allStages } from '../projects/stage.js';
import { forUnit, late, matter, stages, type Said, type Scope } from './matter-part.js';

const project: Said = { withinType: `'project'`, withinId: 'p."projectId"', withinTitle: 'p.title' };
const whole: Said = { type: `'project'`, id: 'p."projectId"', title: 'p.title', path: `'projects/' || p."projectId"` };
const ahead = allStages.filter((stage) => !isOver(stage)).map((stage) => `'${stage}'`).join(', '); // prettier-ignore
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
  quantity: 'r.quantity - r.pledged',
  unitOfMeasure: 'r."unitOfMeasure"',
  path: `'projects/' || p."projectId"`,
};
/** Each open project's requirements are looked up by their key (OFFSET 0 sees to it), or all would be read. */
const lacking = ({ of, alliance }: Scope, lacks: string): string => `
  FROM ${of(ProjectRow)} p CROSS JOIN LATERAL (
    SELECT * FROM ${of(RequirementRow)} r WHERE r."projectId" = p."projectId" AND ${lacks} OFFSET 0) r
  LEFT JOIN ${of(MotionRow)} m ON m."motionId" = p."decidedBy"
  WHERE p."allianceId" = ${alliance} AND p.stage IN (${stages})`;
/** What projects wait for. */
export const projectMatters = {
  // What waits for the allocation of a resource is answered by that.
  'pledge-acceptance': (scope) =>
    matter(
      'pledge-acceptance',
      { ...pledge, unitId: 'p.receiver', since: 'g."madeAt"', due: 'g."lapsesAt"', quantity: 'g.quantity' },
      `${pledges(scope)} AND g.status = 'made' AND g."resourceId" IS NULL${forUnit(scope, 'p.receiver')}`,
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
        unitId: 'p.receiver',
        since: 'd."reportedAt"',
        quantity: 'd.quantity',
        path: `${pledge.path} || '/deliveries/' || d."deliveryId"`,
      },
      `FROM ${scope.of(DeliveryRow)} d
      JOIN ${scope.of(PledgeRow)} g ON g."projectId" = d."projectId" AND g."pledgeId" = d."pledgeId"
      JOIN ${scope.of(ProjectRow)} p ON p."projectId" = g."projectId"
      JOIN ${scope.of(RequirementRow)} r ON r."projectId" = g."projectId" AND r."requirementId" = g."requirementId"
      WHERE d."allianceId" = ${scope.alliance} AND d.status = 'reported' AND g.status = 'accepted'
        ${forUnit(scope, 'p.receiver')}`,
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
      `${pledges(scope)} AND g.status = 'released' AND g.cause = 'lapsed' AND r.pledged < r.quantity
        AND p.stage IN (${stages})`,
    ),
  // A unit has asked the committee to decide, and nobody has put it before the committee.
  'project-undecided': ({ of, alliance }) =>
    matter(
      'project-undecided',
      { ...whole, since: 'p."submittedAt"' },
      `FROM ${of(ProjectRow)} p WHERE p."allianceId" = ${alliance} AND p.stage = 'submitted' AND NOT EXISTS (
        SELECT FROM ${of(MotionRow)} m WHERE m."aboutId" = p."projectId" AND m.status IN ('tabled', 'voting', 'quorum-missed'))`,
    ),
  // The unit that received what is pledged has left: the chair appoints another one.
  'project-receiver': ({ of, alliance }) =>
    matter(
      'project-receiver',
      { ...whole, since: 'p."proposedAt"' },
      `FROM ${of(ProjectRow)} p WHERE p."allianceId" = ${alliance} AND p."receiverLeft" AND p.stage IN (${ahead})`,
    ),
  'requirement-untaken': (scope) => matter('requirement-untaken', requirement, lacking(scope, 'r.pledged = 0')),
  'requirement-short': (scope) =>
    matter('requirement-short', requirement, lacking(scope, 'r.pledged > 0 AND r.pledged < r.quantity')),
} as const satisfies Readonly<Record<string, (scope: Scope) => string>>;
