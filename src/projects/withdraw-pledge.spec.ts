import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  confirmed,
  kept,
  made,
  open,
  pledgeDeclined,
  released,
  reported,
} from '../../test/project-history.js';
import { withdrawPledge } from './withdraw-pledge.js';

const { given } = spec(withdrawPledge);
const back = { pledgeId: 'p1' };

describe('Withdrawing a pledge', () => {
  it('takes it back before it has been answered', () =>
    given([...open, made()])
      .when(back, by('school'))
      .then(released('withdrawn', { accepted: false })));
  it('takes it back after it has been accepted, and says why', () =>
    given([...open, made(), accepted])
      .when({ ...back, reason: 'Sold' }, by('school'))
      .then(released('withdrawn', {}, { reason: 'Sold' })));
  it('takes back what has not been delivered, and names the resource', () =>
    given([...open, made({ resourceId: 'r1' }), accepted, reported(5), confirmed(5)])
      .when(back, by('school'))
      .then(released('withdrawn', { released: 7, resourceId: 'r1' })));
  it('changes nothing when it is withdrawn already', () =>
    given([...open, made(), released('withdrawn', { accepted: false })])
      .when(back, by('school'))
      .nothing());
  it('is refused while a delivery waits for the receiver', () =>
    given([...open, made(), accepted, reported(5), confirmed(5), reported(3, 'd2')])
      .when(back, by('school'))
      .refused('delivery-unconfirmed'));
  it.each([
    ['kept', [accepted, reported(12), confirmed(12), kept]],
    ['declined', [pledgeDeclined('receiver')]],
  ])('is refused once it has been %s', (_, history) =>
    given([...open, made(), ...history])
      .when(back, by('school'))
      .refused('pledge-over'),
  );
  it('is refused to any unit but the one that made it, also as a repeat', () => {
    given([...open, made()])
      .when(back, by('residents'))
      .refused('pledge-not-yours');
    given([...open, made(), released('withdrawn', { accepted: false })])
      .when(back, by('residents'))
      .refused('pledge-over');
  });
  it('is refused for what nobody pledged', () => given(open).when(back, by('school')).refused('pledge-not-found'));
  it('is refused for a project nobody proposed', () => given([]).when(back, by('school')).refused('project-not-found'));
});
