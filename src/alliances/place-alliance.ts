import { decision, StreamCommand } from '#event-sourcing';
import { IsId, Optional } from '../platform/fields.js';
import { alliance } from './alliance.js';
import { allianceHappened, type AreaLevel } from './events.js';
import { isAbove } from './levels.js';
import { refuse } from './refusals.js';

export class PlaceAlliance extends StreamCommand {
  /** The alliance that it is to be below; left out, it stands by itself. */
  @Optional() @IsId() readonly parentId?: string;
  /** The level of that alliance's area, as it was founded. */
  readonly parentLevel?: AreaLevel;
}

/** An alliance comes below another one, whose area is of a higher level than its own; or it stands by itself again. */
export const placeAlliance = decision(PlaceAlliance, alliance, ({ parentId, parentLevel }, alliance) => {
  if (alliance.status === 'absent') return refuse('alliance-not-found');
  if (parentId !== undefined && parentLevel === undefined) return refuse('parent-not-found');
  if (alliance.parentId === parentId) return [];
  if (parentLevel !== undefined && !isAbove(parentLevel, alliance.founded.area.level))
    return refuse('parent-not-above', { level: parentLevel });
  return [allianceHappened('AlliancePlaced', { ...(parentId !== undefined && { parentId }) })];
});
