import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { LocalText, Words } from '../platform/fields.js';
import { alliance } from './alliance.js';
import { allianceHappened } from './events.js';
import { refuse } from './refusals.js';

export class RenameArea extends StreamCommand {
  readonly areaId: string;
  @Words() readonly name: LocalText;
}

/** An area has another name; what it is stays. */
export const renameArea = decision(RenameArea, alliance, ({ areaId, name }, alliance) => {
  if (alliance.status === 'absent') return refuse('alliance-not-found');
  const area = alliance.areas.get(areaId) ?? refuse('area-not-found');
  if (isDeepStrictEqual(area.name, name)) return [];
  if (!area.open) return refuse('area-closed');
  return [allianceHappened('AreaRenamed', { areaId, name })];
});
