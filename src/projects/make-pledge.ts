import { appendEvents_max, decision, newId, StreamCommand, type Seen } from '#event-sourcing';
import { unitOf } from '../access/actor.js';
import { IsDay, IsId, Optional, Quantity } from '../platform/fields.js';
import { pledgeContent } from './contents.js';
import { happened } from './events.js';
import { lapsesAt, outOfBounds } from './lapse.js';
import { offer } from './offer.js';
import type { Promised } from './project-parts.js';
import { present, project, type PresentProject } from './project.js';
import { refuse } from './refusals.js';
import { requirementOf, roomFor } from './requirements.js';
import { isOver, isUndecided } from './stage.js';
import { timeZone } from './time-zone.js';

/** Cancelling releases every open pledge in one append, and says so in one event more. */
export const openPledges_max = appendEvents_max - 1;

export class MakePledge extends StreamCommand {
  /** The caller's own id for the pledge. */
  @Optional() @IsId() readonly pledgeId?: string;
  @IsId() readonly requirementId: string;
  /** In the requirement's unit of measure. */
  @Quantity() readonly quantity: number;
  /** What the unit offers already and pledges now: the pledge is accepted when that has been allocated to it. */
  @Optional() @IsId() readonly resourceId?: string;
  /** The last day on which the promise stands: unless said, the day by which the requirement is needed. */
  @Optional() @IsDay() readonly until?: string;
}

/**
 * A unit promises a quantity towards a requirement of an approved project, also of its own. Without a resource the
 * proposer accepts it; with one of the unit's own resources it is accepted by the resource's allocation. It stands until
 * its day, or the day by which it is needed, is over.
 */
export const makePledge = decision(
  MakePledge,
  project,
  (command, project, issue, { offer, zone }) => {
    const { pledgeId, requirementId, quantity, resourceId, until } = command;
    const here = present(project);
    const id = newId(issue, 'pledge', pledgeId);
    const pledge = {
      ...{ requirementId, unitId: unitOf(issue), quantity },
      ...(resourceId !== undefined && { resourceId }),
      ...(until !== undefined && { until }),
    };
    const before = contentUnder(here, id);
    if (before !== undefined) return before === pledgeContent(pledge) ? [] : refuse('pledge-id-taken');
    refuse.broken(
      ...brokenByProject(here, pledge),
      ...brokenByResource(here, pledge, offer),
      outOfBounds(until, zone, issue),
    );
    const lapses = lapsesAt(until, requirementOf(here, requirementId)?.due, zone, issue);
    const measure = offer.status !== 'absent' && { unitOfMeasure: offer.unitOfMeasure };
    return [happened('PledgeMade', { pledgeId: id, ...pledge, ...measure, ...lapses })];
  },
  {
    offer: { stream: offer, id: ({ resourceId }) => resourceId },
    zone: { stream: timeZone, id: (_, __, { tenantId }) => tenantId },
  },
);

type Code = keyof typeof refuse.rules;
type Broken = readonly (Code | readonly [Code, object] | false)[];
type Offer = Seen<ReturnType<typeof offer.initial>>;

const contentUnder = ({ pledges, pastPledges }: PresentProject, pledgeId: string): string | undefined => {
  const known = pledges.get(pledgeId) ?? pastPledges.get(pledgeId);
  return known && pledgeContent(known);
};

const brokenByProject = (here: PresentProject, { requirementId, quantity }: Promised): Broken => {
  const remaining = roomFor(here, requirementId);
  return [
    isUndecided(here.status) && ['project-not-approved', { stage: here.status }],
    isOver(here.status) && ['project-over', { stage: here.status }],
    remaining === undefined && 'requirement-unknown',
    remaining !== undefined && quantity > remaining && ['requirement-exceeded', { remaining }],
    here.pledges.size >= openPledges_max && ['too-many-open-pledges', { max: openPledges_max }],
  ];
};

export const brokenByResource = (
  here: PresentProject,
  { requirementId, unitId, resourceId }: Promised,
  offer: Offer,
): Broken => {
  if (resourceId === undefined) return [];
  if (offer.status === 'absent') return ['resource-not-offered'];
  const needed = requirementOf(here, requirementId)?.unitOfMeasure;
  const differs = needed !== undefined && needed !== offer.unitOfMeasure;
  return [
    offer.unitId !== unitId && 'resource-not-yours',
    offer.status !== 'offered' && ['resource-not-offered', { status: offer.status }],
    differs && ['unit-of-measure-differs', { needed, offered: offer.unitOfMeasure }],
  ];
};
