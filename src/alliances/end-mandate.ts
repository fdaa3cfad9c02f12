import { decision, StreamCommand } from '#event-sourcing';
import { IsInstant, Optional } from '../platform/fields.js';
import { unitHappened } from './events.js';
import { keepsMandatesOf } from './keeps-mandates.js';
import { endsWithin, hasSuccessor, termOf } from './mandates.js';
import { refuse } from './refusals.js';
import { unit } from './unit.js';

export class EndMandate extends StreamCommand {
  readonly mandateId: string;
  /** Now, unless said. A mandate that is to begin later is taken back by ending it at its beginning. */
  @Optional() @IsInstant() readonly at?: string;
}

/**
 * A mandate ends before its time. A delegate's only ends when another delegate is named, who acts at that instant or
 * begins later: who takes over at once is given the mandate that replaces this one. (A mandate may run out: then the
 * unit stays entitled, but nobody acts for it until it names someone.) Nobody but the unit ends it, and the operator.
 */
export const endMandate = decision(EndMandate, unit, (command, unit, issue) => {
  if (unit.status === 'absent') return refuse('unit-not-found');
  const { mandateId, at = issue.at } = command;
  const mandate = unit.mandates.get(mandateId) ?? refuse('mandate-not-found');
  const { until } = termOf(mandate);
  if (at === until || (command.at === undefined && until < at)) return [];
  refuse.broken(
    !keepsMandatesOf(issue, command.subjectId, unit.mandates) && 'unit-not-yours',
    !endsWithin(mandate, at) && [
      'end-outside-mandate',
      { from: mandate.from, until: mandate.endedAt ?? mandate.until },
    ],
    mandate.kind === 'delegate' && !hasSuccessor(unit.mandates, mandateId, at) && 'last-delegate',
  );
  return [unitHappened('MandateEnded', { mandateId, at })];
});
