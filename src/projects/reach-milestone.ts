import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Nested, Optional } from '../platform/fields.js';
import { Evidence, happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { isOver } from './stage.js';

export class ReachMilestone extends StreamCommand {
  readonly milestoneId: string;
  /** Where one can see it. */
  @Optional() @Nested(Evidence) readonly evidence?: Evidence;
}

/** The receiver says that a milestone has been reached; late is better than never. */
export const reachMilestone = decision(ReachMilestone, project, ({ milestoneId, evidence }, project, issue) => {
  const here = present(project);
  const mine = actsFor(issue, here.receiver);
  const { status } = here.milestones.get(milestoneId) ?? refuse('milestone-not-found');
  if (mine && status === 'reached') return [];
  refuse.broken(
    !mine && 'project-not-yours',
    isOver(here.status) && ['project-over', { stage: here.status }],
    (status === 'reached' || status === 'dropped') && ['milestone-over', { status }],
  );
  return [happened('MilestoneReached', { milestoneId, ...(evidence !== undefined && { evidence }) })];
});
