import type { Seen } from '#event-sourcing';
import type { Pledge } from './project-parts.js';
import type { PresentProject } from './project.js';
import { refuse } from './refusals.js';

/** A pledge of which something may still come, or a refusal. A project with an open pledge is approved or underway. */
export const openPledge = ({ pledges, pastPledges }: PresentProject, pledgeId: string): Seen<Pledge> => {
  const past = pastPledges.get(pledgeId);
  return pledges.get(pledgeId) ?? (past ? refuse('pledge-over', { status: past.status }) : refuse('pledge-not-found'));
};
