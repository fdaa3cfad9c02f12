import { change, put, readModelByStream, type Recorded } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsArray, IsIn, IsString } from 'class-validator';
import { Column, Entity, In, Index, type EntityManager } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, TextColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import { IsId, IsInstant, Matching, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { told, type Sealed } from '../platform/sealed.js';
import { keyKinds, type KeyEvent, type KeyKind } from './events.js';
import { KeyUseRow } from './key-uses.js';
import type { AskedByAsker, Asker } from './principal.js';
import { scopes, type Scope } from './scopes.js';
import { SecretRow } from './secrets.js';
import { SeenBy } from './seen-by.js';

/** A key: whose it is, what it is for and until when. Never the key itself. */
@Entity('key')
@Index(['allianceId', 'issuedAt', 'keyId'])
@Index(['allianceId', 'unitId', 'issuedAt', 'keyId'])
export class KeyRow {
  /** Also the id of the client that uses it. */
  @KeyColumn() keyId: string;
  /** Empty for an operator's own. */
  @TextColumn() allianceId: string;
  @WordColumn(keyKinds) kind: KeyKind;
  @IdColumn({ nullable: true }) unitId: string | null;
  @IdColumn({ nullable: true }) personId: string | null;
  /** As the event holds it: it leaves as the label of a `SeenKey`. */
  @Column('jsonb') sealed: Sealed<{ label: string }>;
  @Column('jsonb') @IsArray() @IsIn([...scopes], { each: true }) scopes: readonly Scope[];
  @InstantColumn() issuedAt: string;
  /** The first instant at which it is not honoured. */
  @InstantColumn() expiresAt: string;
  @InstantColumn({ nullable: true }) rotatedAt: string | null;
  /** Until when the secret of before the last rotation is good. */
  @InstantColumn({ nullable: true }) overlapUntil: string | null;
  @InstantColumn({ nullable: true }) revokedAt: string | null;
  @WholeColumn() revision: number;
}

const now = ({ subjectId: keyId, revision }: Recorded<KeyEvent>, seen: Partial<KeyRow>) =>
  change<KeyRow>({ keyId }, (row) => ({ ...row, ...seen, revision }));

/** Which keys are there, and whose? */
export const keyRows = readModelByStream<KeyEvent, KeyRow>(KeyRow, ['keyId'], {
  KeyIssued: ({ subjectId: keyId, revision, issue, data: { unitId = null, personId = null, ...data } }) =>
    put({
      keyId,
      ...{ allianceId: issue.tenantId, ...data, unitId, personId, revision },
      ...{ issuedAt: issue.at, rotatedAt: null, overlapUntil: null, revokedAt: null },
    }),
  KeyRotated: (event) => {
    const { overlapUntil, expiresAt } = event.data;
    return now(event, { rotatedAt: event.issue.at, overlapUntil, ...(expiresAt !== undefined && { expiresAt }) });
  },
  KeyRevoked: (event) => now(event, { revokedAt: event.issue.at }),
});

/** A key as those see it who may know of it. */
export class SeenKey extends KeyRow {
  @SeenBy('member') @IsString() label: string;
  /** How the newest secret begins: `lj_`, this and the rest. */
  @OrNull() @Matching(/^[0-9a-f]{12}$/) prefix: string | null;
  /** When it was last used, to a minute or so. */
  @OrNull() @IsInstant() lastUsedAt: string | null;
}

/** A unit's keys are for its own people; all of an alliance's for its officers, its auditors and the operator. */
export const ownOnly = ({ principal, standing }: Asker): { unitId?: string } =>
  principal.kind === 'person' && standing.office === undefined ? { unitId: principal.unitId } : {};

/** With how it begins and when it was used, which stand beside the log: nobody knows how that was then. */
export const withUse = async (
  db: EntityManager,
  { asOf }: Pick<AskedByAsker, 'asOf'>,
  rows: readonly KeyRow[],
): Promise<readonly SeenKey[]> => {
  const labelled = rows.map((row) => ({ ...row, label: told(row.sealed, 'label') }));
  if (asOf !== undefined) return labelled.map((row) => ({ ...row, prefix: null, lastUsedAt: null }));
  const keyId = In(rows.map((row) => row.keyId));
  const [uses, secrets] = [
    await db.find(KeyUseRow, { where: { keyId } }),
    await db.find(SecretRow, { where: { keyId }, order: { revision: 'ASC' } }),
  ];
  const [useOf, prefixOf] = [
    new Map(uses.map((use) => [use.keyId, use.lastUsedAt])),
    new Map(secrets.map((secret) => [secret.keyId, secret.prefix])),
  ];
  return labelled.map((row) => ({
    ...row,
    prefix: prefixOf.get(row.keyId) ?? null,
    lastUsedAt: useOf.get(row.keyId) ?? null,
  }));
};

/** Which keys are wanted. */
export class KeyFilter extends PageQuery {
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @IsId() readonly personId?: string;
}

/** Which keys are there, which opened something lately, and until when is each good? */
export class GetKeys extends TenantQuery<Page<SeenKey>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: KeyFilter,
  ) {
    super(asked);
  }
}

export const getKeys = answering(GetKeys, async (db, { asked, filter }) => {
  const { tenantId: allianceId, asker } = asked;
  const { unitId, personId } = filter;
  const page = await pageOf(db, KeyRow, ['issuedAt', 'keyId'], filter, (rows) =>
    rows
      .where({ allianceId, ...(unitId && { unitId }), ...(personId && { personId }) })
      .andWhere({ allianceId, ...ownOnly(asker) }),
  );
  return { ...page, items: await withUse(db, asked, page.items) };
});
