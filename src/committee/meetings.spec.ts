import { answersTo, type Ask, type Event, type Reaction, type Recorded } from '#event-sourcing';
import { rowsAfter, spec } from '#event-sourcing/testing';
import { charter as standard, foundedWith, foundingUnit } from '../../test/alliance-history.js';
import { allianceHappened, unitHappened, type Charter } from '../alliances/events.js';
import { happened as findingHappened } from '../findings/events.js';
import { sealed } from '../platform/sealed.js';
import { actionRows } from './action-rows.js';
import { addToAgenda } from './add-to-agenda.js';
import { adjournMeeting } from './adjourn-meeting.js';
import { agendaOf, items_max, withMore } from './agenda.js';
import { cancelMeeting } from './cancel-meeting.js';
import { closeMeeting } from './close-meeting.js';
import { conveneMeeting } from './convene-meeting.js';
import { endMeeting, meetingEnds } from './end-meeting.js';
import { actionHappened, meetingHappened, type AgendaItem, type MeetingEvent } from './events.js';
import { findingsBeforeUs } from './findings-before-us.js';
import { attendanceRows, meetingRows } from './meeting-rows.js';
import { onMatterDue } from './on-matter-due.js';
import { onMeetingConvened } from './on-meeting-convened.js';
import { openMeeting } from './open-meeting.js';
import { recordAttendance } from './record-attendance.js';
import { rescheduleMeeting } from './reschedule-meeting.js';
import { resumeMeeting } from './resume-meeting.js';
import { reviseAgenda } from './revise-agenda.js';

const name = { en: 'Somebody' };
const charter = { ...standard, quorumPercent: 60 };
const units = ['residents', 'school', 'bank'].map(foundingUnit);
const founded = foundedWith({ charter, units });
const amended = (more: Partial<Charter>) =>
  allianceHappened('CharterAmended', { charter: { ...charter, ...more }, motionId: 'm0' });
const suspended = (unitId: string) =>
  allianceHappened('UnitSuspended', { unitId, sealed: sealed({ reason: 'silent' }) });

const [from, to] = ['2026-01-08T06:00:00.000Z', '2026-01-08T08:00:00.000Z'];
const place = { zh: '物业之家', en: 'Property home' };
const free: AgendaItem = { kind: 'other', title: { en: 'The gate' } };
const onMotion: AgendaItem = { kind: 'motion', motionId: 'm1' };
const onAction: AgendaItem = { kind: 'action', actionId: 'a1' };
const body = { from, to, place, agenda: [free] };
const convened = meetingHappened('MeetingConvened', { ...body, timeZone: 'Asia/Shanghai' });
const next = { from: '2026-01-15T06:00:00.000Z', to: '2026-01-15T08:00:00.000Z' };
const rescheduled = meetingHappened('MeetingRescheduled', { ...next, place, sealed: sealed({}) });
const cancelled = meetingHappened('MeetingCancelled', { sealed: sealed({ reason: 'A storm' }) });
const attended = (unitId: string, sitting = 1) =>
  meetingHappened('UnitAttended', { sitting, unitId, personId: `${unitId}-delegate`, mandateId: `${unitId}-mandate` });
const endsBy = '2026-01-08T20:00:00.000Z';
const sitting = { sitting: 1, roll: ['residents', 'school', 'bank'], present: ['residents', 'school'], quorumPercent: 60, endsBy }; // prettier-ignore
const opened = meetingHappened('MeetingOpened', sitting);
const adjourned = meetingHappened('MeetingAdjourned', { ...next, sealed: sealed({}) });
const again = { ...sitting, sitting: 2, endsBy: '2026-01-15T20:00:00.000Z' };
const resumed = meetingHappened('MeetingResumed', again);
const closed = meetingHappened('MeetingClosed', {});
const missed = meetingHappened('MeetingMissed', { from, to });
const both = [attended('residents'), attended('school')];
const inSession = [convened, ...both, opened];
const bothAgain = [attended('residents', 2), attended('school', 2)];
const charterNow = { charter: [founded] };
const beside = { charter: [founded], roll: [founded] };
const during = { at: '2026-01-08T06:05:00.000Z' };

