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
import { acceptPledge } from './accept-pledge.js';
import { happened } from './events.js';

const { given } = spec(acceptPledge);
const p1 = { pledgeId: 'p1' };

describe('Accepting a pledge', () => {
  it('lets the promise count', () =>
    given([...open, made()])
      .when(p1, by('residents'))
      .then(accepted));
  it('is possible for a pledge of the proposer itself', () =>
    given([...open, made({ unitId: 'residents' })])
      .when(p1, by('residents'))
      .then(accepted));
  it('is possible beyond the requirement where surplus is allowed', () =>
    given([...open, made({ requirementId: 'hours', quantity: 800 })])
      .when(p1, by('residents'))
      .then(happened('PledgeAccepted', { pledgeId: 'p1', requirementId: 'hours', quantity: 800 })));
  it('changes nothing when it is accepted already, also where the requirement is full or a resource allocated', () => {
    for (const pledge of [made(), made({ resourceId: 'r1' })])
      given([...open, pledge, accepted])
        .when(p1, by('residents'))
        .nothing();
  });
  it('is refused when others have filled the requirement in the meantime', () =>
    given([...open, made({ pledgeId: 'p2', quantity: 30 }), made(), accepted])
      .when({ pledgeId: 'p2' }, by('residents'))
      .refused('requirement-exceeded', { remaining: 28 }));
  it('is possible for all that is left of the requirement', () =>
    given([...open, made({ pledgeId: 'p2', quantity: 28 }), made(), accepted])
      .when({ pledgeId: 'p2' }, by('residents'))
      .then(happened('PledgeAccepted', { pledgeId: 'p2', requirementId: 'lamps', quantity: 28 })));
  it('is refused for a pledge of a resource: its allocation accepts it', () =>
    given([...open, made({ resourceId: 'r1' })])
      .when(p1, by('residents'))
      .refused('pledge-awaits-allocation'));
  it('is refused to any unit but the proposer, also to who made the pledge', () => {
    given([...open, made()])
      .when(p1, by('school'))
      .refused('project-not-yours');
    given([...open, made(), accepted])
      .when(p1, by('bank'))
      .refused('project-not-yours');
  });
  it.each([
    ['declined', [pledgeDeclined('receiver')]],
    ['released', [released('withdrawn', { accepted: false })]],
    ['kept', [accepted, reported(12), confirmed(12), kept]],
  ])('is refused once it has been %s', (_, history) =>
    given([...open, made(), ...history])
      .when(p1, by('residents'))
      .refused('pledge-over'),
  );
  it('is refused for what nobody pledged', () => given(open).when(p1, by('residents')).refused('pledge-not-found'));
  it('is refused for a project nobody proposed', () =>
    given([]).when(p1, by('residents')).refused('project-not-found'));
});
