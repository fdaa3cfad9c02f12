import type { Issue } from '#event-sourcing';
import type { Office } from '../../src/alliances/events.js';
import type { Fact } from './explore.js';

/** Somebody of a unit, in an office or in none. */
export const of = (unitId: string, office?: Office): Issue['actor'] => {
  const who = {
    personId: `person of ${unitId}`,
    unitId,
    clientId: `key of ${unitId}`,
    mandateId: `mandate of ${unitId}`,
  };
  return { kind: 'representative', ...who, ...(office && { office }) } as Issue['actor'];
};
export const chair = of('committee', 'chair');
export const operator = { kind: 'operator' };
export const auditor = { kind: 'auditor', clientId: 'key of an auditor' };
export const clock = { kind: 'clock' };
export const reaction = { kind: 'reaction' };

export const name = { en: 'A name' };
export const long_ago = '2026-01-01T00:00:00.000Z';
export const charter = {
  ...{ timeZone: 'Asia/Shanghai', currency: 'CNY', votingRule: 'simple-majority', quorumPercent: 50, noticeDays: 1 },
  ...{ meetingEveryMonths: 3, bookingApprovalHours: 72, chairMayAdmit: true },
};
const members = ['committee', 'school', 'bank'];

/** An alliance of three units, each with its delegate. */
export const founded: readonly Fact[] = [
  [
    ...(['alliance', 'alliance', 'AllianceFounded'] as const),
    {
      ...{ name, area: { level: 'community', name }, charter },
      units: members.map((unitId) => ({ unitId, name, kind: 'other' })),
      offices: [{ office: 'chair', unitId: 'committee', personId: 'person of committee' }],
    },
  ],
  ...members.flatMap((unitId): readonly Fact[] => [
    ['unit', unitId, 'UnitFounded', { name, kind: 'other' }],
    mandate(unitId),
  ]),
];

function mandate(unitId: string): Fact {
  const given = {
    mandateId: `mandate of ${unitId}`,
    personId: `person of ${unitId}`,
    kind: 'delegate',
    from: long_ago,
  };
  return ['unit', unitId, 'MandateGiven', given];
}
