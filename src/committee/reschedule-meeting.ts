import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { IsInstant, LocalText, Optional, Text, Words } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { charterInForce, charterOf } from './charter-in-force.js';
import { meetingHappened } from './events.js';
import { hasBegun, meeting, present } from './meeting.js';
import { shortNotice, unfitTime } from './meeting-time.js';
import { refuse } from './refusals.js';

export class RescheduleMeeting extends StreamCommand {
  @IsInstant() readonly from: string;
  @IsInstant() readonly to: string;
  /** Where, if it is elsewhere. */
  @Optional() @Words() readonly place?: LocalText;
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** An officer puts a meeting that has not begun at another time or place, again with the charter's notice. */
export const rescheduleMeeting = decision(
  RescheduleMeeting,
  meeting,
  ({ from, to, reason, ...wanted }, meeting, issue, { charter }) => {
    const here = present(meeting);
    const told = { from, to, place: wanted.place ?? here.place };
    if (isDeepStrictEqual({ from: here.from, to: here.to, place: here.place }, told)) return [];
    refuse.broken(hasBegun(here), unfitTime(told, issue), shortNotice(told, charterOf(charter), issue));
    const why = sealed({ ...(reason !== undefined && { reason }) });
    return [meetingHappened('MeetingRescheduled', { ...told, sealed: why })];
  },
  { charter: { stream: charterInForce, id: (_, __, { tenantId }) => tenantId } },
);
