import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { isOver, isUndecided } from './stage.js';

export class StartProject extends StreamCommand {}

/** The proposer begins the work once the committee has approved it; pledges are taken before and after. */
export const startProject = decision(StartProject, project, (_, project, issue) => {
  const { status, receiver } = present(project);
  const mine = actsFor(issue, receiver);
  if (mine && status === 'underway') return [];
  refuse.broken(
    !mine && 'project-not-yours',
    isUndecided(status) && ['project-not-approved', { stage: status }],
    isOver(status) && ['project-over', { stage: status }],
  );
  return [happened('ProjectStarted', {})];
});
