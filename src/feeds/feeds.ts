import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { actsOf, Act } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { IsId, ListOf, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { FeedRow } from './feed-rows.js';
import { refuse } from './refusals.js';

/** A calendar feed, and what you may do with it now. */
export class FeedView extends FeedRow {
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which calendar feeds are wanted. */
export class FeedFilter extends PageQuery {
  @Optional() @IsId() readonly unitId?: string;
}

/** Which calendar feeds have we? Officers, auditors and the operator see those of all units. */
export class GetFeeds extends TenantQuery<Page<FeedRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: FeedFilter,
  ) {
    super(asked);
  }
}

export const getFeeds = answering(GetFeeds, (db, { asked: { tenantId: allianceId, asker }, filter }) => {
  const { unitId } = filter;
  const only = onlyOf(asker);
  return pageOf(db, FeedRow, ['createdAt', 'feedId'], filter, (rows) => {
    rows.where({ allianceId, ...(unitId && { unitId }) });
    return only === undefined ? rows : rows.andWhere('row.unitId = :only', { only });
  });
});

/** How does one calendar feed stand, and what can be done with it? */
export class GetFeed extends TenantQuery<FeedRow & Pick<FeedView, 'acts'>> {
  constructor(
    asked: AskedByAsker,
    readonly feedId: string,
  ) {
    super(asked);
  }
}

export const getFeed = answering(GetFeed, async (db, { asked: { tenantId: allianceId, asker }, feedId }) => {
  const only = onlyOf(asker);
  const where = { feedId, allianceId, ...(only !== undefined && { unitId: only }) };
  const row = (await db.findOneBy(FeedRow, where)) ?? refuse('feed-not-found');
  const isOurs = row.status === 'active' && asker.principal.kind === 'person';
  const acts = actsOf(asker, `/v1/alliances/${allianceId}/feeds/${feedId}`, [
    ['RotateFeed', 'address', isOurs],
    ['RevokeFeed', 'revocation', isOurs],
  ]);
  return { ...row, acts };
});

/** The unit whose feeds alone somebody may see; nothing where all are to be seen. */
const onlyOf = ({ principal, standing }: Asker): string | undefined =>
  principal.kind !== 'person' || standing.office !== undefined ? undefined : principal.unitId;
