import { decision, StreamCommand } from '#event-sourcing';
import { actsFor } from '../access/actor.js';
import { besideCharter } from './booking-charter.js';
import { happened } from './events.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { promotions } from './waitlist.js';

export class ResumeResource extends StreamCommand {}

/** A resource that rested is offered again. */
export const resumeResource = decision(
  ResumeResource,
  resource,
  (_, resource, issue, { charter }) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const mine = actsFor(issue, resource.unitId);
    if (mine && resource.status === 'offered') return [];
    refuse.broken(!mine && 'not-your-resource', resource.status === 'withdrawn' && 'resource-withdrawn');
    const offered = promotions(resource, issue, charter, (here) => ({ ...here, status: 'offered' }));
    return [happened('ResourceResumed', {}), ...offered];
  },
  besideCharter,
);
