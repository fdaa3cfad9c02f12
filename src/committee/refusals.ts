import { refusals } from '#event-sourcing';

export const refuse = refusals({
  'motion-not-found': { status: 404, en: 'There is no such motion.', zh: '没有这个议题。' },
  'motion-id-taken': { status: 409, en: 'Another motion has this id.', zh: '该编号已被另一个议题使用。' },
  'motion-not-yours': {
    status: 403,
    en: 'Only the unit that tabled the motion can do this.',
    zh: '只有提出该议题的单位可以这样做。',
  },
  'matter-not-found': {
    status: 404,
    en: 'There is no project under the id that the motion is about.',
    zh: '议题所涉编号下没有项目。',
  },
  'project-past-deciding': {
    status: 409,
    en: 'The project has been approved already, or is over: there is nothing left to decide on it.',
    zh: '该项目已获批准或已结束，不再需要表决。',
  },
  'project-not-submitted': {
    status: 409,
    en: 'The committee votes on a project once its proposer has submitted it.',
    zh: '项目由提出单位提交之后，联席会议才能表决。',
  },
  'no-application-pending': {
    status: 409,
    en: 'This unit has no application that waits for an answer.',
    zh: '该单位没有待答复的加入申请。',
  },
  'motion-withdrawn': { status: 409, en: 'The motion was withdrawn.', zh: '该议题已撤回。' },
  'motion-decided': { status: 409, en: 'The motion has been decided.', zh: '该议题已作出决议。' },
  'voting-under-way': { status: 409, en: 'Voting on the motion is under way.', zh: '该议题正在表决。' },
  'voting-not-open': { status: 409, en: 'Voting on the motion is not open.', zh: '该议题尚未开始表决。' },
  'voting-over': { status: 409, en: 'Voting on the motion is over.', zh: '该议题的表决已经截止。' },
  'voting-still-open': {
    status: 409,
    en: 'Voting in writing closes at its deadline, or when every entitled unit has cast its ballot.',
    zh: '书面表决在截止时间到达时，或所有有表决权的单位都已表决后结束。',
  },
  'closing-out-of-bounds': {
    status: 409,
    en: 'Voting closes after it has opened, and at most 90 days later.',
    zh: '表决截止时间须晚于开始时间，且不超过九十天。',
  },
  'one-way-to-vote': {
    status: 409,
    en: 'Voting is in writing, with a deadline, or in a meeting: say one of the two.',
    zh: '表决或为书面表决（须定截止时间），或在会议上进行，二者须择其一。',
  },
  'not-on-the-agenda': {
    status: 409,
    en: 'The motion is not on the agenda of this meeting.',
    zh: '该议题不在本次会议的议程上。',
  },
  'not-attending': {
    status: 409,
    en: 'Your unit was not at the meeting when voting began.',
    zh: '表决开始时，贵单位未到会。',
  },
  'not-on-the-roll': {
    status: 409,
    en: 'Your unit was not on the roll when voting opened.',
    zh: '表决开始时，贵单位不在名册上。',
  },
  'unit-recused': {
    status: 409,
    en: 'Your unit has an interest in the matter, so it casts no ballot.',
    zh: '贵单位与该议题有利害关系，须回避表决。',
  },
  'motion-not-carried': {
    status: 409,
    en: 'Only a motion that was carried gives an action.',
    zh: '只有已通过的决议才能产生督办事项。',
  },
  'unit-not-on-the-roll': {
    status: 409,
    en: 'This unit is not in good standing on the roll of the alliance.',
    zh: '该单位不在共同体名册上，或其资格已暂停。',
  },
  'action-not-found': { status: 404, en: 'There is no such action.', zh: '没有这个督办事项。' },
  'action-id-taken': { status: 409, en: 'Another action has this id.', zh: '该编号已被另一个督办事项使用。' },
  'action-not-yours': {
    status: 403,
    en: 'Only the unit that the action was given to can do this.',
    zh: '只有承办该督办事项的单位可以这样做。',
  },
  'action-declined': {
    status: 409,
    en: 'The unit has declined the action: it may be given to another one.',
    zh: '承办单位已谢绝该事项，可改派其他单位。',
  },
  'action-reported': {
    status: 409,
    en: 'The unit has reported on the action: it is for an officer to confirm it, or to give more time.',
    zh: '承办单位已反馈办理情况，须由联席会议负责人确认或延期。',
  },
  'action-not-reported': {
    status: 409,
    en: 'The unit has not reported on the action yet.',
    zh: '承办单位尚未反馈办理情况。',
  },
  'action-done': { status: 409, en: 'The action is done.', zh: '该督办事项已办结。' },
  'action-there-already': {
    status: 409,
    en: 'The action is with this unit, or this unit has declined it.',
    zh: '该事项已由该单位承办，或该单位已谢绝。',
  },
  'due-out-of-bounds': {
    status: 409,
    en: 'An action is due on a day that is not over, within three years.',
    zh: '办理期限须为今日或之后的日期，且在三年之内。',
  },
  'due-not-later': {
    status: 409,
    en: 'More time means a later day than the one on which it is due.',
    zh: '延期后的期限须晚于原期限。',
  },
  'meeting-not-found': { status: 404, en: 'There is no such meeting.', zh: '没有这次会议。' },
  'meeting-id-taken': { status: 409, en: 'Another meeting has this id.', zh: '该编号已被另一次会议使用。' },
  'meeting-out-of-bounds': {
    status: 409,
    en: 'A sitting begins in the future, at most 400 days from now, and lasts up to 24 hours.',
    zh: '会议须在将来四百天之内召开，且不超过二十四小时。',
  },
  'notice-too-short': {
    status: 409,
    en: 'The charter asks for a longer notice.',
    zh: '章程要求更早发出会议通知。',
  },
  'not-its-time': {
    status: 409,
    en: 'It is not the time of this meeting.',
    zh: '现在不是该会议的时间。',
  },
  'meeting-under-way': { status: 409, en: 'The meeting has begun.', zh: '会议已经开始。' },
  'meeting-not-open': { status: 409, en: 'The meeting is not in session.', zh: '会议未在进行。' },
  'meeting-cancelled': { status: 409, en: 'The meeting was cancelled.', zh: '会议已取消。' },
  'meeting-over': { status: 409, en: 'The meeting is over.', zh: '会议已经结束。' },
  'no-quorum': {
    status: 409,
    en: 'Too few of the entitled units are there.',
    zh: '到会的有表决权单位不足法定人数。',
  },
  'attendance-not-yours': {
    status: 403,
    en: 'A unit tells its own attendance; an officer may record it for every unit.',
    zh: '单位只能为本单位签到；负责人可代为登记。',
  },
  'no-voice-at-meeting': {
    status: 409,
    en: 'This person is neither delegate nor deputy of the unit.',
    zh: '此人不是该单位的代表或候补代表。',
  },
});
