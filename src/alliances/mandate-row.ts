import { change, put, readModelByStream } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { Entity, Index } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { IdColumn, InstantColumn, KeyColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import { OneOf, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { mandateKinds, type MandateKind, type UnitEvent } from './events.js';
import { refuse } from './refusals.js';
import { UnitRow } from './unit-row.js';

/** That a person acts for a unit, from an instant until another. */
@Entity('mandate')
@Index(['allianceId', 'unitId', 'from', 'mandateId'])
export class MandateRow {
  @KeyColumn() unitId: string;
  @KeyColumn() mandateId: string;
  @IdColumn() allianceId: string;
  @IdColumn() personId: string;
  @WordColumn(mandateKinds) kind: MandateKind;
  @InstantColumn() from: string;
  /** The first instant at which it is no longer in force; null: until it is ended. */
  @InstantColumn({ nullable: true }) until: string | null;
  /** The mandate that it took over from. */
  @IdColumn({ nullable: true }) replaces: string | null;
  /** The unit's, at the last event about the mandate. */
  @WholeColumn() revision: number;
}

/** Who acts for which unit, from when until when? */
export const mandateRows = readModelByStream<UnitEvent, MandateRow>(MandateRow, ['unitId', 'mandateId'], {
  MandateGiven: ({ subjectId: unitId, revision, issue, data: { until = null, replaces = null, ...given } }) =>
    put({ unitId, ...given, allianceId: issue.tenantId, until, replaces, revision }),
  MandateEnded: ({ subjectId: unitId, revision, data: { mandateId, at } }) =>
    change({ unitId, mandateId }, (row) => ({ ...row, until: at, revision })),
});

/** Which mandates of a unit are wanted. */
export class MandateFilter extends PageQuery {
  @Optional() @OneOf(mandateKinds) readonly kind?: MandateKind;
}

/** Who acts, acted or is to act for a unit? */
export class GetMandates extends TenantQuery<Page<MandateRow>> {
  constructor(
    asked: AskedByAsker,
    readonly unitId: string,
    readonly filter: MandateFilter,
  ) {
    super(asked);
  }
}

export const getMandates = answering(GetMandates, async (db, { asked: { tenantId: allianceId }, unitId, filter }) => {
  if (!(await db.existsBy(UnitRow, { allianceId, unitId }))) return refuse('unit-not-found');
  const { kind } = filter;
  return pageOf(db, MandateRow, ['from', 'mandateId'], filter, (rows) =>
    rows.where({ allianceId, unitId, ...(kind && { kind }) }),
  );
});
