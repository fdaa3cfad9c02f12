import type { Seen } from '#event-sourcing';
import type { ProjectEvent } from './events.js';
import { present, type Project } from './project.js';
import { refuse } from './refusals.js';

/** Only the joint committee decides about a project, when it has been submitted to it, and a motion decides once. */
export const decidedBy = (motionId: string, project: Seen<Project>, event: ProjectEvent): readonly ProjectEvent[] => {
  const { status, motions } = present(project);
  if (motions.has(motionId)) return [];
  refuse.broken(status !== 'submitted' && ['project-not-awaiting-decision', { stage: status }]);
  return [event];
};
