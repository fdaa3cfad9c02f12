import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { actsFor } from '../access/actor.js';
import { Nested, Optional, Sha256, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { finding, full, present } from './finding.js';
import { refuse } from './refusals.js';

/** Where the proof of what the unit says is, and what it was when it was named: never the file itself. */
export class AnswerEvidence {
  /** Its URL or document number. */
  @Text(1, 500) readonly reference: string;
  /** SHA-256 of the file, as 64 hexadecimal digits in lower case. */
  @Sha256() readonly sha256: string;
}

export class AnswerFinding extends StreamCommand {
  /** What the unit says to it, and what it has done. */
  @Text(1, 4_000) readonly words: string;
  @Optional() @Nested(AnswerEvidence) readonly evidence?: AnswerEvidence;
}

/** The unit answers, on time or late; also a suspended one. Another answer, before the finding is closed, stands beside the one before. */
export const answerFinding = decision(AnswerFinding, finding, ({ words, evidence }, finding, issue) => {
  const here = present(finding);
  const { unitId } = here.raised;
  refuse.broken(
    !actsFor(issue, unitId) && 'finding-not-yours',
    here.status === 'withdrawn' && 'finding-withdrawn',
    here.status === 'closed' && 'finding-closed',
  );
  const answer = sealed({ words, ...(evidence && { evidence: { ...evidence } }) });
  if (here.status === 'answered' && isDeepStrictEqual(here.answer, answer)) return [];
  refuse.broken(full(here));
  return [happened('FindingAnswered', { unitId, sealed: answer })];
});
