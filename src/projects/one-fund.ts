import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt, IsString, Min } from 'class-validator';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { IsId, ListOf, OneOf, Optional } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { told } from '../platform/sealed.js';
import { fundEntryKinds, FundEntryRow, fundOf, FundRow, SpendingRow } from './fund-rows.js';
import { asks, hrefOf, projectOf } from './one-project.js';
import { refuse } from './refusals.js';
import { requirements_max } from './requirements.js';

/** A project's fund. Its revision is the project's. */
export class FundView {
  @IsId() readonly projectId: string;
  @IsId() readonly allianceId: string;
  /** One for each currency that the project asked for. */
  @ListOf([FundRow], { min: 0, max: requirements_max }) readonly balances: readonly FundRow[];
  @IsInt() @Min(0) readonly revision: number;
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** A spending, what for, and what the one who asks may do with it now. Its revision is the project's. */
export class SpendingView extends SpendingRow {
  /** What for. */
  @IsString() @SeenBy('member') readonly purpose: string;
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which entries are wanted. */
export class FundEntryFilter extends PageQuery {
  @Optional() @OneOf(fundEntryKinds) readonly kind?: FundEntryRow['kind'];
}

/** How much money does a project have? */
export class GetFund extends TenantQuery<FundView> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
  ) {
    super(asked);
  }
}

export const getFund = answering(GetFund, async (db, { asked, projectId }): Promise<FundView> => {
  const project = await projectOf(db, asked.tenantId, projectId);
  const { allianceId, receiver, revision } = project;
  const balances = await fundOf(db, projectId);
  const spends = asks(asked.asker, receiver) && balances.some(({ balanceMinor }) => balanceMinor > 0);
  const acts = actsOf(asked.asker, `${hrefOf(project)}/fund`, [['SpendFund', 'spendings', spends]]);
  return { projectId, allianceId, balances, revision, acts };
});

/** What came into a project's fund, and what went out of it? */
export class GetFundEntries extends TenantQuery<Page<FundEntryRow>> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
    readonly filter: FundEntryFilter,
  ) {
    super(asked);
  }
}

export const getFundEntries = answering(GetFundEntries, async (db, { asked, projectId, filter }) => {
  await projectOf(db, asked.tenantId, projectId);
  const where = { projectId, ...(filter.kind && { kind: filter.kind }) };
  return pageOf(db, FundEntryRow, ['revision', 'entryId'], filter, (rows) => rows.where(where));
});

/** What was spent, what for, and by which decision? */
export class GetSpending extends TenantQuery<SpendingView> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
    readonly spendingId: string,
  ) {
    super(asked);
  }
}

export const getSpending = answering(GetSpending, async (db, { asked, projectId, spendingId }) => {
  const project = await projectOf(db, asked.tenantId, projectId);
  const rows = db.createQueryBuilder(SpendingRow, 'row').addSelect('row.sealed').where({ projectId, spendingId });
  const { sealed, ...spending } = (await rows.getOne()) ?? refuse('spending-not-found');
  const reverses = asks(asked.asker, project.receiver) && spending.status === 'spent';
  const href = `${hrefOf(project)}/fund/spendings/${spendingId}`;
  const acts = actsOf(asked.asker, href, [['ReverseSpending', 'reversal', reverses]]);
  return { ...spending, purpose: told(sealed, 'purpose'), revision: project.revision, acts };
});
