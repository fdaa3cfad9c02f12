import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { isOver } from './stage.js';

export class DropMilestone extends StreamCommand {
  readonly milestoneId: string;
  @Text(1, 1_000) readonly reason: string;
}

/** The receiver gives a milestone up, and says why; for another day it sets another one. */
export const dropMilestone = decision(DropMilestone, project, ({ milestoneId, reason }, project, issue) => {
  const here = present(project);
  const mine = actsFor(issue, here.receiver);
  const { status } = here.milestones.get(milestoneId) ?? refuse('milestone-not-found');
  if (mine && status === 'dropped') return [];
  refuse.broken(
    !mine && 'project-not-yours',
    isOver(here.status) && ['project-over', { stage: here.status }],
    (status === 'reached' || status === 'dropped') && ['milestone-over', { status }],
  );
  return [happened('MilestoneDropped', { milestoneId, sealed: sealed({ reason }) })];
});