describe('Convening a meeting', () => {
  const { given } = spec(conveneMeeting);
  it('names its time, its place and what it is about', () => given([], charterNow).when(body).then(convened));
  it('may leave the agenda to what is open', () =>
    given([], charterNow).when({ from, to, place }).then(meetingHappened('MeetingConvened', { ...convened.data, agenda: [] }))); // prettier-ignore
  it('twice is one meeting, also when it was put at another time since', () => {
    given([convened], charterNow).when(body).nothing();
    given([convened, rescheduled], charterNow).when(body).nothing();
  });
  it('under the id of another one is refused', () =>
    given([convened], charterNow)
      .when({ ...body, from: '2026-01-08T07:00:00.000Z' })
      .refused('meeting-id-taken'));
  it('needs the notice of the charter, to the minute', () => {
    given([], charterNow).when(body, { at: '2026-01-01T06:00:00.000Z' }).then(convened);
    given([], charterNow).when(body, { at: '2026-01-01T06:00:00.001Z' }).refused('notice-too-short');
  });
  it('goes by the charter in force', () =>
    given([], { charter: [founded, amended({ noticeDays: 8 })] })
      .when(body)
      .refused('notice-too-short'));
  it.each([
    ['ends before it begins', { to: from }],
    ['lasts longer than a day', { to: '2026-01-09T06:00:00.001Z' }],
    ['lies too far away', { from: '2027-02-06T00:00:00.000Z', to: '2027-02-06T01:00:00.000Z' }],
    ['is over', { from: '2025-12-31T00:00:00.000Z', to: '2025-12-31T01:00:00.000Z' }],
  ])('is refused where it %s', (_, odd) =>
    given([], { charter: [founded, amended({ noticeDays: 0 })] })
      .when({ ...body, ...odd })
      .refused('meeting-out-of-bounds'),
  );
});

describe('An agenda', () => {
  const { given } = spec(reviseAgenda);
  const revised = meetingHappened('AgendaRevised', { agenda: [onMotion, free] });
  it('is what an officer says, until the meeting begins', () =>
    given([convened])
      .when({ agenda: [onMotion, free, onMotion] })
      .then(revised));
  it('said twice changes nothing', () =>
    given([convened, revised])
      .when({ agenda: [onMotion, free] })
      .nothing());
  it.each([
    ['meeting-under-way', inSession],
    ['meeting-under-way', [...inSession, adjourned]],
    ['meeting-cancelled', [convened, cancelled]],
    ['meeting-over', [convened, missed]],
    ['meeting-not-found', []],
  ])('is not changed any more: %s', (code, history: MeetingEvent[]) =>
    given(history).when({ agenda: [] }).refused(code),
  );
  it('names a thing once, and different things as often as they are', () =>
    expect(
      agendaOf([onMotion, { kind: 'review', motionId: 'm1' }, onAction, free, { kind: 'other', title: { zh: 'The gate' } }, onAction, free]), // prettier-ignore
    ).toHaveLength(5));
  it('has an end', () => {
    const many = Array.from({ length: items_max + 5 }, (_, n): AgendaItem => ({ kind: 'motion', motionId: `m${n}` }));
    expect(withMore([free], many)).toHaveLength(items_max);
    expect(withMore(many, [free])).toEqual(many);
  });
});

describe('What is open', () => {
  const { given } = spec(addToAgenda);
  const revised = meetingHappened('AgendaRevised', { agenda: [free, onMotion, onAction] });
  it('comes on the agenda behind what stands there', () =>
    given([convened])
      .when({ items: [onMotion, onAction, free] })
      .then(revised));
  it('comes on it once, and on that of no meeting that has begun, is over, or is not', () => {
    given([convened, revised])
      .when({ items: [onAction] })
      .nothing();
    for (const history of [[], inSession, [...inSession, adjourned], [convened, cancelled], [convened, missed]])
      given(history)
        .when({ items: [onAction] })
        .nothing();
  });
});

