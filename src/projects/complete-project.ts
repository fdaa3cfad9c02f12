import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';

export class CompleteProject extends StreamCommand {}

/**
 * The receiver says that the work is done. Nothing that was pledged is open then: each pledge has been kept, declined
 * or released; and each milestone has been reached or dropped.
 */
export const completeProject = decision(CompleteProject, project, (_, project, issue) => {
  const { status, receiver, pledges, milestones } = present(project);
  const mine = actsFor(issue, receiver);
  if (mine && status === 'completed') return [];
  const open = [...pledges].map(([pledgeId, { status, quantity, confirmed }]) => ({
    pledgeId,
    status,
    open: quantity - confirmed,
  }));
  const ahead = [...milestones].filter(([, { status }]) => status === 'set' || status === 'missed').map(([id]) => id);
  refuse.broken(
    !mine && 'project-not-yours',
    status !== 'underway' && ['project-not-underway', { stage: status }],
    open.length > 0 && ['project-has-open-pledges', { pledges: open }],
    ahead.length > 0 && ['project-has-open-milestones', { milestones: ahead }],
  );
  return [happened('ProjectCompleted', {})];
});
