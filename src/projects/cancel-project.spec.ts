import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  cancelled,
  completed,
  confirmed,
  declined,
  deferred,
  kept,
  made,
  open,
  proposed,
  released,
  reported,
  started,
  submitted,
} from '../../test/project-history.js';
import { cancelProject } from './cancel-project.js';

const { given } = spec(cancelProject);
const why = { reason: 'No money' };

describe('Cancelling a project', () => {
  it.each([
    ['proposed', [proposed]],
    ['submitted', [proposed, submitted]],
    ['deferred', [proposed, submitted, deferred]],
    ['approved', open],
    ['underway', [...open, started]],
  ])('calls it off while it is %s', (_, history) => given(history).when(why, by('residents')).then(cancelled));
  it('is possible for the chair, for any unit', () => given(open).when(why, by('bank', 'chair')).then(cancelled));
  it('releases every open pledge, and what of it was not confirmed', () =>
    given([
      ...open,
      made(),
      accepted,
      reported(5),
      confirmed(5),
      reported(4, 'd2'),
      made({ pledgeId: 'p2', unitId: 'bank', resourceId: 'r1' }),
    ])
      .when(why, by('residents'))
      .then(
        ...[
          released('project-cancelled', { released: 7 }),
          released('project-cancelled', { pledgeId: 'p2', unitId: 'bank', resourceId: 'r1', accepted: false }),
          cancelled,
        ],
      ));
  it('leaves what was kept', () =>
    given([...open, made(), accepted, reported(12), confirmed(12), kept])
      .when(why, by('residents'))
      .then(cancelled));
  it('changes nothing when it is cancelled already', () =>
    given([...open, cancelled])
      .when({ reason: 'Again' }, by('residents'))
      .nothing());
  it.each([
    ['declined', [proposed, submitted, declined]],
    ['completed', [...open, started, completed]],
  ])('is refused once it has been %s', (_, history) =>
    given(history).when(why, by('residents')).refused('project-over'),
  );
  it('is refused to any unit but the proposer, and to other officers', () => {
    given(open).when(why, by('school')).refused('project-not-yours');
    given(open).when(why, by('school', 'secretary')).refused('project-not-yours');
  });
  it('is refused for a project nobody proposed', () =>
    given([]).when(why, by('residents')).refused('project-not-found'));
});
