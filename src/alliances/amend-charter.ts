import { decision, StreamCommand } from '#event-sourcing';
import { isDeepStrictEqual } from 'node:util';
import { alliance } from './alliance.js';
import { inFull } from './charter.js';
import { allianceHappened, type Charter } from './events.js';
import { refuse } from './refusals.js';

export class AmendCharter extends StreamCommand {
  readonly charter: Charter;
  readonly motionId: string;
}

/** A carried motion gives the alliance another charter, as a whole. No route leads here: only the decision does. */
export const amendCharter = decision(AmendCharter, alliance, ({ charter, motionId }, alliance) => {
  if (alliance.status === 'absent') return refuse('alliance-not-found');
  const amended = inFull(charter);
  if (isDeepStrictEqual(alliance.charter, amended)) return [];
  return [allianceHappened('CharterAmended', { charter: amended, motionId })];
});
