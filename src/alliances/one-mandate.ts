import { answering, TenantQuery } from '#nest-event-sourcing';
import type { EntityManager } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { ListOf } from '../platform/fields.js';
import { MandateRow } from './mandate-row.js';
import { mayKeepMandatesOf } from './one-unit.js';
import { refuse } from './refusals.js';

/** A mandate, and what the asker may do with it now. */
export class MandateView extends MandateRow {
  @ListOf([Act], { min: 0, max: 100 }) acts: readonly Act[];
}

/** Who acts for a unit under this mandate, and until when? */
export class GetMandate extends TenantQuery<MandateView> {
  constructor(
    asked: AskedByAsker,
    readonly unitId: string,
    readonly mandateId: string,
  ) {
    super(asked);
  }
}

export const getMandate = answering(GetMandate, async (db, { asked, unitId, mandateId }) => {
  const { tenantId: allianceId, asker, now } = asked;
  const row = (await db.findOneBy(MandateRow, { allianceId, unitId, mandateId })) ?? refuse('mandate-not-found');
  const href = `/v1/alliances/${allianceId}/units/${unitId}/mandates/${mandateId}`;
  const canEnd = mayKeepMandatesOf(asker, unitId) && isOpen(row, now) && !(await isLastDelegate(db, row, now));
  return { ...row, acts: actsOf(asker, href, [['EndMandate', 'end', canEnd]]) };
});

const isOpen = ({ until }: MandateRow, now: string): boolean => until === null || now < until;

/** Whether nobody is named who is the unit's delegate after this one. */
const isLastDelegate = async (db: EntityManager, row: MandateRow, now: string): Promise<boolean> => {
  const { allianceId, unitId, mandateId, kind, from } = row;
  if (kind !== 'delegate') return false;
  const others = db.createQueryBuilder(MandateRow, 'row').where({ allianceId, unitId, kind });
  others.andWhere('row.mandateId <> :mandateId', { mandateId });
  others.andWhere('(row.until IS NULL OR (row.until > row.from AND row.until > :at))', { at: from > now ? from : now });
  return !(await others.getExists());
};