describe('Putting a meeting at another time', () => {
  const { given } = spec(rescheduleMeeting);
  it('takes notice again, and keeps the place unless another is named', () => {
    given([convened], charterNow).when(next).then(rescheduled);
    given([convened], charterNow).when(next, { at: '2026-01-08T06:00:00.001Z' }).refused('notice-too-short');
    const elsewhere = { en: 'School' };
    given([convened], charterNow)
      .when({ ...next, place: elsewhere, reason: 'The hall leaks' })
      .then(meetingHappened('MeetingRescheduled', { ...next, place: elsewhere, sealed: sealed({ reason: 'The hall leaks' }) })); // prettier-ignore
  });
  it('twice changes nothing', () => given([convened, rescheduled], charterNow).when(next).nothing());
  it('is refused at a time that cannot be', () =>
    given([convened], charterNow).when({ from: next.to, to: next.from }).refused('meeting-out-of-bounds'));
  it.each([
    ['meeting-under-way', inSession],
    ['meeting-cancelled', [convened, cancelled]],
    ['meeting-over', [convened, missed]],
    ['meeting-not-found', []],
  ])('is refused: %s', (code, history: MeetingEvent[]) => given(history, charterNow).when(next).refused(code));
});

describe('Calling a meeting off', () => {
  const { given } = spec(cancelMeeting);
  const why = { reason: 'A storm' };
  it('is possible until it begins', () => given([convened]).when(why).then(cancelled));
  it('twice changes nothing', () => given([convened, cancelled]).when(why).nothing());
  it.each([
    ['meeting-under-way', inSession],
    ['meeting-over', [...inSession, closed]],
    ['meeting-not-found', []],
  ])('is refused: %s', (code, history: MeetingEvent[]) => given(history).when(why).refused(code));
});

describe('Telling that a unit is there', () => {
  const { given } = spec(recordAttendance);
  const mandate = (unitId: string, kind: 'delegate' | 'deputy' | 'liaison' = 'delegate', personId = `${unitId}-delegate`) =>
    unitHappened('MandateGiven', { mandateId: `${unitId}-mandate`, personId, kind, from: '2025-01-01T00:00:00.000Z' }); // prettier-ignore
  const school = { roll: [founded], mandates: [mandate('school')] };
  const rep = (unitId: string, office?: string) => ({
    at: '2026-01-08T05:00:00.000Z',
    actor: { kind: 'representative', unitId, personId: `${unitId}-delegate`, clientId: 'c', ...(office && { office }) },
  });
  const schoolsDelegate = { attendee: { unitId: 'school', personId: 'school-delegate' } };
  it('writes down who is there and under which mandate, from an hour before', () =>
    given([convened], school).when({}, rep('school')).then(attended('school')));
  it('twice changes nothing', () =>
    given([convened, attended('school')], school)
      .when({}, rep('school'))
      .nothing());
  it('is for an officer, too, whatever unit it is', () =>
    given([convened], school).when(schoolsDelegate, rep('residents', 'secretary')).then(attended('school')));
  it('is not for another unit', () =>
    given([convened], school).when(schoolsDelegate, rep('residents')).refused('attendance-not-yours'));
  it('takes a deputy in the place of the delegate', () =>
    given([convened, attended('school')], { roll: [founded], mandates: [mandate('school', 'deputy', 'li')] })
      .when({ attendee: { unitId: 'school', personId: 'li' } }, rep('school'))
      .then(meetingHappened('UnitAttended', { ...attended('school').data, personId: 'li' })));
  it('takes no liaison, no stranger, and nobody whose mandate has ended', () => {
    const ended = unitHappened('MandateEnded', { mandateId: 'school-mandate', at: '2026-01-08T05:00:00.000Z' });
    for (const mandates of [[mandate('school', 'liaison')], [mandate('school', 'delegate', 'li')], [mandate('school'), ended]])
      given([convened], { roll: [founded], mandates }).when({}, rep('school')).refused('no-voice-at-meeting'); // prettier-ignore
  });
  it('takes no unit that is suspended', () =>
    given([convened], { ...school, roll: [founded, suspended('school')] })
      .when({}, rep('school'))
      .refused('unit-not-on-the-roll'));
  it('is too early more than an hour before, and too late after its time', () => {
    given([convened], school)
      .when({}, { ...rep('school'), at: '2026-01-08T04:59:59.999Z' })
      .refused('not-its-time');
    given([convened], school)
      .when({}, { ...rep('school'), at: to })
      .refused('not-its-time');
  });
  it('is possible as long as the meeting is in session, and counts for that sitting', () => {
    given([convened, attended('residents'), opened], school).when({}, { ...rep('school'), at: to }).then(attended('school')); // prettier-ignore
    given([...inSession, adjourned], school)
      .when({}, { ...rep('school'), at: next.from })
      .then(attended('school', 2));
  });
  it.each([
    ['meeting-cancelled', [convened, cancelled]],
    ['meeting-over', [...inSession, closed]],
    ['meeting-over', [convened, missed]],
    ['meeting-not-found', []],
  ])('is refused: %s', (code, history: MeetingEvent[]) => given(history, school).when({}, rep('school')).refused(code));
});

