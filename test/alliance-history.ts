import type { EventOf } from '#event-sourcing';
import { allianceHappened, type AllianceEvent, type Charter, type FoundingUnit } from '../src/alliances/events.js';

/** The charter of the alliances in tests, as their founders say it. */
export const standardCharter = {
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  votingRule: 'simple-majority',
  quorumPercent: 50,
  noticeDays: 7,
  meetingEveryMonths: 2,
} as const satisfies Charter;

/** The same, in full. */
export const charter = {
  ...standardCharter,
  bookingApprovalHours: 72,
  chairMayAdmit: false,
} as const satisfies Required<Charter>;

const name = { en: 'Dongnan' };

/** That an alliance was founded: a community's, with the charter above and nobody on the roll, but for what is said. */
export const foundedWith = (said: Partial<EventOf<AllianceEvent, 'AllianceFounded'>['data']> = {}) =>
  allianceHappened('AllianceFounded', {
    name,
    area: { level: 'community', name },
    charter,
    units: [],
    offices: [],
    ...said,
  });

/** A unit that an alliance begins with, and its delegate. */
export const foundingUnit = (unitId: string): FoundingUnit => ({
  unitId,
  name: { en: unitId },
  kind: 'other',
  delegate: { personId: `${unitId}-delegate`, from: '2025-01-01T00:00:00.000Z' },
});

/** That an alliance was founded by these units. */
export const foundedBy = (...unitIds: readonly string[]) => foundedWith({ units: unitIds.map(foundingUnit) });
