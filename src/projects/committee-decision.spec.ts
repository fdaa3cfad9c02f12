import type { Decision } from '#event-sourcing';
import { spec } from '#event-sourcing/testing';
import {
  approved,
  byReaction,
  cancelled,
  declined,
  deferred,
  proposed,
  started,
  submitted,
} from '../../test/project-history.js';
import { approveProject, type ApproveProject } from './approve-project.js';
import { declineProject, type DeclineProject } from './decline-project.js';
import { deferProject, type DeferProject } from './defer-project.js';
import type { ProjectEvent } from './events.js';

type Decides = Decision<ApproveProject | DeclineProject | DeferProject, ProjectEvent>;
const decisions: readonly (readonly [string, Decides, ProjectEvent])[] = [
  ['Approving', approveProject, approved],
  ['Declining', declineProject, declined],
  ['Deferring', deferProject, deferred],
];

describe.each(decisions)('%s a project', (_, decision, event) => {
  const { given } = spec(decision);
  const decide = { motionId: 'm1' };

  it('follows the decision of the joint committee', () =>
    given([proposed, submitted]).when(decide, byReaction).then(event));
  it('happens once for a motion, whatever came after it', () => {
    given([proposed, submitted, event]).when(decide, byReaction).nothing();
    given([proposed, submitted, approved, started]).when(decide, byReaction).nothing();
    given([proposed, submitted, deferred, submitted]).when(decide, byReaction).nothing();
  });
  it.each([
    ['has not been submitted', []],
    ['has been decided by another motion', [submitted, approved]],
    ['was deferred by another motion', [submitted, deferred]],
    ['has been cancelled', [submitted, cancelled]],
  ])('is refused when it %s', (_, history) =>
    given([proposed, ...history])
      .when({ motionId: 'm2' }, byReaction)
      .refused('project-not-awaiting-decision'),
  );
  it('is refused for a project nobody proposed', () => given([]).when(decide, byReaction).refused('project-not-found'));
});
