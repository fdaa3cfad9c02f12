import { newId, type Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { AdjournMeeting } from './adjourn-meeting.js';
import { CancelMeeting } from './cancel-meeting.js';
import { CloseMeeting } from './close-meeting.js';
import { ConveneMeeting } from './convene-meeting.js';
import { MeetingRow } from './meeting-rows.js';
import { GetMeeting, GetMeetings, MeetingFilter, MeetingView } from './meetings.js';
import { OpenMeeting } from './open-meeting.js';
import { RecordAttendance } from './record-attendance.js';
import { RescheduleMeeting } from './reschedule-meeting.js';
import { ResumeMeeting } from './resume-meeting.js';
import { ReviseAgenda } from './revise-agenda.js';

@Controller('v1/alliances/:allianceId/meetings')
export class MeetingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Convene a meeting.
   *
   * An officer does, as many days ahead as the charter says. What waits for the committee comes on the agenda by
   * itself, behind the items that are given here.
   */
  @Creates()
  conveneMeeting(@Body() command: ConveneMeeting, @Called() call: Call) {
    return this.commands.execute(command.for(newId(call.issue, 'meeting', command.meetingId), call));
  }

  /**
   * List the meetings, the latest first.
   *
   * Those to come and those that were, with their agendas and sittings.
   */
  @AnswersList('', MeetingRow)
  getMeetings(@AskedBy() asked: AskedByAsker, @Query() filter: MeetingFilter) {
    return this.queries.execute(new GetMeetings(asked, filter));
  }

  /**
   * Read one meeting.
   *
   * With who was there under which mandate, and what you may do with the meeting now.
   */
  @Answers(':meetingId', MeetingView)
  getMeeting(@Param('meetingId', IdPipe) meetingId: string, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetMeeting(asked, meetingId));
  }

  /**
   * Change the agenda.
   *
   * An officer does, until the meeting begins: the whole agenda, in its order.
   */
  @Acts(':meetingId/agenda')
  reviseAgenda(@Param('meetingId', IdPipe) meetingId: string, @Body() command: ReviseAgenda, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Put a meeting at another time or place.
   *
   * An officer does, until it begins, again as many days ahead as the charter says.
   */
  @Acts(':meetingId/rescheduling')
  rescheduleMeeting(
    @Param('meetingId', IdPipe) meetingId: string,
    @Body() command: RescheduleMeeting,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Call a meeting off, with the reason.
   *
   * An officer does, until it begins.
   */
  @Acts(':meetingId/cancellation')
  cancelMeeting(@Param('meetingId', IdPipe) meetingId: string, @Body() command: CancelMeeting, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Tell that you are there for your unit.
   *
   * From an hour before the sitting on, as delegate or deputy. An officer may record it for every unit, also of who
   * comes late.
   */
  @Acts(':meetingId/attendance')
  recordAttendance(
    @Param('meetingId', IdPipe) meetingId: string,
    @Body() command: RecordAttendance,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Open a meeting.
   *
   * An officer does, in its time, when enough of the entitled units are there: as many per cent as the charter says.
   */
  @Acts(':meetingId/opening')
  openMeeting(@Param('meetingId', IdPipe) meetingId: string, @Body() command: OpenMeeting, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Adjourn a meeting.
   *
   * An officer ends the sitting and says when the meeting goes on. Votes that are open in it are closed; who is there
   * the next time is told anew.
   */
  @Acts(':meetingId/adjournment')
  adjournMeeting(@Param('meetingId', IdPipe) meetingId: string, @Body() command: AdjournMeeting, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Go on with an adjourned meeting.
   *
   * An officer does, in its time, when enough of the entitled units are there again.
   */
  @Acts(':meetingId/resumption')
  resumeMeeting(@Param('meetingId', IdPipe) meetingId: string, @Body() command: ResumeMeeting, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }

  /**
   * Close a meeting.
   *
   * An officer does; votes that are open in it are closed. A meeting that was not opened in its time was missed, and
   * one that nobody closes is closed twelve hours after its time.
   */
  @Acts(':meetingId/closing')
  closeMeeting(@Param('meetingId', IdPipe) meetingId: string, @Body() command: CloseMeeting, @Called() call: Call) {
    return this.commands.execute(command.for(meetingId, call));
  }
}
