import { decision } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { roll } from '../access/standing.js';
import { dueOn } from '../platform/due.js';
import { IsDay, IsId, Optional } from '../platform/fields.js';
import { clocks, unfit, zoneOf } from './due.js';
import { happened } from './events.js';
import { FindingTerms, termsOf, unnamed } from './finding-terms.js';
import { finding } from './finding.js';
import { refuse } from './refusals.js';

export class RaiseFinding extends FindingTerms {
  /** The caller's own id for the finding. */
  @Optional() @IsId() readonly findingId?: string;
  /** The unit that is to answer it. */
  @IsId() readonly unitId: string;
  /** The last day on which an answer is on time. */
  @IsDay() readonly due: string;
}

/**
 * An auditor finds something in events of the log, and asks a unit of the alliance to answer by a day. It says nothing
 * of who is right: that is what the answer is for.
 */
export const raiseFinding = decision(
  RaiseFinding,
  finding,
  (command, finding, { at }, beside) => {
    const { unitId, due } = command;
    const what = { ...termsOf(command), unitId, due };
    if (finding.status !== 'absent') {
      const { overdueAt: _, ...raised } = finding.raised;
      return isDeepStrictEqual(raised, what) ? [] : refuse('finding-id-taken');
    }
    const timeZone = zoneOf(beside.clocks);
    refuse.broken(
      unnamed(command),
      !beside.roll.units.has(unitId) && ['unit-not-a-member', { unitId }],
      unfit(due, timeZone, at),
    );
    return [happened('FindingRaised', { ...what, ...dueOn(due, timeZone) })];
  },
  {
    clocks: { stream: clocks, id: (_, __, { tenantId }) => tenantId },
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
  },
);
