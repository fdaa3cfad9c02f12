import { rowsAfter, spec } from '#event-sourcing/testing';
import { foundedBy } from '../../test/alliance-history.js';
import { allianceHappened } from '../alliances/events.js';
import { sealed } from '../platform/sealed.js';
import { answerFinding } from './answer-finding.js';
import { askAgain } from './ask-again.js';
import { closeFinding } from './close-finding.js';
import { happened, type FindingEvent } from './events.js';
import { findingRows } from './finding-rows.js';
import { findingIsOverdue, markFindingOverdue } from './mark-finding-overdue.js';
import { raiseFinding } from './raise-finding.js';
import { reviseFinding } from './revise-finding.js';
import { withdrawFinding } from './withdraw-finding.js';

const founded = foundedBy('school', 'bank');
const suspended = allianceHappened('UnitSuspended', { unitId: 'school', sealed: sealed({ reason: 'silent' }) });
const left = allianceHappened('UnitLeft', { unitId: 'school', sealed: sealed({}) });
const beside = { clocks: [founded], roll: [founded] };

const title = { zh: '交付晚于约定', en: 'Delivered late' };
const named = [
  { position: 7, eventId: 'seventh' },
  { position: 9, eventId: 'ninth' },
];
const terms = { title, words: 'Twice in May', severity: 'medium' as const, positions: [9, 7], named };
const body = { ...terms, unitId: 'school', due: '2026-01-10' };
const [due, overdueAt] = ['2026-01-10', '2026-01-10T16:00:00.000Z'];
const held = { title, severity: 'medium', events: named, sealed: sealed({ words: 'Twice in May' }) } as const;
const raised = happened('FindingRaised', { ...held, unitId: 'school', due, overdueAt });
const said = sealed({ words: 'The van had broken down' });
const answered = happened('FindingAnswered', { unitId: 'school', sealed: said });
const later = { due: '2026-01-20', overdueAt: '2026-01-20T16:00:00.000Z' };
const again = happened('AnswerAskedAgain', { unitId: 'school', ...later, sealed: sealed({ reason: 'And in June?' }) });
const closed = happened('FindingClosed', { unitId: 'school', sealed: sealed({}) });
const withdrawn = happened('FindingWithdrawn', { unitId: 'school', sealed: sealed({ reason: 'A mistake' }) });
const overdue = happened('FindingOverdue', { unitId: 'school', title, severity: 'medium', due });
const revisedTo = { ...held, severity: 'low', sealed: sealed({ words: 'Once in May' }) } as const;
const revised = happened('FindingRevised', { ...revisedTo, unitId: 'school' });
const by = (unitId: string) => ({ actor: { kind: 'representative', unitId } });
const auditor = (clientId: string) => ({ actor: { kind: 'auditor', clientId } });
/** As it was raised by the key of somebody. */
const raisedBy = (clientId: string) => ({ ...raised, issue: { actor: { kind: 'auditor', clientId } } });

describe('Raising a finding', () => {
  const { given: after } = spec(raiseFinding);
  it('names events of the log, in their order, and asks a unit to answer by the end of a day where the alliance is', () =>
    after([], beside).when(body).then(raised));
  it('twice is one finding, whatever became of it', () =>
    after([raised, revised, answered, closed], beside).when(body).nothing());
  it('under the id of another one is refused', () =>
    after([raised], beside)
      .when({ ...body, unitId: 'bank' })
      .refused('finding-id-taken'));
  it('is refused about an event that is not there', () =>
    after([], beside)
      .when({ ...body, positions: [7, 9, 11] })
      .refused('event-not-found'));
  it('is for a unit on the roll to answer, also for a suspended one', () => {
    after([], { ...beside, roll: [founded, suspended] })
      .when(body)
      .then(raised);
    after([], { ...beside, roll: [founded, left] })
      .when(body)
      .refused('unit-not-a-member');
  });
  it.each([['2025-12-31'], ['2029-01-04']])('is refused for %s: over, or too far away', (due) =>
    after([], beside)
      .when({ ...body, due })
      .refused('answer-due-out-of-bounds'),
  );
});

