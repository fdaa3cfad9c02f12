import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

export class PauseResource extends StreamCommand {
  @Optional() @Text(1, 2_000) readonly reason?: string;
}

/** A resource rests: what is allocated stays so, nothing more is. */
export const pauseResource = decision(PauseResource, resource, ({ reason }, resource, issue) => {
  if (resource.status === 'absent') return refuse('resource-not-found');
  const mine = actsFor(issue, resource.unitId);
  if (mine && resource.status === 'paused') return [];
  refuse.broken(!mine && 'not-your-resource', resource.status === 'withdrawn' && 'resource-withdrawn');
  return [happened('ResourcePaused', { sealed: sealed({ ...(reason !== undefined && { reason }) }) })];
});
