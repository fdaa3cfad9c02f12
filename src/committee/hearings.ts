import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsString } from 'class-validator';
import type { EntityManager } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { ListOf, OneOf, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { told } from '../platform/sealed.js';
import { MotionRow } from './decision-register.js';
import { HearingRow, hearingStatuses, type HearingStatus } from './hearing-rows.js';
import { refuse } from './refusals.js';

/** A hearing with what was said, and what the one who asks may do with it now. Its revision is the motion's. */
export class HearingView extends HearingRow {
  @IsString() @OrNull() @SeenBy('member') readonly summary: string | null;
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which hearings are wanted. */
export class HearingFilter extends PageQuery {
  @Optional() @OneOf(hearingStatuses) readonly status?: HearingStatus;
}

/** Who is or was heard on a motion? The first hearing first. */
export class GetHearings extends TenantQuery<Page<HearingRow>> {
  constructor(
    asked: AskedByAsker,
    readonly motionId: string,
    readonly filter: HearingFilter,
  ) {
    super(asked);
  }
}

export const getHearings = answering(GetHearings, async (db, { asked, motionId, filter }) => {
  await motionOf(db, asked.tenantId, motionId);
  const wanted = { motionId, ...(filter.status && { status: filter.status }) };
  return pageOf(db, HearingRow, ['from', 'hearingId'], filter, (rows) => rows.where(wanted));
});

/** What became of one hearing? */
export class GetHearing extends TenantQuery<Omit<HearingView, 'said'>> {
  constructor(
    asked: AskedByAsker,
    readonly motionId: string,
    readonly hearingId: string,
  ) {
    super(asked);
  }
}

export const getHearing = answering(GetHearing, async (db, { asked, motionId, hearingId }) => {
  const { status: stands, revision } = await motionOf(db, asked.tenantId, motionId);
  const query = db.createQueryBuilder(HearingRow, 'row').addSelect('row.said').where({ motionId, hearingId });
  const { said, ...hearing } = (await query.getOne()) ?? refuse('hearing-not-found');
  const waits = hearing.status === 'called' && (stands === 'tabled' || stands === 'quorum-missed');
  const href = `/v1/alliances/${asked.tenantId}/motions/${motionId}/hearings/${hearingId}`;
  const acts = actsOf(asked.asker, href, [
    ['RecordHearing', 'record', waits && hearing.from <= asked.now],
    ['CancelHearing', 'cancellation', waits],
  ]);
  return { ...hearing, revision, summary: said && told(said, 'summary'), acts };
});

const motionOf = async (db: EntityManager, allianceId: string, motionId: string): Promise<MotionRow> =>
  (await db.findOneBy(MotionRow, { motionId, allianceId })) ?? refuse('motion-not-found');
