import { decision, StreamCommand } from '#event-sourcing';
import { IsInstant, Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { meetingHappened } from './events.js';
import { isOver, meeting, present } from './meeting.js';
import { unfitTime } from './meeting-time.js';
import { refuse } from './refusals.js';

export class AdjournMeeting extends StreamCommand {
  /** When the meeting goes on. */
  @IsInstant() readonly from: string;
  @IsInstant() readonly to: string;
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** An officer ends the sitting, and says when the meeting goes on. Votes that are open in it are closed. */
export const adjournMeeting = decision(AdjournMeeting, meeting, ({ from, to, reason }, meeting, issue) => {
  const here = present(meeting);
  if (here.status === 'adjourned' && here.from === from && here.to === to) return [];
  refuse.broken(
    isOver(here),
    (here.status === 'convened' || here.status === 'adjourned') && 'meeting-not-open',
    unfitTime({ from, to }, issue),
  );
  return [
    meetingHappened('MeetingAdjourned', { from, to, sealed: sealed({ ...(reason !== undefined && { reason }) }) }),
  ];
});
