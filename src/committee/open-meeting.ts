import { decision, StreamCommand } from '#event-sourcing';
import { meetingHappened } from './events.js';
import { isOver, meeting, present } from './meeting.js';
import { refuse } from './refusals.js';
import { quorumReads, sittingOf } from './sitting.js';

/** Who is there was recorded before. */
export class OpenMeeting extends StreamCommand {}

/** An officer opens the meeting at its time, when enough of the entitled units are there. */
export const openMeeting = decision(
  OpenMeeting,
  meeting,
  (_, meeting, issue, beside) => {
    const here = present(meeting);
    if (here.status === 'open') return [];
    refuse.broken(here.status === 'adjourned' && 'meeting-under-way', isOver(here));
    return [meetingHappened('MeetingOpened', sittingOf(here, issue, beside))];
  },
  quorumReads,
);
