import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { getAction, getActions } from './actions.js';
import { ActionsController } from './actions.controller.js';
import { adjournMeeting } from './adjourn-meeting.js';
import { approveMinutes } from './approve-minutes.js';
import { callHearing } from './call-hearing.js';
import { cancelHearing } from './cancel-hearing.js';
import { cancelMeeting } from './cancel-meeting.js';
import { castBallot } from './cast-ballot.js';
import { closeMeeting } from './close-meeting.js';
import { closeVoting } from './close-voting.js';
import { CommitteeController } from './committee.controller.js';
import { confirmAction } from './confirm-action.js';
import { conveneMeeting } from './convene-meeting.js';
import { correctMinutes } from './correct-minutes.js';
import { getDecisionRegister } from './decision-register.js';
import { declareInterest } from './declare-interest.js';
import { declineAction } from './decline-action.js';
import { extendAction } from './extend-action.js';
import { giveAction } from './give-action.js';
import { getHearing, getHearings } from './hearings.js';
import { HearingsController } from './hearings.controller.js';
import { makeStatement } from './make-statement.js';
import { getMeeting, getMeetings } from './meetings.js';
import { MeetingsController } from './meetings.controller.js';
import { MinutesController } from './minutes.controller.js';
import { getMinutes, getMinutesText } from './one-minutes.js';
import { getMotion } from './one-motion.js';
import { openMeeting } from './open-meeting.js';
import { openVoting } from './open-voting.js';
import { reassignAction } from './reassign-action.js';
import { recordAttendance } from './record-attendance.js';
import { recordHearing } from './record-hearing.js';
import { reportAction } from './report-action.js';
import { rescheduleMeeting } from './reschedule-meeting.js';
import { resumeMeeting } from './resume-meeting.js';
import { reviewDecision } from './review-decision.js';
import { reviseAgenda } from './revise-agenda.js';
import { tableMotion } from './table-motion.js';
import { withdrawMotion } from './withdraw-motion.js';

@Module({
  controllers: [CommitteeController, HearingsController, ActionsController, MeetingsController, MinutesController],
  providers: [
    ...commandHandlers(tableMotion, withdrawMotion, openVoting, declareInterest, castBallot, closeVoting),
    ...commandHandlers(callHearing, recordHearing, cancelHearing, makeStatement, reviewDecision),
    ...commandHandlers(giveAction, declineAction, extendAction, reassignAction, reportAction, confirmAction),
    ...commandHandlers(conveneMeeting, reviseAgenda, rescheduleMeeting, cancelMeeting, recordAttendance),
    ...commandHandlers(openMeeting, adjournMeeting, resumeMeeting, closeMeeting, correctMinutes, approveMinutes),
    ...queryHandlers(getHearings, getHearing),
    ...queryHandlers(
      getDecisionRegister,
      getMotion,
      getActions,
      getAction,
      getMeetings,
      getMeeting,
      getMinutes,
      getMinutesText,
    ),
  ],
})
export class CommitteeModule {}
