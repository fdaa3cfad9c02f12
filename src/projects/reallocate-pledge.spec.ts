import { fold, type Event } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  confirmed,
  inShanghai,
  lamps,
  made,
  open,
  plan,
  released,
  reported,
} from '../../test/project-history.js';
import { happened, type ProjectEvent } from './events.js';
import { project } from './project.js';
import { reallocatePledge } from './reallocate-pledge.js';

const given = (history: readonly ProjectEvent[], others: Readonly<Record<string, readonly Event[]>> = {}) =>
  spec(reallocatePledge).given(history, { zone: [inShanghai], ...others });

const { due: _, ...undated } = lamps;
const lanterns = { ...undated, requirementId: 'lanterns', quantity: 10 };
const few = { ...lamps, requirementId: 'few', quantity: 3 };
const begun = [
  happened('ProjectProposed', {
    ...plan,
    requirements: [...plan.requirements, lanterns, few],
    proposedBy: 'residents',
  }),
  ...open.slice(1),
];
const part = [...begun, made(), accepted, reported(5), confirmed(5)];
const asked = { pledgeId: 'p1', newPledgeId: 'p2', requirementId: 'lanterns' };
const moved = made({ pledgeId: 'p2', requirementId: 'lanterns', quantity: 7, reallocatedFrom: 'p1' });
const counts = happened('PledgeAccepted', { pledgeId: 'p2', requirementId: 'lanterns', quantity: 7 });
const rest = released('reallocated', { released: 7 });

describe('Reallocating a pledge', () => {
  it('moves what is open of it, and leaves what has arrived', () => {
    given(part)
      .when(asked, by('school'))
      .then(...[rest, moved, counts]);
    const state = fold(project, [...part, rest, moved, counts]);
    expect(state).toMatchObject({ accepted: new Map([['lamps', 5], ['lanterns', 7]]) }); // prettier-ignore
  });
  it('may fill the other requirement', () => {
    const last = { pledgeId: 'p2', requirementId: 'few', quantity: 3 };
    const anew = made({ ...last, reallocatedFrom: 'p1', lapsesAt: '2026-06-30T16:00:00.000Z' });
    given([...begun, made(), accepted, reported(9), confirmed(9)])
      .when({ ...asked, requirementId: 'few' }, by('school'))
      .then(...[released('reallocated', { released: 3 }), anew, happened('PledgeAccepted', last)]);
  });
  it('waits for the allocation of a resource', () => {
    const offered = { type: 'ResourceOffered', data: { unitId: 'school', unitOfMeasure: 'pieces' } };
    const ofResource = [...begun, made({ resourceId: 'r1', quantity: 7 }), accepted];
    given(ofResource, { offer: [offered] })
      .when(asked, by('school'))
      .then(
        released('reallocated', { released: 7, resourceId: 'r1' }),
        made({ pledgeId: 'p2', requirementId: 'lanterns', quantity: 7, reallocatedFrom: 'p1', resourceId: 'r1' }),
      );
    given(ofResource, { offer: [offered, { type: 'ResourcePaused', data: {} }] })
      .when(asked, by('school'))
      .refused('resource-not-offered');
  });
  it('keeps the day that its unit said, or says another one, or takes that of the requirement', () => {
    const [march, april] = ['2026-03-31', '2026-04-30'];
    const until = (day: string) => ({ until: day, lapsesAt: `${day}T16:00:00.000Z` });
    const dated = [...begun, made({ ...until(march), quantity: 7 }), accepted];
    given(dated)
      .when(asked, by('school'))
      .then(...[rest, happened('PledgeMade', { ...moved.data, ...until(march) }), counts]);
    given(dated)
      .when({ ...asked, until: april }, by('school'))
      .then(...[rest, happened('PledgeMade', { ...moved.data, ...until(april) }), counts]);
    given([...begun, made({ quantity: 2 }), accepted])
      .when({ ...asked, requirementId: 'few' }, by('school'))
      .then(
        ...[
          released('reallocated', { released: 2 }),
          made({ ...moved.data, requirementId: 'few', quantity: 2, lapsesAt: '2026-06-30T16:00:00.000Z' }),
          happened('PledgeAccepted', { pledgeId: 'p2', requirementId: 'few', quantity: 2 }),
        ],
      );
    given(dated)
      .when({ ...asked, until: '2025-01-01' }, by('school'))
      .refused('pledge-until-out-of-bounds');
  });
  it('changes nothing when it has been done', () => {
    const done = given([...part, rest, moved, counts]);
    done.when(asked, by('school')).nothing();
    done.when({ pledgeId: 'p1', requirementId: 'lanterns' }, by('school')).nothing();
    done.when({ ...asked, requirementId: 'few' }, by('school')).refused('pledge-over');
    done.when({ ...asked, newPledgeId: 'p3' }, by('school')).refused('pledge-over');
    done.when(asked, by('bank')).refused('pledge-over');
  });
  it('is refused to any unit but the one that made it, also to the receiver', () =>
    given(part).when(asked, by('residents')).refused('pledge-not-yours'));
  it('is refused before it is accepted, and while a delivery waits for the receiver', () => {
    given([...begun, made()])
      .when(asked, by('school'))
      .refused('pledge-not-accepted');
    given([...begun, made(), accepted, reported(3), confirmed(3), reported(5, 'd2')])
      .when(asked, by('school'))
      .refused('delivery-unconfirmed', { unconfirmed: 5 });
  });
  it('is refused to where it is already, to what is not asked for, and to what is counted otherwise', () => {
    given(part)
      .when({ ...asked, requirementId: 'lamps' }, by('school'))
      .refused('pledge-already-there');
    given(part)
      .when({ ...asked, requirementId: 'gold' }, by('school'))
      .refused('requirement-unknown');
    given(part)
      .when({ ...asked, requirementId: 'hours' }, by('school'))
      .refused('unit-of-measure-differs');
  });
  it('is refused beyond what the requirement still needs', () => {
    const of = (quantity: number) =>
      given([...begun, made({ quantity }), accepted]).when({ ...asked, requirementId: 'few' }, by('school'));
    of(4).refused('requirement-exceeded'); // it needs three
    given(part)
      .when({ ...asked, requirementId: 'few' }, by('school'))
      .refused('requirement-exceeded');
  });
  it('is refused under the id of another pledge', () =>
    given([...part, made({ pledgeId: 'p2' })])
      .when(asked, by('school'))
      .refused('pledge-id-taken'));
  it('is refused where there is no such pledge, or it is over', () => {
    given(begun).when(asked, by('school')).refused('pledge-not-found');
    given([...part, released('withdrawn')])
      .when(asked, by('school'))
      .refused('pledge-over');
    given([]).when(asked, by('school')).refused('project-not-found');
  });
});
