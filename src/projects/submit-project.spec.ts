import { spec } from '#event-sourcing/testing';
import { approved, by, cancelled, declined, deferred, proposed, submitted } from '../../test/project-history.js';
import { submitProject } from './submit-project.js';

const { given } = spec(submitProject);

describe('Submitting a project', () => {
  it('puts it before the joint committee', () => given([proposed]).when({}, by('residents')).then(submitted));
  it('is possible again when the committee has deferred it', () =>
    given([proposed, submitted, deferred]).when({}, by('residents')).then(submitted));
  it('changes nothing when it is submitted already', () =>
    given([proposed, submitted]).when({}, by('residents')).nothing());
  it.each([
    ['approved', [submitted, approved]],
    ['declined', [submitted, declined]],
    ['cancelled', [cancelled]],
  ])('is refused once it has been %s', (_, history) =>
    given([proposed, ...history])
      .when({}, by('residents'))
      .refused('project-not-submittable'),
  );
  it('is refused to any unit but the proposer, also as a repeat', () => {
    given([proposed]).when({}, by('school')).refused('project-not-yours');
    given([proposed, submitted]).when({}, by('school')).refused('project-not-yours');
  });
  it('is refused for a project nobody proposed', () =>
    given([]).when({}, by('residents')).refused('project-not-found'));
});
