import { decision, StreamCommand } from '#event-sourcing';
import { meetingHappened } from './events.js';
import { meeting, present } from './meeting.js';
import { refuse } from './refusals.js';

/** There is nothing to say with it. */
export class CloseMeeting extends StreamCommand {}

/** An officer ends the meeting, in session or adjourned. Votes that are open in it are closed. */
export const closeMeeting = decision(CloseMeeting, meeting, (_, meeting) => {
  const { status } = present(meeting);
  if (status === 'closed') return [];
  refuse.broken(
    status === 'convened' && 'meeting-not-open',
    status === 'cancelled' && 'meeting-cancelled',
    status === 'missed' && 'meeting-over',
  );
  return [meetingHappened('MeetingClosed', {})];
});