describe('Opening a meeting', () => {
  const { given } = spec(openMeeting);
  it('writes down which units are there, of which', () =>
    given([convened, ...both], beside)
      .when({}, during)
      .then(opened));
  it('needs as many per cent of the entitled units as the charter says', () => {
    given([convened, attended('residents')], beside)
      .when({}, during)
      .refused('no-quorum');
    given([convened, attended('residents')], { ...beside, charter: [founded, amended({ quorumPercent: 33 })] })
      .when({}, during)
      .then(meetingHappened('MeetingOpened', { ...sitting, present: ['residents'], quorumPercent: 33 }));
  });
  it('counts only units in good standing, on both sides', () => {
    const roll = [founded, suspended('bank')];
    given([convened, attended('bank'), attended('school')], { ...beside, roll })
      .when({}, during)
      .refused('no-quorum');
    given([convened, ...both, attended('bank')], { ...beside, roll })
      .when({}, during)
      .then(meetingHappened('MeetingOpened', { ...sitting, roll: ['residents', 'school'] }));
  });
  it('with nobody entitled there is no quorum, whatever the charter says', () =>
    given([convened], {
      charter: [founded, amended({ quorumPercent: 0 })],
      roll: [founded, ...['residents', 'school', 'bank'].map(suspended)],
    })
      .when({}, during)
      .refused('no-quorum'));
  it('does not count who had come to the time before', () =>
    given([convened, ...both, rescheduled], beside)
      .when({}, { at: next.from })
      .refused('no-quorum'));
  it('twice changes nothing', () => given(inSession, beside).when({}, during).nothing());
  it.each([['2026-01-08T05:59:59.999Z'], [to]])('is refused at %s: that is not its time', (at) =>
    given([convened, ...both], beside)
      .when({}, { at })
      .refused('not-its-time'),
  );
  it.each([
    ['meeting-under-way', [...inSession, adjourned]],
    ['meeting-cancelled', [convened, cancelled]],
    ['meeting-over', [...inSession, closed]],
    ['meeting-over', [convened, missed]],
    ['meeting-not-found', []],
  ])('is refused: %s', (code, history: MeetingEvent[]) => given(history, beside).when({}, during).refused(code));
});

describe('Adjourning a meeting', () => {
  const { given } = spec(adjournMeeting);
  it('says when it goes on', () => given(inSession).when(next, during).then(adjourned));
  it('may say why', () =>
    given(inSession)
      .when({ ...next, reason: 'It is late' }, during)
      .then(meetingHappened('MeetingAdjourned', { ...next, sealed: sealed({ reason: 'It is late' }) })));
  it('twice changes nothing', () =>
    given([...inSession, adjourned])
      .when(next, during)
      .nothing());
  it.each([{ from: '2026-01-15T07:00:00.000Z' }, { to: '2026-01-15T09:00:00.000Z' }])(
    'to another time is refused once it was: %j',
    (other) =>
      given([...inSession, adjourned])
        .when({ ...next, ...other }, during)
        .refused('meeting-not-open'),
  );
  it('to the time that it has is refused before it was', () =>
    given([convened]).when({ from, to }).refused('meeting-not-open'));
  it('to a time that cannot be is refused', () =>
    given(inSession).when({ from: next.to, to: next.from }, during).refused('meeting-out-of-bounds'));
  it.each([
    ['meeting-not-open', [convened]],
    ['meeting-cancelled', [convened, cancelled]],
    ['meeting-over', [...inSession, closed]],
    ['meeting-not-found', []],
  ])('is refused: %s', (code, history: MeetingEvent[]) => given(history).when(next, during).refused(code));
});

