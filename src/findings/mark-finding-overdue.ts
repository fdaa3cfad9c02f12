import { deadline, decision, StreamCommand } from '#event-sourcing';
import { happened, type FindingEvent } from './events.js';
import { finding } from './finding.js';

/** The clock's: the day on which an answer was due is over. */
export class MarkFindingOverdue extends StreamCommand {}

/** A unit that has not answered by the end of the day is overdue. It may still answer. */
export const markFindingOverdue = decision(MarkFindingOverdue, finding, (_, finding, { at }) => {
  if (finding.status !== 'raised' || at < finding.overdueAt) return [];
  const { raised, terms, due } = finding;
  const { title, severity } = terms;
  return [happened('FindingOverdue', { unitId: raised.unitId, title, severity, due })];
});

const settled = () => null;

/** An answer is overdue at the end of the day on which it is due, in the alliance's time zone. */
export const findingIsOverdue = deadline<FindingEvent>('findings/finding-is-overdue', markFindingOverdue, {
  FindingRaised: ({ data }) => data.overdueAt,
  AnswerAskedAgain: ({ data }) => data.overdueAt,
  FindingAnswered: settled,
  FindingClosed: settled,
  FindingWithdrawn: settled,
  FindingOverdue: settled,
});
