import type { Read, Seen, Stream } from '#event-sourcing';
import { mandates, roll, standingOf } from '../access/standing.js';
import { admissions, applications, isPending } from './application.js';
import type { About, AboutOffice } from './events.js';
import { projectBeforeUs, type ProjectBeforeUs } from './project-before-us.js';

/** How the matter of a motion stands, in the streams of those whose it is. */
export type Matter = {
  project: ProjectBeforeUs;
  applications: { readonly standing: number };
  admissions: Map<string, number>;
  members: StateOf<typeof roll>;
  mandates: StateOf<typeof mandates>;
};
type StateOf<S> = S extends Stream<never, infer State> ? State : never;
type Reads<C, State> = { readonly [Name in keyof Matter]: Read<C, State, Matter[Name]> };

/** What a decision reads beside the motion. @param aboutOf what the motion is about, once that is known */
export const matterOf = <C, State>(
  aboutOf: (command: C, motion: Seen<State>) => Seen<About> | undefined,
): Reads<C, State> => {
  const projectId = (about: Seen<About> | undefined) => (about?.kind === 'project' ? about.projectId : undefined);
  const applicant = (about: Seen<About> | undefined) => (about?.kind === 'admission' ? about.unitId : undefined);
  const candidate = (about: Seen<About> | undefined) => (about?.kind === 'office' ? about.unitId : undefined);
  return {
    project: { stream: projectBeforeUs, id: (command, motion) => projectId(aboutOf(command, motion)) },
    applications: { stream: applications, id: (command, motion) => applicant(aboutOf(command, motion)) },
    admissions: {
      stream: admissions,
      id: (command, motion, { tenantId }) => applicant(aboutOf(command, motion)) && tenantId,
    },
    members: { stream: roll, id: (command, motion, { tenantId }) => candidate(aboutOf(command, motion)) && tenantId },
    mandates: { stream: mandates, id: (command, motion) => candidate(aboutOf(command, motion)) },
  };
};

/** The rule that keeps the committee from deciding on the matter, now or ever. */
export const obstacleTo = (about: Seen<About>, matter: Seen<Matter>, at: string) => {
  const { project, applications, admissions } = matter;
  switch (about.kind) {
    case 'project':
      if (project.status === 'absent') return 'matter-not-found';
      return project.status === 'past-deciding' && 'project-past-deciding';
    case 'admission':
      return !isPending(about.unitId, applications, admissions) && 'no-application-pending';
    case 'office':
      return candidateOf(about, matter, at);
    case 'charter':
    case 'other':
      return false;
  }
};

/** Who takes an office acts for a unit in good standing: already when the committee is asked. */
const candidateOf = (who: Seen<AboutOffice>, { members, mandates }: Seen<Matter>, at: string) => {
  const { unit, mandateId } = standingOf(who, at, members, mandates);
  if (unit !== 'admitted') return ['unit-not-on-the-roll', { unitId: who.unitId }] as const;
  return mandateId === undefined && 'officer-without-mandate';
};

/** The unit that has an interest in the matter without having to say so. */
export const partyTo = (about: Seen<About>, { project }: Seen<Matter>): readonly string[] => {
  if (about.kind === 'admission') return [about.unitId];
  return about.kind === 'project' && project.status !== 'absent' ? [project.proposedBy] : [];
};
