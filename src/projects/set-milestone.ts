import { decision, newId, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { actsFor } from '../access/actor.js';
import { endOf } from '../platform/days.js';
import { IsDay, IsId, LocalText, Optional, Words } from '../platform/fields.js';
import { happened } from './events.js';
import { dueOutOfBounds } from './lapse.js';
import { present, project } from './project.js';
import { refuse } from './refusals.js';
import { isOver } from './stage.js';
import { nameOf, timeZone } from './time-zone.js';

export const milestones_max = 100;

export class SetMilestone extends StreamCommand {
  /** The caller's own id for the milestone. */
  @Optional() @IsId() readonly milestoneId?: string;
  /** What is to be reached. */
  @Words() readonly title: LocalText;
  /** The last day on which it is on time. */
  @IsDay() readonly due: string;
}

/** The receiver says what is to be reached on the way, and by which day; the same milestone twice is one. */
export const setMilestone = decision(
  SetMilestone,
  project,
  ({ milestoneId, title, due }, project, issue, { zone }) => {
    const here = present(project);
    const mine = actsFor(issue, here.receiver);
    const id = newId(issue, 'milestone', milestoneId);
    const before = here.milestones.get(id);
    if (before) {
      const same = mine && isDeepStrictEqual({ title: before.title, due: before.due }, { title, due });
      return same ? [] : refuse('milestone-id-taken');
    }
    refuse.broken(
      !mine && 'project-not-yours',
      isOver(here.status) && ['project-over', { stage: here.status }],
      here.milestones.size >= milestones_max && ['too-many-milestones', { max: milestones_max }],
      dueOutOfBounds(due, zone, issue),
    );
    return [happened('MilestoneSet', { milestoneId: id, title, due, overdueAt: endOf(due, nameOf(zone)) })];
  },
  { zone: { stream: timeZone, id: (_, __, { tenantId }) => tenantId } },
);