describe('Putting right what a finding says', () => {
  const { given: after } = spec(reviseFinding);
  const better = { ...terms, severity: 'low' as const, words: 'Once in May' };
  it.each([[[raised]], [[raised, overdue]], [[raised, answered]]])('is possible until it is closed', (history) =>
    after(history).when(better).then(revised),
  );
  it('twice changes nothing', () => after([raised, revised]).when(better).nothing());
  it('is refused once it is closed, or taken back, and about what is not there', () => {
    after([raised, answered, closed]).when(better).refused('finding-closed');
    after([raised, withdrawn]).when(better).refused('finding-withdrawn');
    after([raised])
      .when({ ...better, positions: [7, 9, 11] })
      .refused('event-not-found');
    after([]).when(better).refused('finding-not-found');
  });
});

describe('Answering', () => {
  const { given: after } = spec(answerFinding);
  const words = { words: 'The van had broken down' };
  it.each([[[raised]], [[raised, overdue]], [[raised, answered, again]]])(
    'is for the unit, on time or late',
    (history) => after(history).when(words, by('school')).then(answered),
  );
  it('takes evidence, and more than one answer', () => {
    const evidence = { reference: 'photo 3', sha256: 'a'.repeat(64) };
    after([raised, answered])
      .when({ ...words, evidence }, by('school'))
      .then(happened('FindingAnswered', { unitId: 'school', sealed: sealed({ ...words, evidence }) }));
  });
  it('twice changes nothing', () => after([raised, answered]).when(words, by('school')).nothing());
  it('is refused to another unit', () => after([raised]).when(words, by('bank')).refused('finding-not-yours'));
  it('is refused once it is closed, or taken back, or where there is none', () => {
    after([raised, closed]).when(words, by('school')).refused('finding-closed');
    after([raised, withdrawn]).when(words, by('school')).refused('finding-withdrawn');
    after([]).when(words, by('school')).refused('finding-not-found');
  });
  it('ends where more was said than one page tells', () =>
    after([raised, ...Array.from({ length: 100 }, () => [answered, again]).flat()])
      .when({ words: 'And once more' }, by('school'))
      .refused('too-many-answers'));
});

describe('Asking again', () => {
  const { given: after } = spec(askAgain);
  const more = { due: later.due, reason: 'And in June?' };
  it.each([[[raised]], [[raised, overdue]], [[raised, answered]], [[raised, answered, closed]]])(
    'gives more time, or asks for more than was answered, also of what was closed',
    (history) => after(history, beside).when(more).then(again),
  );
  it('twice changes nothing', () => after([raised, answered, again], beside).when(more).nothing());
  it('by an earlier day is no more time; after an answer any day does that is to come', () => {
    after([raised], beside).when({ due: '2026-01-09' }).refused('answer-due-not-later');
    after([raised, answered], beside)
      .when({ due: '2026-01-09' })
      .then(
        happened('AnswerAskedAgain', {
          ...{ unitId: 'school', due: '2026-01-09', overdueAt: '2026-01-09T16:00:00.000Z' },
          sealed: sealed({}),
        }),
      );
    after([raised, answered], beside).when({ due: '2025-12-31' }).refused('answer-due-out-of-bounds');
  });
  it('is refused of what was taken back, of a unit that left, and where there is none', () => {
    after([raised, withdrawn], beside).when(more).refused('finding-withdrawn');
    after([raised], { ...beside, roll: [founded, left] })
      .when(more)
      .refused('unit-not-a-member');
    after([], beside).when(more).refused('finding-not-found');
  });
});

