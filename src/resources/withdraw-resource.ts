import { decision, StreamCommand } from '#event-sourcing';
import { IsBoolean } from 'class-validator';
import { actorOf, actsFor } from '../access/actor.js';
import { Optional, Text } from '../platform/fields.js';
import { sealed } from '../platform/sealed.js';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';

const named_max = 100;

export class WithdrawResource extends StreamCommand {
  @Optional() @Text(1, 2_000) readonly reason?: string;
  /** Whether to release what is allocated to pledges; unless said, an allocation is in the way. */
  @Optional() @IsBoolean() readonly releaseAllocations?: boolean;
}

/**
 * A resource is offered no more. Pledges that count on it are not let down in passing: whoever withdraws it says so,
 * and the fact names them. A unit that left takes its resources along.
 */
export const withdrawResource = decision(WithdrawResource, resource, (command, resource, issue) => {
  if (resource.status === 'absent') return refuse('resource-not-found');
  const { unitId, status, allocations } = resource;
  const mine = actsFor(issue, unitId) || actorOf(issue).kind === 'reaction';
  if (mine && status === 'withdrawn') return [];
  const { reason, releaseAllocations } = command;
  const released = [...allocations.values()].map(({ pledgeId, projectId, quantity }) => ({
    pledgeId,
    projectId,
    quantity,
  }));
  refuse.broken(
    !mine && 'not-your-resource',
    released.length > 0 &&
      !releaseAllocations && [
        'resource-allocated',
        { allocations: released.slice(0, named_max), count: released.length },
      ],
  );
  return [happened('ResourceWithdrawn', { released, sealed: sealed({ ...(reason !== undefined && { reason }) }) })];
});
