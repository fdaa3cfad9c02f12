import { answering, TenantQuery } from '#nest-event-sourcing';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { ListOf } from '../platform/fields.js';
import { AreaRow } from './area-row.js';
import { covering_max, CoverageRow, coveringUnits, CoveringUnit } from './coverage-row.js';
import { refuse } from './refusals.js';
import { tableOf } from './table-of.js';
import { UnitRow } from './unit-row.js';

/** An area, the units that cover it, and what the asker may do with it now. */
export class AreaView extends AreaRow {
  @ListOf([CoveringUnit], { min: 0, max: covering_max }) coveredBy: readonly CoveringUnit[];
  @ListOf([Act], { min: 0, max: 100 }) acts: readonly Act[];
}

/** What is this area, and who covers it? */
export class GetArea extends TenantQuery<AreaView> {
  constructor(
    asked: AskedByAsker,
    readonly areaId: string,
  ) {
    super(asked);
  }
}

export const getArea = answering(GetArea, async (db, { asked: { tenantId: allianceId, asker }, areaId }) => {
  const row = (await db.findOneBy(AreaRow, { allianceId, areaId })) ?? refuse('area-not-found');
  const tables = { area: tableOf(db, AreaRow), coverage: tableOf(db, CoverageRow), unit: tableOf(db, UnitRow) };
  const coveredBy = await coveringUnits(db, tables, allianceId, areaId);
  const open = row.status === 'open';
  const empty = open && !(await db.existsBy(AreaRow, { allianceId, parentId: areaId, status: 'open' }));
  const acts = actsOf(asker, `/v1/alliances/${allianceId}/areas/${areaId}`, [
    ['RenameArea', 'name', open],
    ['CloseArea', 'closing', empty],
  ]);
  return { ...row, coveredBy, acts };
});
