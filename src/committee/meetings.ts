import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { ListOf, OneOf, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { AttendanceRow, MeetingRow, meetingStatuses, type MeetingStatus } from './meeting-rows.js';
import { refuse } from './refusals.js';

const attendance_max = 10_000;

/** A meeting with who was there, and what the one who asks may do with it now. */
export class MeetingView extends MeetingRow {
  @ListOf([AttendanceRow], { min: 0, max: attendance_max }) readonly attendance: readonly AttendanceRow[];
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which meetings are wanted. */
export class MeetingFilter extends PageQuery {
  @Optional() @OneOf(meetingStatuses) readonly status?: MeetingStatus;
}

/** When does the committee meet, and when did it? The latest first. */
export class GetMeetings extends TenantQuery<Page<MeetingRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: MeetingFilter,
  ) {
    super(asked);
  }
}

export const getMeetings = answering(GetMeetings, (db, { asked: { tenantId: allianceId }, filter }) => {
  const { status } = filter;
  const wanted = { allianceId, ...(status && { status }) };
  return pageOf(db, MeetingRow, ['from', 'meetingId'], filter, (rows) => rows.where(wanted), 'DESC');
});

/** How does one meeting stand, who is there, and what can be done with it? */
export class GetMeeting extends TenantQuery<MeetingView> {
  constructor(
    asked: AskedByAsker,
    readonly meetingId: string,
  ) {
    super(asked);
  }
}

export const getMeeting = answering(GetMeeting, async (db, { asked, meetingId }): Promise<MeetingView> => {
  const allianceId = asked.tenantId;
  const meeting = (await db.findOneBy(MeetingRow, { meetingId, allianceId })) ?? refuse('meeting-not-found');
  const attendance = await db.find(AttendanceRow, {
    where: { meetingId },
    order: { sitting: 'ASC', at: 'ASC', unitId: 'ASC' },
    take: attendance_max,
  });
  const href = `/v1/alliances/${allianceId}/meetings/${meetingId}`;
  return { ...meeting, attendance, acts: actsOf(asked.asker, href, candidates(meeting, asked.now)) };
});

const candidates = ({ status, from, to }: MeetingRow, now: string): readonly Candidate[] => {
  const coming = status === 'convened';
  const waiting = coming || status === 'adjourned';
  const time = from <= now && now < to;
  return [
    ['RecordAttendance', 'attendance', status === 'open' || (waiting && time)],
    ['OpenMeeting', 'opening', coming && time],
    ['ResumeMeeting', 'resumption', status === 'adjourned' && time],
    ['AdjournMeeting', 'adjournment', status === 'open'],
    ['CloseMeeting', 'closing', status === 'open' || status === 'adjourned'],
    ['ReviseAgenda', 'agenda', coming],
    ['RescheduleMeeting', 'rescheduling', coming],
    ['CancelMeeting', 'cancellation', coming],
  ];
};
