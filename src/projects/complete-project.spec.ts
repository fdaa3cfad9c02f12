import { spec } from '#event-sourcing/testing';
import {
  accepted,
  by,
  cancelled,
  completed,
  confirmed,
  kept,
  made,
  open,
  pledgeDeclined,
  proposed,
  released,
  reported,
  started,
  dropped,
  milestone,
  missed,
  reached,
} from '../../test/project-history.js';
import type { ProjectEvent } from './events.js';
import { completeProject } from './complete-project.js';

const { given } = spec(completeProject);
const underway = [...open, started];

describe('Completing a project', () => {
  it('ends the work', () => given(underway).when({}, by('residents')).then(completed));
  it('is possible when each pledge has been kept, declined or released', () => {
    const done = [made(), accepted, reported(12), confirmed(12), kept];
    given([...underway, ...done])
      .when({}, by('residents'))
      .then(completed);
    given([...underway, made(), pledgeDeclined('receiver')])
      .when({}, by('residents'))
      .then(completed);
    given([...underway, made(), accepted, released('withdrawn')])
      .when({}, by('residents'))
      .then(completed);
  });
  it('changes nothing when it is completed already', () =>
    given([...underway, completed])
      .when({}, by('residents'))
      .nothing());
  it.each([
    ['waits for an answer', [made()]],
    ['has not been delivered', [made(), accepted]],
    ['has been delivered in part', [made(), accepted, reported(5), confirmed(5)]],
    ['has been delivered and not confirmed', [made(), accepted, reported(12)]],
  ])('is refused while a pledge %s', (_, pledge) =>
    given([...underway, ...pledge])
      .when({}, by('residents'))
      .refused('project-has-open-pledges'),
  );
  it('says what is open of which pledge', () =>
    given([...underway, made(), accepted, reported(5), confirmed(5)])
      .when({}, by('residents'))
      .refused('project-has-open-pledges', { pledges: [{ pledgeId: 'p1', status: 'accepted', open: 7 }] }));
  it('is refused before the work has begun, and after it was called off', () => {
    given([proposed]).when({}, by('residents')).refused('project-not-underway');
    given(open).when({}, by('residents')).refused('project-not-underway');
    given([...underway, cancelled])
      .when({}, by('residents'))
      .refused('project-not-underway');
  });
  it('is refused to any unit but the proposer', () =>
    given(underway).when({}, by('school')).refused('project-not-yours'));
  it('is refused while a milestone is neither reached nor dropped', () => {
    const given = (...more: readonly ProjectEvent[]) =>
      spec(completeProject).given([...open, started, milestone, ...more]);
    given().when({}, by('residents')).refused('project-has-open-milestones');
    given(missed).when({}, by('residents')).refused('project-has-open-milestones');
    given(reached).when({}, by('residents')).then(completed);
    given(missed, dropped).when({}, by('residents')).then(completed);
  });
  it('is refused for a project nobody proposed', () =>
    given([]).when({}, by('residents')).refused('project-not-found'));
});
