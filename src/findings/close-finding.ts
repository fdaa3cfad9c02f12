import { decision, StreamCommand } from '#event-sourcing';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { finding, present } from './finding.js';
import { refuse } from './refusals.js';

export class CloseFinding extends StreamCommand {
  /** What the auditor says to the answer; where there is none, why there need be none. */
  @Optional() @Text(1, 4_000) readonly words?: string;
}

/** An auditor accepts the answer. Without one a finding is closed only with a reason: such as that the unit has left. */
export const closeFinding = decision(CloseFinding, finding, ({ words }, finding) => {
  const { status, raised } = present(finding);
  if (status === 'closed') return [];
  refuse.broken(
    status === 'withdrawn' && 'finding-withdrawn',
    (status === 'raised' || status === 'overdue') && words === undefined && 'finding-unanswered',
  );
  const said = sealed({ ...(words !== undefined && { words }) });
  return [happened('FindingClosed', { unitId: raised.unitId, sealed: said })];
});
