import { derivedId, type Event } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import { by, cancelled, evidence, funded, openForMoney, spendingReversed, spent } from '../../test/project-history.js';
import type { ProjectEvent } from './events.js';
import { reverseSpending } from './reverse-spending.js';
import { spendFund } from './spend-fund.js';

const carried = (about: object) => [
  { type: 'MotionTabled', data: { about } },
  { type: 'MotionCarried', data: { about } },
];
const free = { kind: 'other' };
const given = (history: readonly ProjectEvent[], decided: readonly Event[] = carried(free)) =>
  spec(spendFund).given(history, { decided });
const asked = { spendingId: 's1', currency: 'CNY', amountMinor: 3_000, motionId: 'm1', purpose: 'Cables', evidence };

describe('Spending money of the fund', () => {
  it('is recorded with its decision and its receipt', () =>
    given(funded).when(asked, by('residents')).then(spent(3_000)));
  it('gets an id where the caller has none', () => {
    const { spendingId: _, ...nameless } = asked;
    const spendingId = derivedId({ commandId: '00000000-0000-4000-8000-000000000001' }, 'spending');
    given(funded).when(nameless, by('residents')).then(spent(3_000, { spendingId }));
  });
  it('is possible to the last unit, and again when a spending was reversed', () => {
    given([...funded, spent(2_000, { spendingId: 's0' })])
      .when(asked, by('residents'))
      .then(spent(3_000));
    given([...funded, spent(5_000, { spendingId: 's0' }), spendingReversed(5_000, { spendingId: 's0' })])
      .when(asked, by('residents'))
      .then(spent(3_000));
  });
  it('is possible, too, when the project was called off: bills are paid', () =>
    given([...funded, cancelled])
      .when(asked, by('residents'))
      .then(spent(3_000)));
  it('rests on the decision that approved the project, or on a free one', () => {
    const project = { kind: 'project', projectId: 's1', asks: 'approve' };
    given(funded, carried(project)).when(asked, by('residents')).then(spent(3_000));
    for (const about of [
      { ...project, projectId: 's2' },
      { ...project, asks: 'defer' },
      { kind: 'admission', unitId: 'bank' },
      { kind: 'charter' },
    ])
      given(funded, carried(about)).when(asked, by('residents')).refused('decision-about-another-matter');
  });
  it('is refused without a decision, or with one that was not carried', () => {
    given(funded, []).when(asked, by('residents')).refused('spending-without-decision');
    given(funded, carried(free).slice(0, 1)).when(asked, by('residents')).refused('spending-without-decision');
  });
  it('is refused beyond what there is, of each currency', () => {
    given(funded)
      .when({ ...asked, amountMinor: 5_001 }, by('residents'))
      .refused('fund-exceeded');
    given([...funded, spent(2_001, { spendingId: 's0' })])
      .when(asked, by('residents'))
      .refused('fund-exceeded');
    given(funded)
      .when({ ...asked, currency: 'EUR' }, by('residents'))
      .refused('fund-exceeded');
    given(openForMoney).when(asked, by('residents')).refused('fund-exceeded');
  });
  it('is refused to any unit but the receiver', () =>
    given(funded).when(asked, by('bank')).refused('project-not-yours'));
  it('twice is one spending, and another under its id is refused', () => {
    const done = given([...funded, spent(3_000)], []);
    done.when(asked, by('residents')).nothing();
    given([...funded, spent(3_000), spendingReversed(3_000)])
      .when(asked, by('residents'))
      .nothing();
    done.when(asked, by('bank')).refused('spending-id-taken');
    for (const other of [
      { amountMinor: 2 },
      { currency: 'EUR' },
      { motionId: 'm2' },
      { evidence: { ...evidence, reference: '8' } },
    ])
      // prettier-ignore
      done.when({ ...asked, ...other }, by('residents')).refused('spending-id-taken');
  });
  it('is refused for a project nobody proposed', () =>
    given([]).when(asked, by('residents')).refused('project-not-found'));
});

describe('Reversing a spending', () => {
  const after = (...more: readonly ProjectEvent[]) => spec(reverseSpending).given([...funded, spent(3_000), ...more]);
  const back = { spendingId: 's1', reason: 'It came back' };
  it('puts the money into the fund again', () => after().when(back, by('residents')).then(spendingReversed(3_000)));
  it('twice changes nothing', () => after(spendingReversed(3_000)).when(back, by('residents')).nothing());
  it('is refused to any unit but the receiver', () => {
    after().when(back, by('bank')).refused('project-not-yours');
    after(spendingReversed(3_000)).when(back, by('bank')).refused('project-not-yours');
  });
  it('is refused for what nobody spent', () => {
    after()
      .when({ ...back, spendingId: 's2' }, by('residents'))
      .refused('spending-not-found');
    spec(reverseSpending).given([]).when(back, by('residents')).refused('project-not-found');
  });
});
