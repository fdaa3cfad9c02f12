import { decision, StreamCommand } from '#event-sourcing';
import { decidedBy } from './committee-decision.js';
import { happened } from './events.js';
import { project } from './project.js';

export class DeclineProject extends StreamCommand {
  readonly motionId: string;
}

/** A submitted project is declined by a decision of the joint committee, also by not being approved. No route leads here: only the decision does. */
export const declineProject = decision(DeclineProject, project, ({ motionId }, project) =>
  decidedBy(motionId, project, happened('ProjectDeclined', { motionId })),
);
