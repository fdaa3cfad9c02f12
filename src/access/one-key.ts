import { answering, TenantQuery } from '#nest-event-sourcing';
import { ListOf } from '../platform/fields.js';
import { Act, actsOf } from './acts.js';
import { SeenKey, KeyRow, ownOnly, withUse } from './key-row.js';
import type { AskedByAsker, Asker } from './principal.js';
import { refuse } from './refusals.js';

/** A key, and what the asker may do with it now. */
export class KeyView extends SeenKey {
  @ListOf([Act], { min: 0, max: 100 }) acts: readonly Act[];
}

/** Whose is this key, what is it for, and is it used? */
export class GetKey extends TenantQuery<KeyView> {
  constructor(
    asked: AskedByAsker,
    readonly keyId: string,
  ) {
    super(asked);
  }
}

export const getKey = answering(GetKey, async (db, { asked, keyId }) => {
  const { tenantId: allianceId, asker, now } = asked;
  const row = (await db.findOneBy(KeyRow, { allianceId, keyId, ...ownOnly(asker) })) ?? refuse('key-not-found');
  const [seen = refuse('key-not-found')] = await withUse(db, asked, [row]);
  const isOfAlliance = row.kind !== 'operator';
  const good = row.revokedAt === null && now < row.expiresAt;
  const mine = keeps(asker, row);
  const inScope = row.scopes.every((scope) => asker.principal.scopes.includes(scope));
  const acts = actsOf(asker, isOfAlliance ? `/v1/alliances/${allianceId}/keys/${keyId}` : `/v1/keys/${keyId}`, [
    [isOfAlliance ? 'RotateKey' : 'RotateOperatorKey', 'rotation', good && mine && inScope],
    [isOfAlliance ? 'RevokeKey' : 'RevokeOperatorKey', 'revocation', row.revokedAt === null && mine],
  ]);
  return { ...seen, acts };
});

/** As the decision says it, as far as the asker's own standing tells. */
const keeps = ({ principal, standing }: Asker, { kind, unitId, personId }: KeyRow): boolean => {
  if (principal.kind !== 'person') return principal.kind === 'operator';
  if (kind !== 'person' || unitId !== principal.unitId) return false;
  return personId === principal.personId || standing.office !== undefined || standing.roles.includes('delegate');
};
