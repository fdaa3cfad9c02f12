import { view } from '#event-sourcing';
import { projectStream, type ProjectEvent } from '../projects/events.js';

/** How far a project is on its way to a decision, and who proposed it: a deferred one waits to be submitted again. */
export type ProjectBeforeUs =
  | { readonly status: 'absent' }
  | { readonly status: 'proposed' | 'submitted' | 'past-deciding'; readonly proposedBy: string };

export const projectBeforeUs = view<ProjectEvent, ProjectBeforeUs>(
  'committee/project-before-us',
  projectStream,
  () => ({ status: 'absent' }),
  {
    ProjectProposed: (_, { proposedBy }) => ({ status: 'proposed', proposedBy }),
    ProjectSubmitted: (project) => now(project, 'submitted'),
    ProjectDeferred: (project) => now(project, 'proposed'),
    ProjectApproved: (project) => now(project, 'past-deciding'),
    ProjectDeclined: (project) => now(project, 'past-deciding'),
    ProjectCancelled: (project) => now(project, 'past-deciding'),
  },
);

const now = (project: ProjectBeforeUs, status: 'proposed' | 'submitted' | 'past-deciding'): ProjectBeforeUs =>
  project.status === 'absent' ? project : { ...project, status };
