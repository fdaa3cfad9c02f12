import { answersTo, type Ask, type Recorded } from '#event-sourcing';
import { rowsAfter, spec } from '#event-sourcing/testing';
import { foundedBy } from '../../test/alliance-history.js';
import { allianceHappened } from '../alliances/events.js';
import { sealed } from '../platform/sealed.js';
import { actionRows } from './action-rows.js';
import { confirmAction } from './confirm-action.js';
import { declineAction } from './decline-action.js';
import { actionHappened, happened, type ActionEvent } from './events.js';
import { extendAction } from './extend-action.js';
import { giveAction } from './give-action.js';
import { actionIsOverdue, markActionOverdue } from './mark-action-overdue.js';
import { onUnitLeft } from './on-unit-left.js';
import { reassignAction } from './reassign-action.js';
import { reportAction } from './report-action.js';
import { returnAction } from './return-action.js';

const name = { en: 'Somebody' };
const founded = foundedBy('school', 'bank', 'gym');
const suspended = allianceHappened('UnitSuspended', { unitId: 'gym', sealed: sealed({ reason: 'silent' }) });

const about = { kind: 'other' } as const;
const tally = { entitled: 3, ballots: 3, for: 3, against: 0, abstain: 0 };
const tabled = happened('MotionTabled', { title: name, about, tabledBy: 'school' });
const opened = happened('VotingOpened', {
  roll: ['school'],
  recused: [],
  votingRule: 'simple-majority',
  quorumPercent: 50,
  closesAt: '2026-01-02T00:00:00.000Z',
});
const carried = [tabled, opened, happened('MotionCarried', { about, tally })];
const lost = [tabled, opened, happened('MotionLost', { about, tally })];
const beside = { motion: carried, charter: [founded], roll: [founded] };

const title = { zh: '设置标识', en: 'Put up signs' };
const body = { motionId: 'm1', title, unitId: 'school', due: '2026-01-10' };
const [due, overdueAt] = ['2026-01-10', '2026-01-10T16:00:00.000Z'];
const given = actionHappened('ActionGiven', { title, motionId: 'm1', unitId: 'school', due, overdueAt });
const declined = actionHappened('ActionDeclined', {
  unitId: 'school',
  because: 'unit-declined',
  sealed: sealed({ reason: 'no hands' }),
});
const later = { due: '2026-01-20', overdueAt: '2026-01-20T16:00:00.000Z' };
const extended = actionHappened('ActionExtended', { unitId: 'school', ...later, sealed: sealed({}) });
const reassigned = actionHappened('ActionReassigned', {
  from: 'school',
  unitId: 'bank',
  due,
  overdueAt,
  sealed: sealed({}),
});
const report = { words: 'Six signs are up', evidence: { reference: 'photo 3', sha256: 'a'.repeat(64) } };
const reported = actionHappened('ActionReported', { unitId: 'school', sealed: sealed(report) });
const confirmed = actionHappened('ActionConfirmed', { unitId: 'school' });
const overdue = actionHappened('ActionOverdue', { unitId: 'school', motionId: 'm1', title, due });
const by = (unitId: string) => ({ actor: { kind: 'representative', unitId } });

describe('Giving an action', () => {
  const { given: after } = spec(giveAction);
  it('follows from a carried motion, and is due until the end of a day where the alliance is', () =>
    after([], beside).when(body).then(given));
  it('twice is one action', () => after([given], beside).when(body).nothing());
  it('twice is one action, whatever became of it', () =>
    after([given, extended, reported, confirmed], beside).when(body).nothing());
  it('under the id of another one is refused', () =>
    after([given], beside)
      .when({ ...body, unitId: 'bank' })
      .refused('action-id-taken'));
  it('needs a motion', () =>
    after([], { ...beside, motion: [] })
      .when(body)
      .refused('motion-not-found'));
  it.each([[[tabled]], [[tabled, opened]], [lost]])('is refused while the motion is not carried', (motion) =>
    after([], { ...beside, motion })
      .when(body)
      .refused('motion-not-carried'),
  );
  it.each([['stranger'], ['gym']])('is refused to a unit that is not in good standing: %s', (unitId) =>
    after([], { ...beside, roll: [founded, suspended] })
      .when({ ...body, unitId })
      .refused('unit-not-on-the-roll'),
  );
  it.each([['2025-12-31'], ['2029-01-04']])('is refused for %s: over, or too far away', (due) =>
    after([], beside)
      .when({ ...body, due })
      .refused('due-out-of-bounds'),
  );
  it('may be due today, as days are counted there', () =>
    after([], beside)
      .when({ ...body, due: '2026-01-02' }, { at: '2026-01-02T15:59:59.999Z' })
      .then(
        actionHappened('ActionGiven', { ...given.data, due: '2026-01-02', overdueAt: '2026-01-02T16:00:00.000Z' }),
      ));
  it('is not due today once the day is over there', () =>
    after([], beside)
      .when({ ...body, due: '2026-01-02' }, { at: '2026-01-02T16:00:00.000Z' })
      .refused('due-out-of-bounds'));
});

