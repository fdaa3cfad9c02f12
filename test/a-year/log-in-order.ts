import type { Recorded } from '#event-sourcing';

/** What is wrong with the log as a log: its numbers, its instants, its causes. @param dense whether its positions have no gaps */
export const disorderIn = (events: readonly Recorded[], dense: boolean): readonly string[] => {
  const wrong: string[] = [];
  const byId = new Map<string, Recorded>();
  const revisions = new Map<string, number>();
  const commands = new Map<string, Recorded>();
  const said = new Map<string, string>();
  for (const [n, event] of events.entries()) {
    const { id, streamId, revision, position, recordedAt, issue, type } = event;
    const note = (what: string) => wrong.push(`${position} ${type}: ${what}`);
    if (dense && position !== n + 1) note(`stands at ${n + 1}`);
    if (position <= (events[n - 1]?.position ?? 0)) note(`stands after ${events[n - 1]?.position}`);
    if (revision !== (revisions.get(streamId) ?? -1) + 1) note(`revision ${revision} of ${streamId}`);
    revisions.set(streamId, revision);
    if (byId.has(id)) note(`its id is taken`);
    byId.set(id, event);
    const before = events[n - 1];
    if (before && recordedAt < before.recordedAt) note('recorded before the one before it');
    // One command, one append: its events follow each other in one stream.
    const first = commands.get(issue.commandId);
    if (first && (first.streamId !== streamId || before?.issue.commandId !== issue.commandId)) note('a command came twice');
    commands.set(issue.commandId, first ?? event);
    const request = said.get(issue.commandId);
    if (request !== undefined && request !== issue.requestHash) note('a command id of two requests');
    said.set(issue.commandId, issue.requestHash);
    const cause = issue.causationId === undefined ? undefined : byId.get(issue.causationId);
    if (issue.causationId !== undefined && !cause) note('its cause is not before it');
    if (cause && cause.issue.correlationId !== issue.correlationId) note('of another story than its cause');
    if (cause && issue.actor.kind === 'reaction' && cause.issue.at !== issue.at) note('of another instant than its cause');
    if (cause && cause.issue.at > issue.at) note('an act before its cause');
  }
  return wrong;
}; // prettier-ignore
