import { decision, StreamCommand } from '#event-sourcing';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { meetingHappened } from './events.js';
import { hasBegun, meeting, present } from './meeting.js';
import { refuse } from './refusals.js';

export class CancelMeeting extends StreamCommand {
  @Text(1, 2_000) readonly reason: string;
}

/** An officer calls a meeting off that has not begun, and says why. */
export const cancelMeeting = decision(CancelMeeting, meeting, ({ reason }, meeting) => {
  const here = present(meeting);
  if (here.status === 'cancelled') return [];
  refuse.broken(hasBegun(here));
  return [meetingHappened('MeetingCancelled', { sealed: sealed({ reason }) })];
});
