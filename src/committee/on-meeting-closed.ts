import { answer, reaction, type Ask } from '#event-sourcing';
import { actionRows } from './action-rows.js';
import { decisionRegister } from './decision-register.js';
import { draftMinutes } from './draft-minutes.js';
import type { ActionEvent, AgendaItem, MeetingEvent, MotionEvent } from './events.js';
import { findingsBeforeUs } from './findings-before-us.js';
import { attendanceRows, meetingRows, type MeetingRow } from './meeting-rows.js';
import type { Minutes, MinutesItem } from './minutes.js';
import { voteRows } from './vote-rows.js';

/**
 * The minutes of a meeting are drafted when it closes; again when a vote that was open in it has ended, and when an
 * action is given by a decision of it.
 */
export const onMeetingClosed = reaction<MeetingEvent | MotionEvent | ActionEvent>('committee/on-meeting-closed', {
  MeetingClosed: ({ subjectId }, ask) => draftsOf([subjectId], ask),
  MotionCarried: ({ subjectId }, ask) => draftsWith(subjectId, ask),
  MotionLost: ({ subjectId }, ask) => draftsWith(subjectId, ask),
  QuorumMissed: ({ subjectId }, ask) => draftsWith(subjectId, ask),
  ActionGiven: ({ data: { motionId } }, ask) => draftsWith(motionId, ask),
});

/** The meetings in which a motion was voted on. */
const draftsWith = async (motionId: string, ask: Ask) =>
  draftsOf((await ask(voteRows, { motionId })).map(({ meetingId }) => meetingId), ask); // prettier-ignore

const draftsOf = async (meetingIds: readonly string[], ask: Ask) => {
  const meetings = await Promise.all(meetingIds.map((meetingId) => ask(meetingRows, { meetingId })));
  const closed = meetings.flat().filter(({ status }) => status === 'closed');
  return Promise.all(
    closed.map(async (each) => answer(draftMinutes, each.meetingId, { minutes: await minutesOf(each, ask) })),
  );
};

const minutesOf = async ({ meetingId, sittings, agenda }: MeetingRow, ask: Ask): Promise<Minutes> => {
  const attendance = await ask(attendanceRows, { meetingId });
  const votes = (await ask(voteRows, { meetingId })).toSorted(by('motionId'));
  const motions = (await Promise.all(votes.map(({ motionId }) => ask(decisionRegister, { motionId })))).flat();
  const carried = votes.filter(({ result }) => result === 'carried');
  const actions = (await Promise.all(carried.map(({ motionId }) => ask(actionRows, { motionId })))).flat();
  const present = (sitting: number) =>
    attendance
      .filter((each) => each.sitting === sitting)
      .map(({ unitId, personId, mandateId, at }) => ({ unitId, personId, mandateId, at }))
      .toSorted(by('at', 'unitId'));
  return {
    sittings: sittings.map((each) => ({ ...each, present: present(each.sitting) })),
    agenda: await Promise.all(agenda.map((item) => itemOf(item, ask))),
    motions: votes.flatMap(({ motionId, result, entitled, ballots, for: pro, against, abstain }) => {
      const motion = motions.find((each) => each.motionId === motionId);
      if (!motion || result === 'voting') return [];
      const reviewOn = result === 'carried' ? motion.reviewOn : null;
      return {
        motionId,
        title: motion.title,
        result,
        tally: { entitled, ballots, for: pro, against, abstain },
        reviewOn,
      };
    }),
    actions: actions
      .map(({ actionId, motionId, title, unitId, due }) => ({ actionId, motionId, title, unitId, due }))
      .toSorted(by('due', 'actionId')),
  };
};

const itemOf = async (item: AgendaItem, ask: Ask): Promise<MinutesItem> => {
  switch (item.kind) {
    case 'motion':
    case 'review': {
      const [motion] = await ask(decisionRegister, { motionId: item.motionId });
      return { kind: item.kind, id: item.motionId, title: motion?.title ?? null };
    }
    case 'action': {
      const [action] = await ask(actionRows, { actionId: item.actionId });
      return { kind: item.kind, id: item.actionId, title: action?.title ?? null };
    }
    case 'finding': {
      const [finding] = await ask(findingsBeforeUs, { findingId: item.findingId });
      return { kind: item.kind, id: item.findingId, title: finding?.title ?? null };
    }
    case 'other':
      return { kind: item.kind, id: null, title: item.title };
  }
};

const by =
  <Field extends string>(...fields: readonly Field[]) =>
  (one: Readonly<Record<Field, string>>, other: Readonly<Record<Field, string>>): number => {
    const field = fields.find((each) => one[each] !== other[each]);
    return field === undefined ? 0 : one[field] < other[field] ? -1 : 1;
  };
