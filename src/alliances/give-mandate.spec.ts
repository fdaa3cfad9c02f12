import { derivedId } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { unitHappened } from './events.js';
import { giveMandate } from './give-mandate.js';

const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const commandId = '00000000-0000-4000-8000-000000000001';
const founded = unitHappened('UnitFounded', { name: { en: 'School' }, kind: 'school' });
const delegate = unitHappened('MandateGiven', { mandateId: 'd1', kind: 'delegate', personId: 'wang', from: day(1) });
const deputy = { mandateId: 'v1', kind: 'deputy', personId: 'li', from: day(10), until: day(20) } as const;
const deputyGiven = unitHappened('MandateGiven', deputy);
const school = [founded, delegate];
const own = { actor: { kind: 'representative', unitId: 's1' } };
const byOther = { actor: { kind: 'representative', unitId: 'bank' } };
const { given } = spec(giveMandate);

describe('Giving a mandate', () => {
  it("is the unit's own affair", () => given(school).when(deputy, own).then(deputyGiven));
  it.each(['chair', 'vice-chair', 'secretary'])(
    "is the %s's where the unit has no delegate, and only there",
    (office) => {
      const under = { actor: { kind: 'representative', unitId: 'bank', office }, at: day(9) };
      given([founded]).when(deputy, under).then(deputyGiven);
      given(school).when(deputy, under).refused('unit-has-a-delegate');
      given([...school, unitHappened('MandateEnded', { mandateId: 'd1', at: day(8) })])
        .when(deputy, under)
        .then(deputyGiven);
    },
  );
  it("is an officer's also where only a deputy acts for the unit", () =>
    given([founded, deputyGiven])
      .when(
        { mandateId: 'd2', kind: 'delegate', personId: 'wang', from: day(12) },
        { actor: { kind: 'representative', unitId: 'bank', office: 'secretary' }, at: day(11) },
      )
      .then(unitHappened('MandateGiven', { mandateId: 'd2', kind: 'delegate', personId: 'wang', from: day(12) })));
  it('is for the delegate, under the mandate', () =>
    given(school)
      .when(deputy, { actor: { ...own.actor, mandateId: 'd1' } })
      .then(deputyGiven));
  it('is not for the deputy, also not one who holds an office', () => {
    const actor = { kind: 'representative', unitId: 's1', mandateId: 'v1' };
    const another = { ...deputy, mandateId: 'v2', from: day(21), until: day(22) };
    given([...school, deputyGiven])
      .when(another, { actor, at: day(11) })
      .refused('unit-not-yours');
    given([...school, deputyGiven])
      .when(another, { actor: { ...actor, office: 'chair' }, at: day(11) })
      .refused('unit-has-a-delegate');
  });
  it("is the operator's, too", () =>
    given(school)
      .when(deputy, { actor: { kind: 'operator' } })
      .then(deputyGiven));
  it('is refused to another unit', () => given(school).when(deputy, byOther).refused('unit-not-yours'));
  it('makes an id where the caller brings none', () => {
    const { mandateId: _, ...without } = deputy;
    const mandateId = derivedId({ commandId }, 'mandate');
    given(school)
      .when(without, { ...own, commandId })
      .then(unitHappened('MandateGiven', { ...deputy, mandateId }));
  });
  it('counts once when sent twice', () =>
    given([...school, deputyGiven])
      .when(deputy, own)
      .nothing());
  it('counts once when sent again after it was ended', () =>
    given([...school, deputyGiven, unitHappened('MandateEnded', { mandateId: 'v1', at: day(12) })])
      .when(deputy, own)
      .nothing());
  it.each([
    { personId: 'sun' },
    { kind: 'liaison' as const },
    { from: day(11) },
    { until: day(21) },
    { replaces: 'd1' },
  ])('is refused under the id of another mandate: %j', (other) =>
    given([...school, deputyGiven])
      .when({ ...deputy, ...other }, own)
      .refused('mandate-id-taken'),
  );
  it('is refused where it ends before it begins', () =>
    given(school)
      .when({ ...deputy, until: day(10) }, own)
      .refused('mandate-ends-before-it-begins'));
  it('is refused for a unit that nobody knows', () => given([]).when(deputy, own).refused('unit-not-found'));
});

describe('Mandates of one kind', () => {
  const second = { ...deputy, mandateId: 'v2' };
  it.each([
    [day(20), day(25)],
    [day(20), undefined],
    [day(5), day(10)],
  ])('may follow one another: from %s until %s', (from, until) => {
    const { until: _, ...rest } = second;
    const next = { ...rest, from, ...(until && { until }) };
    given([...school, deputyGiven])
      .when(next, own)
      .then(unitHappened('MandateGiven', next));
  });
  it.each([
    [day(5), day(11)],
    [day(19), day(25)],
    [day(12), day(15)],
    [day(5), day(25)],
    [day(10), day(20)],
    [day(5), undefined],
  ])('never overlap: from %s until %s', (from, until) => {
    const { until: _, ...rest } = second;
    given([...school, deputyGiven])
      .when({ ...rest, from, ...(until && { until }) }, own)
      .refused('mandates-overlap');
  });
  it('may begin when the one before was ended', () =>
    given([...school, deputyGiven, unitHappened('MandateEnded', { mandateId: 'v1', at: day(12) })])
      .when({ ...second, from: day(12) }, own)
      .then(unitHappened('MandateGiven', { ...second, from: day(12) })));
  it('may cover the time of one that was taken back', () =>
    given([...school, deputyGiven, unitHappened('MandateEnded', { mandateId: 'v1', at: day(10) })])
      .when({ ...second, from: day(5) }, own)
      .then(unitHappened('MandateGiven', { ...second, from: day(5) })));
});

describe('A mandate that replaces another', () => {
  const successor = {
    mandateId: 'd2',
    kind: 'delegate',
    personId: 'zhou',
    from: day(15),
    replaces: 'd1',
  } as const;
  it('ends it when it begins', () =>
    given(school)
      .when(successor, own)
      .then(unitHappened('MandateEnded', { mandateId: 'd1', at: day(15) }), unitHappened('MandateGiven', successor)));
  it('counts once when sent twice', () =>
    given([
      ...school,
      unitHappened('MandateEnded', { mandateId: 'd1', at: day(15) }),
      unitHappened('MandateGiven', successor),
    ])
      .when(successor, own)
      .nothing());
  it('is refused where there is none to replace', () =>
    given(school)
      .when({ ...successor, replaces: 'd9' }, own)
      .refused('mandate-not-found'));
  it('is refused where the other is of another kind', () =>
    given(school)
      .when({ ...successor, kind: 'deputy' }, own)
      .refused('replaces-another-kind'));
  it('is refused where the other has not begun', () =>
    given([...school, deputyGiven])
      .when({ ...deputy, mandateId: 'v2', from: day(5), replaces: 'v1' }, own)
      .refused('end-outside-mandate'));
  it('is refused where the other is over', () =>
    given([...school, deputyGiven])
      .when({ ...deputy, mandateId: 'v2', from: day(20), until: day(25), replaces: 'v1' }, own)
      .refused('end-outside-mandate'));
  it('is refused where it would meet a third', () =>
    given([
      ...school,
      deputyGiven,
      unitHappened('MandateGiven', { ...deputy, mandateId: 'v2', from: day(20), until: day(30) }),
    ])
      .when({ ...deputy, mandateId: 'v3', from: day(15), until: day(21), replaces: 'v1' }, own)
      .refused('mandates-overlap'));
});
