import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class SubmitProject extends StreamCommand {}

/** The proposer asks the joint committee to decide; when it has been deferred, once more. */
export const submitProject = decision(SubmitProject, project, (_, project, issue) => {
  const { status, receiver } = present(project);
  const mine = actsFor(issue, receiver);
  if (mine && status === 'submitted') return [];
  refuse.broken(
    !mine && 'project-not-yours',
    status !== 'proposed' && status !== 'deferred' && ['project-not-submittable', { stage: status }],
  );
  return [happened('ProjectSubmitted', {})];
});
