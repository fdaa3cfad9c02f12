import { rowsAfter } from '#event-sourcing/testing';
import fc from 'fast-check';
import { sealed } from '../platform/sealed.js';
import { decisionRegister, type MotionRow } from './decision-register.js';
import { happened, type About, type Choice, type MotionEvent } from './events.js';

const about: About = { kind: 'project', projectId: 'lights', asks: 'approve' };
const tabled = happened('MotionTabled', { title: { en: 'Lights' }, about, tabledBy: 'school', reviewOn: '2027-01-01' });
const closesAt = '2026-01-02T00:00:00.000Z';
const opened = happened('VotingOpened', {
  roll: ['school', 'bank', 'gym'],
  recused: ['gym'],
  votingRule: 'two-thirds',
  quorumPercent: 60,
  closesAt,
});
const cast = (unitId: string, choice: Choice) => happened('BallotCast', { unitId, choice });
const interest = (unitId: string) => happened('InterestDeclared', { unitId, sealed: sealed({}) });
const tally = { entitled: 2, ballots: 2, for: 2, against: 0, abstain: 0 };
const at = '2026-01-01T00:00:00.000Z';

const after = (...events: MotionEvent[]): MotionRow => {
  const [row, ...others] = rowsAfter(decisionRegister, ...events.map((event) => ({ ...event, subjectId: 'm1' })));
  if (!row || others.length > 0) throw new Error('one motion is one row');
  return row;
};

describe('The decision register', () => {
  it('shows a motion from its tabling on', () =>
    expect(after(tabled)).toEqual({
      motionId: 'm1',
      allianceId: '00000000-0000-4000-8000-00000000000a',
      title: { en: 'Lights' },
      about,
      aboutKind: 'project',
      aboutId: 'lights',
      tabledBy: 'school',
      tabledAt: at,
      status: 'tabled',
      openedAt: null,
      closesAt: null,
      meetingId: null,
      decidedAt: null,
      recused: [],
      awaited: [],
      entitled: null,
      ballots: 0,
      for: 0,
      against: 0,
      abstain: 0,
      votingRule: null,
      quorumPercent: null,
      reviewOn: '2027-01-01',
      reviewDue: false,
      hearingsToHold: 0,
      revision: 0,
      statements: [],
      reviews: [],
      voices: [],
    }));
  it.each<[About, string | null]>([
    [{ kind: 'admission', unitId: 'clinic' }, 'clinic'],
    [{ kind: 'other' }, null],
  ])('finds a motion by what it is about: %j', (about, aboutId) =>
    expect(after(happened('MotionTabled', { title: { en: 'x' }, about, tabledBy: 'school' }))).toMatchObject({
      aboutKind: about.kind,
      aboutId,
      reviewOn: null,
    }),
  );
  it('shows how the ballots stand, each unit with its last one', () =>
    expect(
      after(tabled, opened, cast('bank', 'against'), cast('school', 'abstain'), cast('bank', 'for')),
    ).toMatchObject({
      status: 'voting',
      openedAt: at,
      closesAt,
      votingRule: 'two-thirds',
      quorumPercent: 60,
      recused: ['gym'],
      ...{ entitled: 2, ballots: 2, for: 1, against: 0, abstain: 1 },
      voices: [
        { unitId: 'school', there: true, choice: 'abstain', castAt: at },
        { unitId: 'bank', there: true, choice: 'for', castAt: at },
        { unitId: 'gym', there: true, choice: null, castAt: null },
      ],
      revision: 4,
    }));
  it('shows whose ballot is still to come, as long as it can', () => {
    expect(after(tabled, opened, cast('bank', 'for'))).toMatchObject({ awaited: ['school'] });
    expect(after(tabled, opened, interest('school'))).toMatchObject({ awaited: ['bank'] });
    expect(after(tabled, opened, happened('MotionLost', { about, tally }))).toMatchObject({ awaited: [] });
  });
  it('of a vote in a meeting awaits the ballots of those that are there, and counts all', () => {
    const { closesAt: _, ...vote } = opened.data;
    const inMeeting = happened('VotingOpened', { ...vote, meetingId: 'meeting1', attending: ['bank', 'gym'] });
    expect(after(tabled, inMeeting)).toMatchObject({
      ...{ meetingId: 'meeting1', closesAt: null, awaited: ['bank'], entitled: 2 },
      voices: [{ there: false }, { there: true }, { there: true }],
    });
    expect(after(tabled, inMeeting, happened('QuorumMissed', { about, tally }), opened)).toMatchObject({
      ...{ meetingId: null, closesAt, awaited: ['school', 'bank'] },
    });
  });
  it('takes a unit that declares an interest out of the vote, with its ballot', () =>
    expect(after(tabled, opened, cast('bank', 'for'), interest('bank'))).toMatchObject({
      recused: ['gym', 'bank'],
      ...{ entitled: 1, ballots: 0, for: 0 },
    }));
  it('counts one ballot after the other to what all voices come to', () => {
    const unit = fc.constantFrom('school', 'bank', 'gym', 'a stranger');
    const acts = fc.oneof(
      { weight: 4, arbitrary: fc.tuple(unit, fc.constantFrom<Choice[]>('for', 'against', 'abstain')).map((each) => cast(...each)) },
      { weight: 1, arbitrary: unit.map(interest) },
    );
    const one = fc.property(fc.array(acts), (all) => {
      const { voices, recused, awaited, ...row } = after(tabled, opened, ...all);
      const entitled = voices.filter(({ unitId }) => !recused.includes(unitId));
      const cast = entitled.flatMap(({ choice }) => choice ?? []);
      const of = (choice: Choice) => cast.filter((each) => each === choice).length;
      expect(row).toMatchObject({ entitled: entitled.length, ballots: cast.length, for: of('for'), against: of('against'), abstain: of('abstain') });
      expect(awaited).toEqual(entitled.filter(({ choice }) => choice === null).map(({ unitId }) => unitId));
    });
    fc.assert(one);
  }); // prettier-ignore
  it('knows before voting opens who declared an interest', () =>
    expect(after(tabled, interest('bank'))).toMatchObject({ recused: ['bank'], entitled: null, revision: 1 }));
  it.each([
    ['carried', happened('MotionCarried', { about, tally }), at],
    ['lost', happened('MotionLost', { about, tally }), at],
    ['quorum-missed', happened('QuorumMissed', { about, tally }), null],
  ] as const)('shows a motion as %s', (status, outcome, decidedAt) =>
    expect(after(tabled, opened, outcome)).toMatchObject({ status, decidedAt, ...tally, revision: 2 }),
  );
  it('shows a motion as withdrawn', () =>
    expect(after(tabled, happened('MotionWithdrawn', { sealed: sealed({}) }))).toMatchObject({
      status: 'withdrawn',
      revision: 1,
    }));
  it('keeps the ballots of a missed quorum as they were, until the motion is put again', () => {
    const missed = happened('QuorumMissed', {
      about,
      tally: { entitled: 2, ballots: 1, for: 1, against: 0, abstain: 0 },
    });
    const before = after(tabled, opened, cast('bank', 'for'), missed, interest('bank'));
    expect(before).toMatchObject({ recused: ['gym', 'bank'], entitled: 2, ballots: 1, for: 1 });
    const again = after(tabled, opened, cast('bank', 'for'), missed, opened);
    expect(again).toMatchObject({ status: 'voting', entitled: 2, ballots: 0, for: 0, revision: 4 });
  });
});
