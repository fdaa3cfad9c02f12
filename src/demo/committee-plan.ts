import { approveMinutes } from '../committee/approve-minutes.js';
import { castBallot } from '../committee/cast-ballot.js';
import { closeMeeting } from '../committee/close-meeting.js';
import { closeVoting } from '../committee/close-voting.js';
import { conveneMeeting } from '../committee/convene-meeting.js';
import { choices } from '../committee/events.js';
import { giveAction } from '../committee/give-action.js';
import { openMeeting } from '../committee/open-meeting.js';
import { openVoting } from '../committee/open-voting.js';
import { recordAttendance } from '../committee/record-attendance.js';
import { reportAction } from '../committee/report-action.js';
import { reviseAgenda } from '../committee/revise-agenda.js';
import { tableMotion } from '../committee/table-motion.js';
import { later } from './calendar.js';
import type { DemoBallots, DemoMeeting, DemoMotion } from './demo-file.js';
import { day, type Planner } from './planner.js';

/** Opened with a deadline, and closed when it has passed. */
export const writtenVote = (plan: Planner, section: string, motion: string, from: string, to: string): void => {
  const motionId = plan.idOf('motion', motion);
  const secretary = (at: string) => plan.in(section).at(at).by(plan.secretary);
  secretary(from).does(`open ${motion}`, openVoting, motionId, { body: { closesAt: to } });
  secretary(to).does(`close ${motion}`, closeVoting, motionId, { settles: true });
};

export const ballotsIn = (plan: Planner, section: string, motion: string, at: string, ballots: DemoBallots): void => {
  for (const choice of choices)
    for (const unit of ballots[choice] ?? []) {
      const voice = plan.in(section).at(at).by(unit);
      voice.does(`ballot ${motion} ${unit}`, castBallot, plan.idOf('motion', motion), { body: { choice } });
    }
};

/** Motions are tabled, meetings convened; those with somebody present are held, vote, and give actions. */
export const planCommittee = (plan: Planner): void => {
  for (const motion of plan.file.motions) table(plan, motion);
  for (const meeting of plan.file.meetings) {
    convene(plan, meeting);
    if (meeting.present) hold(plan, meeting, meeting.present);
  }
  for (const { key, unit, title, reportedAt } of plan.file.actions) {
    if (!reportedAt) continue;
    const reporting = plan.in('actions').at(plan.calendar.at(reportedAt)).by(unit);
    const words = title.zh ?? title.en ?? key;
    reporting.does(`report ${key}`, reportAction, plan.idOf('action', key), { body: { words } });
  }
};

/** A motion that does not say when was tabled just before its meeting was convened. */
const table = (plan: Planner, { key, title, about, tabledBy, tabledAt, meeting: of, reviewOn }: DemoMotion): void => {
  const meeting = plan.file.meetings.find((each) => each.key === of);
  const at = plan.calendar.at(tabledAt ?? meeting?.convenedAt ?? plan.file.alliance.foundedAt);
  const body = {
    title,
    about: { kind: 'project', projectId: plan.idOf('project', about), asks: 'approve' },
    ...(reviewOn && { reviewOn: plan.calendar.day(reviewOn) }),
  };
  const tabling = plan.in('motions').at(at).by(tabledBy);
  tabling.does(`table ${key}`, tableMotion, plan.idOf('motion', key), { body, settles: true });
  if (!tabledAt || !meeting) return;
  const agenda = { agenda: agendaOf(plan, meeting) };
  const revising = plan.in('meetings').at(later(at, 1)).by(plan.secretary);
  revising.does(`agenda ${key}`, reviseAgenda, plan.idOf('meeting', of), { body: agenda });
};

const agendaOf = (plan: Planner, { motions }: DemoMeeting) =>
  motions.map((motion) => ({ kind: 'motion', motionId: plan.idOf('motion', motion) }));

const convene = (plan: Planner, meeting: DemoMeeting): void => {
  const { key, convenedAt, from, to, place } = meeting;
  const here = plan.file.resources.find((resource) => resource.key === place)?.name ?? plan.file.alliance.area.name;
  const body = { from: plan.calendar.at(from), to: plan.calendar.at(to), place: here };
  const convening = plan
    .in('meetings')
    .at(later(plan.calendar.at(convenedAt), 1))
    .by(plan.secretary);
  convening.does(`convene ${key}`, conveneMeeting, plan.idOf('meeting', key), { body, settles: true });
};

const hold = (plan: Planner, { key, from, to, motions }: DemoMeeting, present: readonly string[]): void => {
  const meetingId = plan.idOf('meeting', key);
  const [start, end] = [plan.calendar.at(from), plan.calendar.at(to)];
  const secretary = (at: string) => plan.in('meetings').at(at).by(plan.secretary);
  for (const unit of present)
    plan.in('meetings').at(later(start, -10)).by(unit).does(`attend ${key} ${unit}`, recordAttendance, meetingId);
  secretary(start).does(`begin ${key}`, openMeeting, meetingId);
  for (const motion of plan.file.motions.filter((each) => motions.includes(each.key) && each.ballots)) {
    const motionId = plan.idOf('motion', motion.key);
    secretary(later(start, 20)).does(`open ${motion.key}`, openVoting, motionId, { body: { meetingId } });
    ballotsIn(plan, 'meetings', motion.key, later(start, 30), motion.ballots ?? {});
    secretary(later(start, 40)).does(`close ${motion.key}`, closeVoting, motionId, { settles: true });
    giveActions(plan, motion.key, later(start, 50));
  }
  secretary(end).does(`end ${key}`, closeMeeting, meetingId, { settles: true });
  const chair = plan.in('meetings').at(later(end, day)).by(plan.file.alliance.chair);
  chair.does(`minutes ${key}`, approveMinutes, meetingId);
};

const giveActions = (plan: Planner, motion: string, at: string): void => {
  for (const { key, unit, title, due } of plan.file.actions.filter((each) => each.motion === motion)) {
    const body = {
      motionId: plan.idOf('motion', motion),
      title,
      unitId: plan.idOf('unit', unit),
      due: plan.calendar.day(due),
    };
    const giving = plan.in('actions').at(at).by(plan.secretary);
    giving.does(`give ${key}`, giveAction, plan.idOf('action', key), { body, settles: true });
  }
};
