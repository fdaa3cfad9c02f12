import { decision, newId, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { IsId, Nested, Optional, Text, Whole } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { reportContent } from './contents.js';
import { Evidence, happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class ReportProgress extends StreamCommand {
  /** The caller's own id for the report. */
  @Optional() @IsId() readonly reportId?: string;
  /** How far the work has come, and what comes next. */
  @Text(1, 4_000) readonly words: string;
  /** How much of it is done. */
  @Optional() @Whole(0, 100) readonly percent?: number;
  @Optional() @Nested(Evidence) readonly evidence?: Evidence;
}

/** While the work is under way the receiver says how far it has come; the same report twice is one. */
export const reportProgress = decision(ReportProgress, project, (command, project, issue) => {
  const { words, percent, evidence } = command;
  const here = present(project);
  const mine = actsFor(issue, here.receiver);
  const reportId = newId(issue, 'report', command.reportId);
  const before = here.reports.get(reportId);
  if (before !== undefined)
    return mine && before === reportContent({ percent, evidence }) ? [] : refuse('report-id-taken');
  refuse.broken(
    !mine && 'project-not-yours',
    here.status !== 'underway' && ['project-not-underway', { stage: here.status }],
  );
  const said = { ...(percent !== undefined && { percent }), ...(evidence !== undefined && { evidence }) };
  return [happened('ProgressReported', { reportId, ...said, sealed: sealed({ words }) })];
});
