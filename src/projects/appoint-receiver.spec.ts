import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  byReaction,
  completed,
  declined,
  made,
  open,
  proposed,
  started,
  submitted,
} from '../../test/project-history.js';
import { acceptPledge } from './accept-pledge.js';
import { appointReceiver } from './appoint-receiver.js';
import { happened, type ProjectEvent } from './events.js';
import { markReceiverLeft } from './mark-receiver-left.js';

const units = ['residents', 'school', 'bank'].map((unitId) => ({ unitId }));
const founded = { type: 'AllianceFounded', data: { units, offices: [] } };
const gone = [founded, { type: 'UnitLeft', data: { unitId: 'residents' } }];
const left = happened('ReceiverLeft', { unitId: 'residents' });
const appointed = happened('ReceiverAppointed', { unitId: 'school', from: 'residents' });
const chair = by('bank', 'chair');
const school = { unitId: 'school' };
const given = (history: readonly ProjectEvent[], roll: readonly (typeof founded | (typeof gone)[1])[] = [founded]) =>
  spec(appointReceiver).given(history, { roll: roll as never });

describe('Appointing a receiver', () => {
  it('hands the project over', () => given(open).when(school, by('residents')).then(appointed));
  it('is done by the chair where the receiver has left', () => {
    given([...open, left], gone)
      .when(school, chair)
      .then(appointed);
    given(open, gone).when(school, chair).then(appointed);
    given([...open, left], gone)
      .when(school, by('school'))
      .refused('project-not-yours');
  });
  it('is left to the receiver as long as it is a member unit, also a suspended one', () => {
    given(open).when(school, chair).refused('receiver-on-the-roll');
    given(open, [founded, { type: 'UnitSuspended', data: { unitId: 'residents' } }] as never)
      .when(school, chair)
      .refused('receiver-on-the-roll');
    given(open).when(school, by('bank')).refused('project-not-yours');
  });
  it('takes a member unit in standing', () => {
    given(open).when({ unitId: 'market' }, by('residents')).refused('receiver-not-admitted');
    given(open, [founded, { type: 'UnitSuspended', data: { unitId: 'school' } }] as never)
      .when(school, by('residents'))
      .refused('receiver-not-admitted');
  });
  it('twice changes nothing', () => {
    given([...open, appointed])
      .when(school, by('residents'))
      .nothing();
    given([...open, left, appointed], gone)
      .when(school, chair)
      .nothing();
  });
  it('is possible for the one that left and came back', () =>
    given([...open, left])
      .when({ unitId: 'residents' }, by('residents'))
      .then(happened('ReceiverAppointed', { unitId: 'residents', from: 'residents' })));
  it('is possible at the end, and not once it was declined', () => {
    given([...open, started, completed])
      .when(school, by('residents'))
      .then(appointed);
    given([proposed, submitted, declined]).when(school, by('residents')).refused('project-over');
    given([]).when(school, by('residents')).refused('project-not-found');
  });
  it('lets the new receiver do what the old one did', () => {
    const history = [...open, appointed, made({ unitId: 'bank' })];
    spec(acceptPledge).given(history).when({ pledgeId: 'p1' }, by('school')).then(accepted);
    spec(acceptPledge).given(history).when({ pledgeId: 'p1' }, by('residents')).refused('project-not-yours');
  });
});

describe('A project whose receiver left', () => {
  const { given } = spec(markReceiverLeft);
  const residents = { unitId: 'residents' };
  it('needs another one', () => given(open).when(residents, byReaction).then(left));
  it('says so once', () =>
    given([...open, left])
      .when(residents, byReaction)
      .nothing());
  it('has another one, or is over', () => {
    given([...open, appointed])
      .when(residents, byReaction)
      .nothing();
    given([...open, started, completed])
      .when(residents, byReaction)
      .nothing();
  });
  it('was proposed by somebody', () => given([]).when(residents, byReaction).refused('project-not-found'));
});
