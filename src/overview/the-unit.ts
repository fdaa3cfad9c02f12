import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { refuse } from '../alliances/refusals.js';
import { UnitRow } from '../alliances/unit-row.js';

/** The unit of this alliance that is asked about. */
export const theUnit = async (
  db: EntityManager,
  { tenantId: allianceId }: AskedByAsker,
  unitId: string,
): Promise<UnitRow> => (await db.findOneBy(UnitRow, { allianceId, unitId })) ?? refuse('unit-not-found');
