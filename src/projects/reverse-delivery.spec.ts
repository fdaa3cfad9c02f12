import { fold } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  cancelled,
  completed,
  confirmed,
  funded,
  kept,
  made,
  open,
  released,
  reported,
  reversed,
  spendingReversed,
  spent,
  started,
} from '../../test/project-history.js';
import { happened, type ProjectEvent } from './events.js';
import { openPledges_max } from './make-pledge.js';
import { project } from './project.js';
import { reverseDelivery } from './reverse-delivery.js';

const units = ['residents', 'school', 'bank'].map((unitId) => ({ unitId }));
const founded = { type: 'AllianceFounded', data: { units, offices: [] } };
const gone = [founded, { type: 'UnitLeft', data: { unitId: 'school' } }];
const given = (facts: readonly ProjectEvent[], members: readonly (typeof founded | (typeof gone)[1])[] = [founded]) =>
  spec(reverseDelivery).given(facts, { roll: members as never });
const offered = { type: 'ResourceOffered', data: { unitId: 'school', unitOfMeasure: 'pieces' } };
const withdrawn = { type: 'ResourceWithdrawn', data: { released: [] } };
const history = [...open, made(), accepted, reported(5)];
const all = [...open, made(), accepted, reported(12), confirmed(12), kept];
const d1 = { pledgeId: 'p1', deliveryId: 'd1', reason: 'Counted twice' };

describe('Reversing a delivery', () => {
  it('takes back what its unit reported by mistake', () =>
    given(history).when(d1, by('school')).then(reversed(5, false)));
  it('says for the receiver that it has not arrived', () =>
    given(history).when(d1, by('residents')).then(reversed(5, false)));
  it('corrects what the receiver confirmed by mistake', () =>
    given([...history, confirmed(5)])
      .when(d1, by('residents'))
      .then(reversed(5, true)));
  it('opens a pledge again that it kept', () => {
    given(all).when(d1, by('residents')).then(reversed(12, true));
    const state = fold(project, [...all, reversed(12, true)]);
    expect(state).toMatchObject({ pledges: new Map([['p1', { status: 'accepted', reported: 0, confirmed: 0 }]]) });
    expect(state).toMatchObject({ accepted: new Map([['lamps', 12]]), pastPledges: new Map() });
  });
  it('releases what it opens in a project that is over', () => {
    given([...all, started, completed])
      .when(d1, by('residents'))
      .then(reversed(12, true), released('delivery-reversed'));
    given([...all, cancelled])
      .when(d1, by('residents'))
      .then(reversed(12, true), released('delivery-reversed'));
  });
  it('releases what it opens where its unit has left: nobody could deliver it, and the project would never end', () => {
    given([...all, started], gone)
      .when(d1, by('residents'))
      .then(reversed(12, true), released('delivery-reversed'));
  });
  it('releases what it opens where its resource was withdrawn: nothing is set aside for it any more', () => {
    const r1 = { resourceId: 'r1' };
    const ofResource = [...open, made(r1), accepted, reported(12), confirmed(12), kept];
    const beside = (offer: readonly object[]) =>
      spec(reverseDelivery).given(ofResource, { roll: [founded] as never, offer: offer as never });
    beside([offered]).when(d1, by('residents')).then(reversed(12, true));
    beside([offered, withdrawn]).when(d1, by('residents')).then(reversed(12, true), released('delivery-reversed', r1));
  });
  it('releases what had arrived of a pledge that was released, and nothing twice', () => {
    const gone = [...history, confirmed(5), released('withdrawn', { released: 7 })];
    const again = released('delivery-reversed', { released: 5 });
    given(gone).when(d1, by('residents')).then(reversed(5, true), again);
    const state = fold(project, [...gone, reversed(5, true), again]);
    expect(state).toMatchObject({ accepted: new Map([['lamps', 0]]), pledges: new Map() });
  });
  it('lets the clock of what is open run again, once no other delivery waits for an answer', () => {
    const lapsesAt = '2026-06-30T16:00:00.000Z';
    const [dated, past] = [[...open, made({ lapsesAt }), accepted], { ...by('residents'), at: lapsesAt }];
    given([...dated, reported(5)])
      .when(d1, past)
      .then(reversed(5, false, 'd1', { lapsesAt }));
    given([...dated, reported(5), reported(2, 'd2')])
      .when(d1, by('residents'))
      .then(reversed(5, false));
    given([...dated, reported(5), confirmed(5), reported(2, 'd2')])
      .when(d1, by('residents'))
      .then(reversed(5, true));
    given([...dated, reported(5), confirmed(5)])
      .when(d1, by('residents'))
      .then(reversed(5, true, 'd1', { lapsesAt }));
    const whole = [...dated, reported(12), confirmed(12), kept];
    given(whole)
      .when(d1, by('residents'))
      .then(reversed(12, true, 'd1', { lapsesAt }));
    given(whole).when(d1, past).then(reversed(12, true)); // it can be delivered once more, though it is late
    expect(fold(project, [...whole, reversed(12, true)])).toMatchObject({
      pledges: new Map([['p1', expect.not.objectContaining({ lapsesAt })]]),
    });
  });
  it('changes nothing when it has been done, whatever the reason', () => {
    const done = given([...history, reversed(5, false)]);
    done.when({ ...d1, reason: 'Lost' }, by('school')).nothing();
    done.when(d1, by('residents')).nothing();
  });
  it('is refused to others', () => given(history).when(d1, by('bank')).refused('delivery-not-yours'));
  it('is refused to who delivered, once it has been confirmed', () =>
    given([...history, confirmed(5)])
      .when(d1, by('school'))
      .refused('project-not-yours'));
  it('is refused for what was never confirmed of a pledge that is over: it does not count', () =>
    given([...history, released('unit-left')])
      .when(d1, by('school'))
      .refused('pledge-over'));
  it('is refused for what nobody delivered, or towards another pledge', () => {
    given(history)
      .when({ ...d1, deliveryId: 'd2' }, by('school'))
      .refused('delivery-not-found');
    given(history)
      .when({ ...d1, pledgeId: 'p2' }, by('school'))
      .refused('delivery-not-found');
  });
  it('is refused where it would open more pledges than can be released at once', () => {
    const many = Array.from({ length: openPledges_max }, (_, n) =>
      happened('PledgeMade', { pledgeId: `q${n}`, requirementId: 'hours', unitId: 'bank', quantity: 1 }),
    );
    given([...all, ...many])
      .when(d1, by('residents'))
      .refused('too-many-open-pledges');
    given([...all, ...many, cancelled])
      .when(d1, by('residents'))
      .then(reversed(12, true), released('delivery-reversed'));
  });
  it('takes money out of the fund again, as long as it has not been spent', () => {
    const again = reversed(5_000, true, 'd1', { requirementId: 'money', currency: 'CNY' });
    given(funded).when(d1, by('residents')).then(again);
    given([...funded, spent(1)])
      .when(d1, by('residents'))
      .refused('delivery-spent');
    given([...funded, spent(1), spendingReversed(1)])
      .when(d1, by('residents'))
      .then(again);
    given(funded.slice(0, -2))
      .when(d1, by('residents'))
      .then(reversed(5_000, false, 'd1', { requirementId: 'money' }));
  });
  it('is refused for a project nobody proposed', () => given([]).when(d1, by('school')).refused('project-not-found'));
});
