import { deadline, decision, StreamCommand } from '#event-sourcing';
import { happened, type ProjectEvent } from './events.js';
import { present, project } from './project.js';
import { isOver } from './stage.js';

/** The clock's: the day by which a milestone was to be reached is over. */
export class MissMilestone extends StreamCommand {
  /** The milestone. */
  readonly deadlineKey: string;
}

/** A milestone that has not been reached by its day is missed, and everybody sees it. It may still be reached. */
export const missMilestone = decision(MissMilestone, project, ({ deadlineKey: milestoneId }, project, { at }) => {
  const here = present(project);
  const milestone = here.milestones.get(milestoneId);
  if (milestone?.status !== 'set' || at < milestone.overdueAt || isOver(here.status)) return [];
  const { title, due } = milestone;
  return [happened('MilestoneMissed', { milestoneId, title, due })];
});

type AboutMilestone = Readonly<{ data: Readonly<{ milestoneId: string }> }>;
const met = ({ data: { milestoneId } }: AboutMilestone) => ({ key: milestoneId, until: null });

/** A milestone is missed at the end of its day. */
export const milestoneIsMissed = deadline<ProjectEvent>('projects/milestone-is-missed', missMilestone, {
  MilestoneSet: ({ data: { milestoneId, overdueAt } }) => ({ key: milestoneId, until: overdueAt }),
  MilestoneReached: met,
  MilestoneMissed: met,
  MilestoneDropped: met,
});
