import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { actsFor } from '../access/actor.js';
import { Nested, Optional, Sha256, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { action, present } from './action.js';
import { actionHappened } from './events.js';
import { refuse } from './refusals.js';

/** Where the proof of what was done is, and what it was when it was named: never the file itself. */
export class ActionEvidence {
  /** Its URL or document number. */
  @Text(1, 500) readonly reference: string;
  /** SHA-256 of the file, as 64 hexadecimal digits in lower case. */
  @Sha256() readonly sha256: string;
}

export class ReportAction extends StreamCommand {
  /** What was done. */
  @Text(1, 2_000) readonly words: string;
  @Optional() @Nested(ActionEvidence) readonly evidence?: ActionEvidence;
}

/** The unit says what it has done: on time, or late. Another report, before it is confirmed, replaces the last one. */
export const reportAction = decision(ReportAction, action, ({ words, evidence }, action, issue) => {
  const here = present(action);
  const { status, unitId } = here;
  refuse.broken(
    !actsFor(issue, unitId) && 'action-not-yours',
    status === 'declined' && 'action-declined',
    status === 'done' && 'action-done',
  );
  const report = sealed({ words, ...(evidence && { evidence: { ...evidence } }) });
  if (here.status === 'reported' && isDeepStrictEqual(here.report, report)) return [];
  return [actionHappened('ActionReported', { unitId, sealed: report })];
});