describe('Going on with a meeting', () => {
  const { given } = spec(resumeMeeting);
  const then = { at: next.from };
  it('takes a quorum again', () => {
    given([...inSession, adjourned, ...bothAgain], beside)
      .when({}, then)
      .then(resumed);
    given([...inSession, adjourned], beside)
      .when({}, then)
      .refused('no-quorum');
  });
  it('twice changes nothing', () =>
    given([...inSession, adjourned, ...bothAgain, resumed], beside)
      .when({}, then)
      .nothing());
  it('before its time is refused', () =>
    given([...inSession, adjourned, ...bothAgain], beside)
      .when({}, during)
      .refused('not-its-time'));
  it.each([
    ['meeting-not-open', [convened]],
    ['meeting-under-way', inSession],
    ['meeting-over', [...inSession, closed]],
    ['meeting-cancelled', [convened, cancelled]],
    ['meeting-not-found', []],
  ])('is refused: %s', (code, history: MeetingEvent[]) => given(history, beside).when({}, then).refused(code));
});

describe('Closing a meeting', () => {
  const { given } = spec(closeMeeting);
  it.each([[inSession], [[...inSession, adjourned]]])('is possible in session and between sittings', (history) =>
    given(history).when({}).then(closed),
  );
  it('twice changes nothing', () =>
    given([...inSession, closed])
      .when({})
      .nothing());
  it.each([
    ['meeting-not-open', [convened]],
    ['meeting-cancelled', [convened, cancelled]],
    ['meeting-over', [convened, missed]],
    ['meeting-not-found', []],
  ])('is refused: %s', (code, history: MeetingEvent[]) => given(history).when({}).refused(code));
});

describe('The clock', () => {
  const { given } = spec(endMeeting);
  it('marks as missed what nobody opened in its time', () => {
    given([convened]).when({}, { at: to }).then(missed);
    given([convened]).when({}, { at: '2026-01-08T07:59:59.999Z' }).nothing();
    given([convened, rescheduled]).when({}, { at: to }).nothing();
  });
  it('closes what goes on for twelve hours after its time, and what was not resumed in its time', () => {
    given(inSession).when({}, { at: endsBy }).then(closed);
    given(inSession).when({}, { at: to }).nothing();
    given([...inSession, adjourned])
      .when({}, { at: next.to })
      .then(closed);
    given([...inSession, adjourned])
      .when({}, { at: endsBy })
      .nothing();
  });
  it('leaves alone what is over, and what never was', () => {
    for (const history of [[], [convened, cancelled], [...inSession, closed], [convened, missed]])
      given(history).when({}, { at: '2027-01-01T00:00:00.000Z' }).nothing();
  });
  it('waits for the end of each sitting', () => {
    const says = (event: MeetingEvent) => meetingEnds.on[event.type]?.(event);
    expect([convened, rescheduled, opened, adjourned, resumed].map(says)).toEqual([to, next.to, endsBy, next.to, again.endsBy]); // prettier-ignore
    expect([cancelled, closed, missed].map(says)).toEqual([null, null, null]);
    expect(says(attended('school'))).toBeUndefined();
  });
});

