import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import type { AskedByAsker } from '../access/principal.js';
import { IsId, IsInstant, LocalText, Nested, Words } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { AllianceRow } from './alliance-row.js';
import { Area } from './events.js';

/** An alliance below this one, as members of the upper one see it. */
export class LowerAlliance {
  @IsId() readonly allianceId: string;
  @Words() readonly name: LocalText;
  @Nested(Area) readonly area: Area;
  @IsInstant() readonly foundedAt: string;
}

/** Which alliances are directly below this one? */
export class GetLowerAlliances extends TenantQuery<Page<LowerAlliance>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: PageQuery,
  ) {
    super(asked);
  }
}

export const getLowerAlliances = answering(GetLowerAlliances, async (db, { asked: { tenantId }, filter }) => {
  const below = { parentId: tenantId };
  const page = await pageOf(db, AllianceRow, ['foundedAt', 'allianceId'], filter, (rows) => rows.where(below));
  const seen = ({ allianceId, name, area, foundedAt }: AllianceRow) => ({ allianceId, name, area, foundedAt });
  return { ...page, items: page.items.map(seen) };
});
