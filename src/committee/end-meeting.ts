import { deadline, decision, StreamCommand } from '#event-sourcing';
import { meetingHappened, type MeetingEvent } from './events.js';
import { meeting } from './meeting.js';

/** The clock's: the time of the meeting is over. */
export class EndMeeting extends StreamCommand {}

/**
 * A meeting that nobody opened in its time was missed. One that goes on twelve hours beyond its time, or was adjourned
 * and not resumed in its time, is closed.
 */
export const endMeeting = decision(EndMeeting, meeting, (_, meeting, { at }) => {
  switch (meeting.status) {
    case 'convened':
      return at < meeting.to ? [] : [meetingHappened('MeetingMissed', { from: meeting.from, to: meeting.to })];
    case 'adjourned':
      return at < meeting.to ? [] : [meetingHappened('MeetingClosed', {})];
    case 'open':
      return at < meeting.endsBy ? [] : [meetingHappened('MeetingClosed', {})];
    case 'absent':
    case 'closed':
    case 'cancelled':
    case 'missed':
      return [];
  }
});

const over = () => null;

/** No meeting stays open for ever. */
export const meetingEnds = deadline<MeetingEvent>('committee/meeting-ends', endMeeting, {
  MeetingConvened: ({ data }) => data.to,
  MeetingRescheduled: ({ data }) => data.to,
  MeetingOpened: ({ data }) => data.endsBy,
  MeetingAdjourned: ({ data }) => data.to,
  MeetingResumed: ({ data }) => data.endsBy,
  MeetingCancelled: over,
  MeetingClosed: over,
  MeetingMissed: over,
});
