import type { ContextParts } from '../platform/context-parts.js';
import { action } from './action.js';
import { actionRows } from './action-rows.js';
import { decisionRegister } from './decision-register.js';
import { meetingEnds } from './end-meeting.js';
import { findingsBeforeUs } from './findings-before-us.js';
import { hearingRows } from './hearing-rows.js';
import { actionIsOverdue } from './mark-action-overdue.js';
import { reviewIsDue } from './mark-review-due.js';
import { meeting } from './meeting.js';
import { attendanceRows, meetingRows } from './meeting-rows.js';
import { minutesRows } from './minutes-rows.js';
import { motion } from './motion.js';
import { onMatterDue } from './on-matter-due.js';
import { onMeetingClosed } from './on-meeting-closed.js';
import { onMeetingConvened } from './on-meeting-convened.js';
import { onSittingOver } from './on-sitting-over.js';
import { onUnitLeft } from './on-unit-left.js';
import { unitNames } from './unit-names.js';
import { voteRows } from './vote-rows.js';
import { votingCloses } from './voting-deadline.js';

export const committeeParts = {
  streams: [motion, action, meeting],
  models: [
    ...[decisionRegister, hearingRows, actionRows, meetingRows, attendanceRows, voteRows, minutesRows, unitNames],
    findingsBeforeUs,
  ],
  reactions: [onUnitLeft, onMeetingConvened, onMatterDue, onSittingOver, onMeetingClosed],
  deadlines: [votingCloses, actionIsOverdue, meetingEnds, reviewIsDue],
} satisfies ContextParts;