describe('Declining an action', () => {
  const { given: after } = spec(declineAction);
  const why = { reason: 'no hands' };
  it.each([[[given]], [[given, overdue]]])('is for the unit that it was given to, also when it is overdue', (history) =>
    after(history).when(why, by('school')).then(declined),
  );
  it('twice changes nothing', () => after([given, declined]).when(why, by('school')).nothing());
  it('is refused to another unit', () => after([given]).when(why, by('bank')).refused('action-not-yours'));
  it('is refused to the unit that no longer has it', () =>
    after([given, reassigned]).when(why, by('school')).refused('action-not-yours'));
  it('is refused once it was reported', () =>
    after([given, reported]).when(why, by('school')).refused('action-reported'));
  it('is refused once it is done', () =>
    after([given, reported, confirmed]).when(why, by('school')).refused('action-done'));
  it('is refused where there is none', () => after([]).when(why, by('school')).refused('action-not-found'));
});

describe('Giving more time', () => {
  const { given: after } = spec(extendAction);
  const charterNow = { charter: [founded] };
  it.each([[[given]], [[given, overdue]], [[given, reported]]])('lets the unit go on until another day', (history) =>
    after(history, charterNow).when({ due: later.due }).then(extended),
  );
  it('may say why', () =>
    after([given], charterNow)
      .when({ due: later.due, reason: 'Rain' })
      .then(actionHappened('ActionExtended', { ...extended.data, sealed: sealed({ reason: 'Rain' }) })));
  it('twice changes nothing', () => after([given, extended], charterNow).when({ due: later.due }).nothing());
  it.each([['2026-01-10'], ['2026-01-09']])('is refused until %s: that is not more', (due) =>
    after([given, overdue], charterNow).when({ due }).refused('due-not-later'),
  );
  it('is refused until a day that is over', () =>
    after([given, overdue], charterNow)
      .when({ due: '2026-01-11' }, { at: '2026-01-11T16:00:00.000Z' })
      .refused('due-out-of-bounds'));
  it('is refused where the unit has declined', () =>
    after([given, declined], charterNow).when({ due: later.due }).refused('action-declined'));
  it('is refused once it is done', () =>
    after([given, reported, confirmed], charterNow).when({ due: later.due }).refused('action-done'));
  it('is refused where there is none', () =>
    after([], charterNow).when({ due: later.due }).refused('action-not-found'));
});

describe('Giving an action to another unit', () => {
  const { given: after } = spec(reassignAction);
  const now = { charter: [founded], roll: [founded] };
  it.each([[[given]], [[given, overdue]], [[given, declined]]])('keeps the day on which it is due', (history) =>
    after(history, now).when({ unitId: 'bank' }).then(reassigned),
  );
  it('may set another day', () =>
    after([given, overdue], now)
      .when({ unitId: 'bank', due: later.due })
      .then(actionHappened('ActionReassigned', { ...reassigned.data, ...later })));
  it('may say why', () =>
    after([given], now)
      .when({ unitId: 'bank', reason: 'Nearer' })
      .then(actionHappened('ActionReassigned', { ...reassigned.data, sealed: sealed({ reason: 'Nearer' }) })));
  it('twice changes nothing', () => after([given, reassigned], now).when({ unitId: 'bank' }).nothing());
  it('with another day is for another unit only', () =>
    after([given], now).when({ unitId: 'school', due: later.due }).refused('action-there-already'));
  it('needs another day once the old one is over', () =>
    after([given, overdue], now)
      .when({ unitId: 'bank' }, { at: '2026-01-11T00:00:00.000Z' })
      .refused('due-out-of-bounds'));
  it.each([[[given, overdue]], [[given, declined]]])(
    'is refused to the one that has it, or has declined it',
    (history) => after(history, now).when({ unitId: 'school' }).refused('action-there-already'),
  );
  it('is refused to a unit that is not in good standing', () =>
    after([given], { ...now, roll: [founded, suspended] })
      .when({ unitId: 'gym' })
      .refused('unit-not-on-the-roll'));
  it('is refused once it was reported', () =>
    after([given, reported], now).when({ unitId: 'bank' }).refused('action-reported'));
  it('is refused once it is done', () =>
    after([given, reported, confirmed], now).when({ unitId: 'bank' }).refused('action-done'));
  it('is refused where there is none', () => after([], now).when({ unitId: 'bank' }).refused('action-not-found'));
});

describe('Reporting', () => {
  const { given: after } = spec(reportAction);
  it.each([[[given]], [[given, overdue]], [[given, extended]]])('is for the unit, on time or late', (history) =>
    after(history).when(report, by('school')).then(reported),
  );
  it('may go without evidence', () =>
    after([given])
      .when({ words: 'Done' }, by('school'))
      .then(actionHappened('ActionReported', { unitId: 'school', sealed: sealed({ words: 'Done' }) })));
  it('twice changes nothing', () => after([given, reported]).when(report, by('school')).nothing());
  it('again with other words replaces the report', () =>
    after([given, actionHappened('ActionReported', { unitId: 'school', sealed: sealed({ words: 'Some' }) })])
      .when(report, by('school'))
      .then(reported));
  it('is refused to another unit', () => after([given]).when(report, by('bank')).refused('action-not-yours'));
  it('is refused once the unit has declined', () =>
    after([given, declined]).when(report, by('school')).refused('action-declined'));
  it('is refused once it is done', () =>
    after([given, reported, confirmed]).when(report, by('school')).refused('action-done'));
  it('is refused where there is none', () => after([]).when(report, by('school')).refused('action-not-found'));
});

