import { answering, NotYet, TenantQuery } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { AllianceRow } from '../alliances/alliance-row.js';
import { tableOf } from '../alliances/table-of.js';
import { past, type PeriodFilter } from './period.js';
import { statementSql } from './statement-sql.js';
import type { MeasureFigure, SharedFigure, UnitStatement } from './statement-view.js';
import { theUnit } from './the-unit.js';
import { measureOf, nothingUsed, usedOf } from './used.js';

const days = 92;
const usedDays_max = 366;

/** As one statement says it. */
type Said = Omit<UnitStatement, 'unitId' | 'name' | 'from' | 'until' | 'shared'> &
  Readonly<{ shared: readonly MeasureFigure[] }>;

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
  const [said]: Said[] = await db.query(text, [asked.tenantId, unitId, from, until]);
  if (!said) throw new NotYet(`the read models have not reached the founding of ${asked.tenantId}`);
  const span = { from: Date.parse(from), to: Date.parse(until) };
  const { timeZone } = (await db.findOneByOrFail(AllianceRow, { allianceId: asked.tenantId })).charter;
  const whose = { allianceId: asked.tenantId, timeZone, unitId };
  const used = await usedOf(db, whose, span.to - span.from > usedDays_max * 86_400_000 ? [] : [span]);
  const shared = said.shared.map((figure): SharedFigure => {
    const { times, stock } = used.get(measureOf(figure)) ?? nothingUsed;
    return { ...figure, usedTime: times[0] ?? null, stock };
  });
  return { ...said, shared, unitId, name, from, until };
});
