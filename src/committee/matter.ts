import type { Read, Seen } from '#event-sourcing';
import { admissions, applications, isPending } from './application.js';
import type { About } from './events.js';
import { projectBeforeUs, type ProjectBeforeUs } from './project-before-us.js';

/** How the matter of a motion stands, in the streams of those whose it is. */
export type Matter = {
  project: ProjectBeforeUs;
  applications: { readonly standing: number };
  admissions: Map<string, number>;
};
type Reads<C, State> = { readonly [Name in keyof Matter]: Read<C, State, Matter[Name]> };

/** What a decision reads beside the motion. @param aboutOf what the motion is about, once that is known */
export const matterOf = <C, State>(
  aboutOf: (command: C, motion: Seen<State>) => Seen<About> | undefined,
): Reads<C, State> => {
  const projectId = (about: Seen<About> | undefined) => (about?.kind === 'project' ? about.projectId : undefined);
  const applicant = (about: Seen<About> | undefined) => (about?.kind === 'admission' ? about.unitId : undefined);
  return {
    project: { stream: projectBeforeUs, id: (command, motion) => projectId(aboutOf(command, motion)) },
    applications: { stream: applications, id: (command, motion) => applicant(aboutOf(command, motion)) },
    admissions: {
      stream: admissions,
      id: (command, motion, { tenantId }) => applicant(aboutOf(command, motion)) && tenantId,
    },
  };
};

/** The rule that keeps the committee from deciding on the matter, now or ever. */
export const obstacleTo = (about: Seen<About>, { project, applications, admissions }: Seen<Matter>) => {
  switch (about.kind) {
    case 'project':
      if (project.status === 'absent') return 'matter-not-found';
      return project.status === 'past-deciding' && 'project-past-deciding';
    case 'admission':
      return !isPending(about.unitId, applications, admissions) && 'no-application-pending';
    case 'charter':
    case 'other':
      return false;
  }
};

/** The unit that has an interest in the matter without having to say so. */
export const partyTo = (about: Seen<About>, { project }: Seen<Matter>): readonly string[] => {
  if (about.kind === 'admission') return [about.unitId];
  return about.kind === 'project' && project.status !== 'absent' ? [project.proposedBy] : [];
};