describe('Closing', () => {
  const { given: after } = spec(closeFinding);
  it('accepts the answer', () => after([raised, answered]).when({}).then(closed));
  it('without an answer wants words', () => {
    after([raised, overdue]).when({}).refused('finding-unanswered');
    after([raised, overdue])
      .when({ words: 'The unit has left' })
      .then(happened('FindingClosed', { unitId: 'school', sealed: sealed({ words: 'The unit has left' }) }));
  });
  it('twice changes nothing', () => after([raised, answered, closed]).when({}).nothing());
  it('is refused of what was taken back, and where there is none', () => {
    after([raised, withdrawn]).when({}).refused('finding-withdrawn');
    after([]).when({}).refused('finding-not-found');
  });
});

describe('Taking a finding back', () => {
  const { given: after } = spec(withdrawFinding);
  const why = { reason: 'A mistake' };
  it.each([[[]], [[overdue]], [[answered]]])('is for the auditor who raised it', (more: FindingEvent[]) =>
    after([raisedBy('ours'), ...more])
      .when(why, auditor('ours'))
      .then(withdrawn),
  );
  it('is refused to another auditor, who may close it', () =>
    after([raisedBy('ours')])
      .when(why, auditor('another'))
      .refused('finding-of-another-auditor'));
  it('twice changes nothing; what is closed is not taken back; nor what is not there', () => {
    after([raisedBy('ours'), withdrawn])
      .when(why, auditor('ours'))
      .nothing();
    after([raisedBy('ours'), closed])
      .when(why, auditor('ours'))
      .refused('finding-closed');
    after([]).when(why, auditor('ours')).refused('finding-not-found');
  });
});

describe('The clock', () => {
  const { given: after } = spec(markFindingOverdue);
  it('marks a finding at the end of its day, and again on another day on which an answer was due', () => {
    after([raised]).when({}, { at: overdueAt }).then(overdue);
    after([raised, overdue, again])
      .when({}, { at: later.overdueAt })
      .then(happened('FindingOverdue', { ...overdue.data, due: later.due }));
  });
  it('not before, not twice, and not what was answered, ended, or never raised', () => {
    after([raised]).when({}, { at: '2026-01-10T15:59:59.999Z' }).nothing();
    for (const event of [overdue, answered, closed, withdrawn])
      after([raised, event]).when({}, { at: overdueAt }).nothing();
    after([]).when({}, { at: overdueAt }).nothing();
  });
  it('waits for the end of the last day that was set, and for nothing else', () => {
    const says = (event: FindingEvent) => findingIsOverdue.on[event.type]?.(event);
    expect([raised, again].map(says)).toEqual([overdueAt, later.overdueAt]);
    expect([answered, closed, withdrawn, overdue].map(says)).toEqual([null, null, null, null]);
    expect(says(revised)).toBeUndefined();
  });
});

describe('The list of findings', () => {
  const row = (...events: FindingEvent[]) =>
    rowsAfter(findingRows, ...events.map((event) => ({ ...event, subjectId: 'f1' })))[0]!;
  const at = '2026-01-01T00:00:00.000Z';
  it('shows a finding from its raising on', () =>
    expect(row(raised)).toEqual({
      ...{ findingId: 'f1', allianceId: '00000000-0000-4000-8000-00000000000a' },
      ...raised.data,
      ...{ status: 'raised', raisedAt: at, answeredAt: null, endedAt: null, askedAgain: 0, remarks: [], revision: 0 },
    }));
  it.each([
    [[revised], { severity: 'low', events: named, status: 'raised' }],
    [[answered], { status: 'answered', answeredAt: at, remarks: [expect.objectContaining({ kind: 'answered', sealed: said })] }], // prettier-ignore
    [[overdue, answered, again], { status: 'raised', ...later, answeredAt: null, askedAgain: 1 }],
    [[answered, closed], { status: 'closed', endedAt: at }],
    [[answered, closed, again], { status: 'raised', endedAt: null }],
    [[withdrawn], { status: 'withdrawn', endedAt: at, revision: 1 }],
    [[overdue], { status: 'overdue', remarks: [] }],
  ])('shows how it stands now', (events: FindingEvent[], seen) => expect(row(raised, ...events)).toMatchObject(seen));
});
