import { spec } from '#event-sourcing/testing';
import { accepted, by, made, open, pledgeDeclined, released } from '../../test/project-history.js';
import { declinePledge } from './decline-pledge.js';

const { given } = spec(declinePledge);
const no = { pledgeId: 'p1', reason: 'Too late' };

describe('Declining a pledge', () => {
  it('says no, and why', () =>
    given([...open, made()])
      .when(no, by('residents'))
      .then(pledgeDeclined('receiver', { reason: 'Too late' })));
  it('needs no reason', () =>
    given([...open, made()])
      .when({ pledgeId: 'p1' }, by('residents'))
      .then(pledgeDeclined('receiver')));
  it('is possible while it waits for an allocation, and names the resource, which is then free again', () =>
    given([...open, made({ resourceId: 'r1' })])
      .when({ pledgeId: 'p1' }, by('residents'))
      .then(pledgeDeclined('receiver', {}, { resourceId: 'r1' })));
  it('changes nothing when it is declined already', () =>
    given([...open, made(), pledgeDeclined('receiver')])
      .when(no, by('residents'))
      .nothing());
  it('is refused once it has been accepted', () =>
    given([...open, made(), accepted])
      .when(no, by('residents'))
      .refused('pledge-already-accepted'));
  it('is refused once it has been released', () =>
    given([...open, made(), released('withdrawn', { accepted: false })])
      .when(no, by('residents'))
      .refused('pledge-over'));
  it('is refused to any unit but the proposer, also as a repeat', () => {
    given([...open, made()])
      .when(no, by('bank'))
      .refused('project-not-yours');
    given([...open, made(), pledgeDeclined('receiver')])
      .when(no, by('bank'))
      .refused('pledge-over');
  });
  it('is refused for what nobody pledged', () => given(open).when(no, by('residents')).refused('pledge-not-found'));
  it('is refused for a project nobody proposed', () =>
    given([]).when(no, by('residents')).refused('project-not-found'));
});
