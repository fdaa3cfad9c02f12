import { spec } from '#event-sourcing/testing';
import { accepted, byReaction, made, open, pledgeDeclined, released } from '../../test/project-history.js';
import { settlePledge } from './settle-pledge.js';

const { given } = spec(settlePledge);
const waiting = [...open, made({ resourceId: 'r1' })];
const yes = { pledgeId: 'p1', allocated: true };
const no = { pledgeId: 'p1', allocated: false, cause: 'not-enough' } as const;
const resource = { resourceId: 'r1' };

describe('Settling a pledge', () => {
  it('accepts it when its resource has been allocated', () => given(waiting).when(yes, byReaction).then(accepted));
  it('declines it when there is not enough of the resource, or it is not offered any more', () => {
    given(waiting)
      .when(no, byReaction)
      .then(pledgeDeclined('not-enough', {}, resource));
    given(waiting)
      .when({ ...no, cause: 'not-offered' }, byReaction)
      .then(pledgeDeclined('not-offered', {}, resource));
  });
  it('declines it when others have filled the requirement, which frees the resource again', () =>
    given([
      ...waiting,
      made({ pledgeId: 'p2', quantity: 30 }),
      { type: 'PledgeAccepted', data: { pledgeId: 'p2', requirementId: 'lamps', quantity: 30 } },
    ])
      .when(yes, byReaction)
      .then(pledgeDeclined('requirement-met', {}, resource)));
  it('accepts it where it fills the requirement', () =>
    given([
      ...waiting,
      made({ pledgeId: 'p2', quantity: 28 }),
      { type: 'PledgeAccepted', data: { pledgeId: 'p2', requirementId: 'lamps', quantity: 28 } },
    ])
      .when(yes, byReaction)
      .then(accepted));
  it.each([yes, no])('changes nothing once the pledge has been settled: %j', (answer) => {
    given([...waiting, accepted])
      .when(answer, byReaction)
      .nothing();
    given([...waiting, pledgeDeclined('not-enough', {}, resource)])
      .when(answer, byReaction)
      .nothing();
  });
  it.each([yes, no])('changes nothing once the pledge has been released: %j', (answer) =>
    given([...waiting, released('withdrawn', { accepted: false, resourceId: 'r1' })])
      .when(answer, byReaction)
      .nothing(),
  );
  it('is refused for a project nobody proposed', () => given([]).when(yes, byReaction).refused('project-not-found'));
});
