import { spec } from '#event-sourcing/testing';
import { accepted, byReaction, confirmed, kept, made, open, released, reported } from '../../test/project-history.js';
import { releasePledges } from './release-pledges.js';

const { given } = spec(releasePledges);
const ofSchool = { unitId: 'school', cause: 'unit-left' } as const;
const ofResource = { resourceId: 'r1', cause: 'resource-withdrawn' } as const;
const history = [
  ...open,
  made(),
  accepted,
  reported(5),
  confirmed(5),
  reported(3, 'd2'),
  made({ pledgeId: 'p2', unitId: 'bank', resourceId: 'r1' }),
  made({ pledgeId: 'p3', resourceId: 'r2' }),
  made({ pledgeId: 'p4', unitId: 'bank' }),
];

describe('Releasing pledges', () => {
  it('releases all that a unit has open, and what of it was not confirmed', () =>
    given(history)
      .when(ofSchool, byReaction)
      .then(
        released('unit-left', { released: 7 }),
        released('unit-left', { pledgeId: 'p3', accepted: false, resourceId: 'r2' }),
      ));
  it('releases what was pledged of a resource', () =>
    given(history)
      .when(ofResource, byReaction)
      .then(released('resource-withdrawn', { pledgeId: 'p2', unitId: 'bank', accepted: false, resourceId: 'r1' })));
  it('changes nothing when it has been done', () =>
    given([...open, made(), released('unit-left', { accepted: false })])
      .when(ofSchool, byReaction)
      .nothing());
  it('leaves what was kept', () =>
    given([...open, made(), accepted, reported(12), confirmed(12), kept])
      .when(ofSchool, byReaction)
      .nothing());
  it('is refused for a project nobody proposed', () =>
    given([]).when(ofSchool, byReaction).refused('project-not-found'));
});
