import type { EntityManager } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { refuse as refuseUnit } from '../alliances/refusals.js';
import { UnitRow } from '../alliances/unit-row.js';
import { refuse } from './refusals.js';

/** A unit's own matters are for its people, for officers, for auditors and for the operator. */
export const concerned = async (
  db: EntityManager,
  { tenantId: allianceId, asker: { principal, standing } }: AskedByAsker,
  unitId: string,
): Promise<UnitRow> => {
  const unit = (await db.findOneBy(UnitRow, { allianceId, unitId })) ?? refuseUnit('unit-not-found');
  const own = principal.kind !== 'person' || principal.unitId === unitId || standing.office !== undefined;
  return own ? unit : refuse('for-its-people-only');
};
