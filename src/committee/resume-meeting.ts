import { decision, StreamCommand } from '#event-sourcing';
import { meetingHappened } from './events.js';
import { isOver, meeting, present } from './meeting.js';
import { refuse } from './refusals.js';
import { quorumReads, sittingOf } from './sitting.js';

/** Who is there was recorded before, anew. */
export class ResumeMeeting extends StreamCommand {}

/** An officer goes on with an adjourned meeting at its time, when enough of the entitled units are there again. */
export const resumeMeeting = decision(
  ResumeMeeting,
  meeting,
  (_, meeting, issue, beside) => {
    const here = present(meeting);
    if (here.status === 'open' && here.sitting > 1) return [];
    refuse.broken(
      here.status === 'open' && 'meeting-under-way',
      here.status === 'convened' && 'meeting-not-open',
      isOver(here),
    );
    return [meetingHappened('MeetingResumed', sittingOf(here, issue, beside))];
  },
  quorumReads,
);
