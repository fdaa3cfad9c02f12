import { decision, StreamCommand } from '#event-sourcing';
import { alliance } from './alliance.js';
import { allianceHappened } from './events.js';
import { refuse } from './refusals.js';

export class CloseArea extends StreamCommand {
  readonly areaId: string;
}

/** An area is one no longer, once nothing lies in it any more. Nobody covers it then. */
export const closeArea = decision(CloseArea, alliance, ({ areaId }, alliance) => {
  if (alliance.status === 'absent') return refuse('alliance-not-found');
  const area = alliance.areas.get(areaId) ?? refuse('area-not-found');
  if (!area.open) return [];
  const within = [...alliance.areas].filter(([, { added, open }]) => open && added.parentId === areaId);
  if (within.length > 0) return refuse('area-holds-others', { areas: within.length });
  return [allianceHappened('AreaClosed', { areaId })];
});
