import { spec } from '#event-sourcing/testing';
import {
  by,
  cancelled,
  completed,
  declined,
  deferred,
  open,
  proposed,
  started,
  submitted,
} from '../../test/project-history.js';
import { startProject } from './start-project.js';

const { given } = spec(startProject);

describe('Starting the work', () => {
  it('follows the approval', () => given(open).when({}, by('residents')).then(started));
  it('changes nothing when it has begun already', () =>
    given([...open, started])
      .when({}, by('residents'))
      .nothing());
  it.each([
    ['is only proposed', [proposed]],
    ['is before the committee', [proposed, submitted]],
    ['has been deferred', [proposed, submitted, deferred]],
  ])('is refused while the project %s', (_, history) =>
    given(history).when({}, by('residents')).refused('project-not-approved'),
  );
  it.each([
    ['declined', [proposed, submitted, declined]],
    ['completed', [...open, started, completed]],
    ['cancelled', [...open, cancelled]],
  ])('is refused once the project has been %s', (_, history) =>
    given(history).when({}, by('residents')).refused('project-over'),
  );
  it('is refused to any unit but the proposer', () => given(open).when({}, by('school')).refused('project-not-yours'));
  it('is refused for a project nobody proposed', () =>
    given([]).when({}, by('residents')).refused('project-not-found'));
});
