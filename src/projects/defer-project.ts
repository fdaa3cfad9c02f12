import { decision, StreamCommand } from '#event-sourcing';
import { decidedBy } from './committee-decision.js';
import { happened } from './events.js';
import { project } from './project.js';

export class DeferProject extends StreamCommand {
  readonly motionId: string;
}

/** A submitted project is put off by a decision of the joint committee: its proposer may submit it again. No route leads here: only the decision does. */
export const deferProject = decision(DeferProject, project, ({ motionId }, project) =>
  decidedBy(motionId, project, happened('ProjectDeferred', { motionId })),
);
