import { change, put, readModelByStream, type Change, type Recorded } from '#event-sourcing';
import { attendanceRows, type AttendanceRow } from '../../committee/meeting-rows.js';
import type { MeetingEvent, MotionEvent } from '../../committee/events.js';
import type { Period } from '../period.js';
import { one, within, type Figure } from './figure.js';
import { beside, sumOf } from './measure.js';

/** A sitting, and who was on its roll. */
class SittingOnRoll {
  meetingId: string;
  sitting: number;
  at: string;
  roll: readonly string[];
}
type Began = Recorded & { readonly data: Readonly<{ sitting: number; roll: readonly string[] }> };
const began = ({ subjectId: meetingId, issue, data: { sitting, roll } }: Began): Change<SittingOnRoll> =>
  put({ meetingId, sitting, at: issue.at, roll });

const sittings = readModelByStream<MeetingEvent, SittingOnRoll>(SittingOnRoll, ['meetingId', 'sitting'], {
  MeetingOpened: began,
  MeetingResumed: began,
});

/** The sittings of a time for which a unit was on the roll, or those that it came to. */
export const sittingsOf = (unitId: string, period: Period, field: string): Figure => ({
  rule: 'sittings-and-who-came',
  things: { category: 'meeting', naming: unitId },
  measure: sumOf<SittingOnRoll>(
    sittings,
    ({ meetingId, sitting, at, roll }, rows) => {
      if (!within(at, period) || !roll.includes(unitId)) return 0;
      return field === 'entitled' ? 1 : one(rows.one(attendanceRows, { meetingId, sitting, unitId }) !== undefined);
    },
    beside<AttendanceRow>(attendanceRows, (row) => row.unitId),
  ),
});

/** A motion, each time that it was voted on: who was on the roll, and who cast a ballot. */
class Votes {
  motionId: string;
  opened: readonly Readonly<{ at: string; roll: readonly string[]; cast: readonly string[] }>[];
  recused: readonly string[];
}
const votesOn = ({ subjectId: motionId }: Recorded, next: (row: Votes) => Partial<Votes>): Change<Votes> =>
  change<Votes>({ motionId }, (row) => ({ ...row, ...next(row) }));

const votes = readModelByStream<MotionEvent, Votes>(Votes, ['motionId'], {
  MotionTabled: ({ subjectId: motionId }) => put({ motionId, opened: [], recused: [] }),
  VotingOpened: (event) =>
    votesOn(event, ({ opened }) => {
      const { roll, recused } = event.data;
      return { recused, opened: [...opened, { at: event.issue.at, roll, cast: [] }] };
    }),
  InterestDeclared: (event) =>
    votesOn(event, ({ recused }) => ({ recused: [...new Set([...recused, event.data.unitId])] })),
  BallotCast: (event) =>
    votesOn(event, ({ opened }) => {
      const last = opened.at(-1);
      if (!last || last.cast.includes(event.data.unitId)) return {};
      return { opened: opened.with(-1, { ...last, cast: [...last.cast, event.data.unitId] }) };
    }),
});

/** The votes of a time in which a unit was entitled, or those in which it has cast a ballot. */
export const ballotsOf = (unitId: string, period: Period, field: string): Figure => ({
  rule: 'votes-and-who-voted',
  things: { category: 'motion', naming: unitId },
  measure: sumOf<Votes>(votes, ({ opened, recused }) => {
    if (recused.includes(unitId)) return 0;
    const entitled = opened.filter(({ at, roll }) => within(at, period) && roll.includes(unitId));
    return (field === 'entitled' ? entitled : entitled.filter(({ cast }) => cast.includes(unitId))).length;
  }),
});
