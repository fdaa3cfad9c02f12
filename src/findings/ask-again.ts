import { decision, StreamCommand } from '#event-sourcing';
import { roll } from '../access/standing.js';
import { dueOn } from '../platform/due.js';
import { IsDay, Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { clocks, unfit, zoneOf } from './due.js';
import { happened } from './events.js';
import { finding, full, present } from './finding.js';
import { refuse } from './refusals.js';

export class AskAgain extends StreamCommand {
  /** The last day on which the next answer is on time. */
  @IsDay() readonly due: string;
  /** What the answer lacks, or why there is more time. */
  @Optional() @Text(1, 4_000) readonly reason?: string;
}

/** An auditor gives more time to a unit that has not answered, or asks once more where the answer was not enough: also of what was closed. */
export const askAgain = decision(
  AskAgain,
  finding,
  ({ due, reason }, finding, { at }, beside) => {
    const here = present(finding);
    const { unitId } = here.raised;
    if (here.status === 'raised' && due === here.due) return [];
    const waits = here.status === 'raised' || here.status === 'overdue';
    const timeZone = zoneOf(beside.clocks);
    refuse.broken(
      here.status === 'withdrawn' && 'finding-withdrawn',
      waits && due <= here.due && ['answer-due-not-later', { due: here.due }],
      unfit(due, timeZone, at),
      !beside.roll.units.has(unitId) && ['unit-not-a-member', { unitId }],
      full(here),
    );
    const why = sealed({ ...(reason !== undefined && { reason }) });
    return [happened('AnswerAskedAgain', { unitId, ...dueOn(due, timeZone), sealed: why })];
  },
  {
    clocks: { stream: clocks, id: (_, __, { tenantId }) => tenantId },
    roll: { stream: roll, id: (_, __, { tenantId }) => tenantId },
  },
);
