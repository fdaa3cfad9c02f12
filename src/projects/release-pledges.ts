import { decision, StreamCommand } from '#event-sourcing';
import type { ReleaseCause } from './events.js';
import { present, project } from './project.js';
import { releaseAll } from './release.js';

export class ReleasePledges extends StreamCommand {
  /** Whose pledges. */
  readonly unitId?: string;
  /** The pledges of which resource. */
  readonly resourceId?: string;
  readonly cause: ReleaseCause;
}

/**
 * The open pledges of a unit that left, or of a resource that was withdrawn, are released in one breath, also where a
 * delivery was reported and not confirmed. No route leads here.
 */
export const releasePledges = decision(ReleasePledges, project, ({ unitId, resourceId, cause }, project) =>
  releaseAll(
    present(project),
    cause,
    (pledge) => pledge.unitId === unitId || (resourceId !== undefined && pledge.resourceId === resourceId),
  ),
);