describe('The agenda of a meeting', () => {
  const answers = async (reaction: Reaction, event: Event, tables: ReadonlyMap<unknown, readonly object[]>) => {
    const ask = (async (model: unknown, where: object) =>
      (tables.get(model) ?? []).filter((row) => Object.entries({ ...where, allianceId: 'x' }).every(([key, value]) => ({ allianceId: 'x', ...row })[key as never] === value))) as unknown as Ask; // prettier-ignore
    const place = { id: '00000000-0000-4000-8000-000000000001', subjectId: 's1', issue: { tenantId: 'x' } };
    const all = await answersTo(reaction, { ...event, ...place } as unknown as Recorded, ask);
    return all.map(({ command }) => [command.constructor.name, command.subjectId, { ...command }]);
  };
  const actions = [
    { actionId: 'a1', status: 'declined', due: '2026-01-03' },
    { actionId: 'a2', status: 'overdue', due: '2026-01-02' },
    { actionId: 'a3', status: 'overdue', due: '2026-01-01' },
    { actionId: 'a4', status: 'given', due: '2026-01-01' },
  ];
  it('begins with what waits for the committee', async () => {
    const { decisionRegister } = await import('./decision-register.js');
    const motions = [
      { motionId: 'm2', status: 'tabled', tabledAt: '2' },
      { motionId: 'm1', status: 'tabled', tabledAt: '1' },
      { motionId: 'm3', status: 'quorum-missed', tabledAt: '3' },
      { motionId: 'm4', status: 'carried', tabledAt: '0' },
    ];
    const tables = new Map<unknown, readonly object[]>([
      [decisionRegister, motions],
      [actionRows, actions],
      [findingsBeforeUs, [{ findingId: 'f1', isOverdue: true, due: '1' }, { findingId: 'f2', isOverdue: false, due: '0' }]], // prettier-ignore
    ]);
    const items = [
      ...['m3', 'm1', 'm2'].map((motionId) => ({ kind: 'motion', motionId })),
      ...['a3', 'a2', 'a1'].map((actionId) => ({ kind: 'action', actionId })),
      { kind: 'finding', findingId: 'f1' },
    ];
    expect(await answers(onMeetingConvened, convened, tables)).toEqual([['AddToAgenda', 's1', { items }]]);
    expect(await answers(onMeetingConvened, convened, new Map())).toEqual([]);
  });
  it('of the next meeting takes what becomes overdue, or is declined', async () => {
    const meetings = [
      { meetingId: 'later', status: 'convened', from: '2' },
      { meetingId: 'next', status: 'convened', from: '1' },
      { meetingId: 'past', status: 'closed', from: '0' },
    ];
    const overdue = actionHappened('ActionOverdue', {
      unitId: 'school',
      motionId: 'm1',
      title: name,
      due: '2026-01-01',
    });
    const declined = actionHappened('ActionDeclined', { unitId: 'school', because: 'unit-left', sealed: sealed({}) });
    const unanswered = findingHappened('FindingOverdue', { unitId: 'school', title: name, severity: 'high', due: '2026-01-01' }); // prettier-ignore
    for (const event of [overdue, declined, unanswered]) {
      const items = [event === unanswered ? { kind: 'finding', findingId: 's1' } : { kind: 'action', actionId: 's1' }];
      expect(await answers(onMatterDue, event, new Map([[meetingRows, meetings]]))).toEqual([['AddToAgenda', 'next', { items }]]); // prettier-ignore
      expect(await answers(onMatterDue, event, new Map())).toEqual([]);
    }
  });
});

describe('The list of meetings', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const place1 = (event: MeetingEvent) => ({ ...event, subjectId: 'meeting1' });
  const row = (...events: MeetingEvent[]) => rowsAfter(meetingRows, ...events.map(place1))[0]!;
  const held = { sitting: 1, openedAt: at, endedAt: null, present: 2, entitled: 3, quorumPercent: 60 };
  it('shows a meeting from its convening on', () =>
    expect(row(convened)).toEqual({
      ...{ meetingId: 'meeting1', allianceId: '00000000-0000-4000-8000-00000000000a', ...convened.data },
      ...{ status: 'convened', convenedAt: at, sittings: [], revision: 0 },
    }));
  it.each([
    [[meetingHappened('AgendaRevised', { agenda: [onAction] })], { agenda: [onAction], status: 'convened' }],
    [[rescheduled], { ...next, status: 'convened' }],
    [[cancelled], { status: 'cancelled' }],
    [[missed], { status: 'missed', sittings: [] }],
    [[...both, opened], { status: 'open', sittings: [held], revision: 3 }],
    [[...both, opened, adjourned], { status: 'adjourned', ...next, sittings: [{ ...held, endedAt: at }] }],
    [[...both, opened, adjourned, ...bothAgain, resumed], { status: 'open', sittings: [{ ...held, endedAt: at }, { ...held, sitting: 2 }] }], // prettier-ignore
    [[...both, opened, closed], { status: 'closed', sittings: [{ ...held, endedAt: at }] }],
  ])('shows how it stands now', (events: MeetingEvent[], seen) => expect(row(convened, ...events)).toMatchObject(seen));
  it('shows who was there, at each sitting; at the time before nobody was', () => {
    const there = (...events: MeetingEvent[]) => rowsAfter(attendanceRows, ...events.map(place1));
    const all = there(...inSession, attended('school'), adjourned, ...bothAgain);
    expect(all.map(({ sitting, unitId }) => [sitting, unitId])).toEqual([[1, 'residents'], [1, 'school'], [2, 'residents'], [2, 'school']]); // prettier-ignore
    expect(all[0]).toEqual({ ...both[0]!.data, meetingId: 'meeting1', allianceId: expect.any(String), at });
    expect(there(convened, ...both, rescheduled)).toEqual([]);
  });
});
