import { change, put, readModelByStream } from '#event-sourcing';
import { Entity, Index } from 'typeorm';
import type { FindingEvent } from '../findings/events.js';
import { FlagColumn, IdColumn, KeyColumn, TextColumn, WordsColumn } from '../platform/columns.js';
import type { LocalText } from '../platform/fields.js';

/** A finding of an auditor: all that the committee needs to know of it. */
@Entity('finding_before_us')
@Index(['allianceId', 'isOverdue'])
export class FindingBeforeUsRow {
  @KeyColumn() findingId: string;
  @IdColumn() allianceId: string;
  @WordsColumn() title: LocalText;
  /** The last day on which an answer is on time. */
  @TextColumn() due: string;
  /** Its day is over, and nobody has answered. */
  @FlagColumn() isOverdue: boolean;
}

const now = ({ subjectId: findingId }: { readonly subjectId: string }, seen: Partial<FindingBeforeUsRow>) =>
  change<FindingBeforeUsRow>({ findingId }, (row) => ({ ...row, ...seen }));

/** Which findings does the committee speak about, because nobody has answered, and what are they called? */
export const findingsBeforeUs = readModelByStream<FindingEvent, FindingBeforeUsRow>(FindingBeforeUsRow, ['findingId'], {
  FindingRaised: ({ subjectId: findingId, issue, data: { title, due } }) =>
    put({ findingId, allianceId: issue.tenantId, title, due, isOverdue: false }),
  FindingRevised: (event) => now(event, { title: event.data.title }),
  FindingOverdue: (event) => now(event, { isOverdue: true }),
  AnswerAskedAgain: (event) => now(event, { due: event.data.due, isOverdue: false }),
  FindingAnswered: (event) => now(event, { isOverdue: false }),
  FindingClosed: (event) => now(event, { isOverdue: false }),
  FindingWithdrawn: (event) => now(event, { isOverdue: false }),
});
