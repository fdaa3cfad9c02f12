import { decision } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { unitOf } from '../access/actor.js';
import { IsId, Optional } from '../platform/fields.js';
import { happened } from './events.js';
import { brokenByOffer } from './offer.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { offerOf, ReviseResource } from './revise-resource.js';

/** All that a revision says, of a resource that is not there yet. */
export class OfferResource extends ReviseResource {
  /** The caller's own id for the resource. */
  @Optional() @IsId() readonly resourceId?: string;
}

/** A unit offers what it has to its alliance; the same offer twice is one. */
export const offerResource = decision(OfferResource, resource, (command, resource, issue) => {
  const [unitId, offer] = [unitOf(issue), offerOf(command)];
  if (resource.status !== 'absent') {
    const same = resource.unitId === unitId && isDeepStrictEqual(resource.firstOffer, offer);
    return same ? [] : refuse('resource-id-taken');
  }
  refuse.broken(...brokenByOffer(offer));
  return [happened('ResourceOffered', { unitId, ...offer })];
});