describe('Confirming', () => {
  const { given: after } = spec(confirmAction);
  it('ends the action', () => after([given, reported]).when({}).then(confirmed));
  it('ends also what was late', () => after([given, overdue, reported]).when({}).then(confirmed));
  it('twice changes nothing', () => after([given, reported, confirmed]).when({}).nothing());
  it.each([[[given]], [[given, overdue]], [[given, declined]], [[given, reported, extended]]])(
    'is refused before anything was reported, or once more was asked for',
    (history) => after(history).when({}).refused('action-not-reported'),
  );
  it('is refused where there is none', () => after([]).when({}).refused('action-not-found'));
});

describe('The clock', () => {
  const { given: after } = spec(markActionOverdue);
  it('marks an action at the end of its day', () => after([given]).when({}, { at: overdueAt }).then(overdue));
  it('marks it again on another day on which it was due', () =>
    after([given, overdue, extended])
      .when({}, { at: later.overdueAt })
      .then(actionHappened('ActionOverdue', { ...overdue.data, due: later.due })));
  it('not before, not twice, and not what was reported, declined, or never given', () => {
    after([given]).when({}, { at: '2026-01-10T15:59:59.999Z' }).nothing();
    after([given, overdue]).when({}, { at: overdueAt }).nothing();
    after([given, reported]).when({}, { at: overdueAt }).nothing();
    after([given, declined]).when({}, { at: overdueAt }).nothing();
    after([]).when({}, { at: overdueAt }).nothing();
  });
  it('waits for the end of the last day that was set, and for nothing else', () => {
    const says = (event: ActionEvent) => actionIsOverdue.on[event.type]?.(event);
    expect([given, extended, reassigned].map(says)).toEqual([overdueAt, later.overdueAt, overdueAt]);
    expect([declined, reported, confirmed, overdue].map(says)).toEqual([null, null, null, null]);
  });
});

describe('A unit that left', () => {
  const { given: after } = spec(returnAction);
  const left = actionHappened('ActionDeclined', { unitId: 'school', because: 'unit-left', sealed: sealed({}) });
  it.each([[[given]], [[given, overdue]]])('leaves to the committee what it had still to do', (history) =>
    after(history).when({ unitId: 'school' }).then(left),
  );
  it.each([[[]], [[given, left]], [[given, reported]], [[given, reassigned]]])('leaves nothing else', (history) =>
    after(history).when({ unitId: 'school' }).nothing(),
  );
  it('is followed by its open actions', async () => {
    const rows = [
      { actionId: 'a1', status: 'given' },
      { actionId: 'a2', status: 'overdue' },
      { actionId: 'a3', status: 'done' },
    ];
    const ask = (async (_: unknown, where: { status: string }) => rows.filter(({ status }) => status === where.status)) as unknown as Ask; // prettier-ignore
    const event = { ...allianceHappened('UnitLeft', { unitId: 'school', sealed: sealed({}) }), subjectId: 'alliance' };
    const at = { id: '00000000-0000-4000-8000-000000000001', issue: {} };
    const answers = await answersTo(onUnitLeft, { ...event, ...at } as unknown as Recorded, ask);
    expect(answers.map(({ command }) => [command.constructor.name, command.subjectId])).toEqual([
      ['ReturnAction', 'a1'],
      ['ReturnAction', 'a2'],
    ]);
  });
});

describe('The list of actions', () => {
  const row = (...events: ActionEvent[]) =>
    rowsAfter(actionRows, ...events.map((event) => ({ ...event, subjectId: 'a1' })))[0]!;
  const at = '2026-01-01T00:00:00.000Z';
  it('shows an action from its giving on', () =>
    expect(row(given)).toEqual({
      ...{ actionId: 'a1', allianceId: '00000000-0000-4000-8000-00000000000a' },
      ...given.data,
      ...{ status: 'given', givenAt: at, reportedAt: null, doneAt: null, extensions: 0, revision: 0 },
      ...{ report: null, declined: null },
    }));
  it.each([
    [[declined], { status: 'declined', declined: declined.data.sealed }],
    [[declined, reassigned], { status: 'given', unitId: 'bank', declined: null }],
    [[overdue], { status: 'overdue' }],
    [[overdue, extended], { status: 'given', ...later, extensions: 1 }],
    [[reported], { status: 'reported', reportedAt: at, report: reported.data.sealed }],
    [[reported, extended], { status: 'given', reportedAt: null, report: null, extensions: 1 }],
    [[overdue, reported, confirmed], { status: 'done', reportedAt: at, doneAt: at, revision: 3 }],
  ])('shows how it stands now', (events: ActionEvent[], seen) => expect(row(given, ...events)).toMatchObject(seen));
});
