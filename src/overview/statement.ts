import { answering, TenantQuery } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { tableOf } from '../alliances/table-of.js';
import { past, type PeriodFilter } from './period.js';
import { statementSql } from './statement-sql.js';
import type { UnitStatement } from './statement-view.js';
import { theUnit } from './the-unit.js';

const days = 92;

/** What has a unit given and received, promised and kept, and how has it taken part? */
export class GetStatement extends TenantQuery<UnitStatement> {
  constructor(
    asked: AskedByAsker,
    readonly unitId: string,
    readonly filter: PeriodFilter,
  ) {
    super(asked);
  }
}

export const getStatement = answering(GetStatement, async (db, { asked, unitId, filter }) => {
  const { name } = await theUnit(db, asked, unitId);
  const { from, until } = past(filter, asked.now, days);
  const text = statementSql((row) => tableOf(db, row));
  const [said]: UnitStatement[] = await db.query(text, [asked.tenantId, unitId, from, until]);
  return { ...said, unitId, name, from, until } as UnitStatement;
});
