import { decision, StreamCommand } from '#event-sourcing';
import { meetingHappened } from './events.js';
import { meeting, minutesOf } from './meeting.js';

/** Send `If-Match` with the revision that you have read, and nothing else is approved. */
export class ApproveMinutes extends StreamCommand {}

/** The chair approves the minutes as they stand, with their corrections. They no longer change. */
export const approveMinutes = decision(ApproveMinutes, meeting, (_, meeting) =>
  minutesOf(meeting).approved ? [] : [meetingHappened('MinutesApproved', {})],
);
