import { change, put, readModelByStream, remove, type Recorded } from '#event-sourcing';
import { Column, Entity, Index, PrimaryColumn, type EntityManager } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  KeyColumn,
  ObjectColumn,
  TextColumn,
  WholeColumn,
  WordColumn,
} from '../platform/columns.js';
import { Currency } from '../platform/fields.js';
import type { Sealed } from '../platform/sealed.js';
import { Evidence, type ProjectEvent, type Requirement } from './events.js';

/** What there is of one currency in a project's fund, in minor units. */
@Entity('project_fund')
export class FundRow {
  @KeyColumn() projectId: string;
  @PrimaryColumn('text') @Currency() currency: string;
  @IdColumn() allianceId: string;
  /** What was delivered, less what of it was reversed. */
  @WholeColumn() receivedMinor: number;
  /** What was spent, less what of it was reversed. */
  @WholeColumn() spentMinor: number;
  @WholeColumn() balanceMinor: number;
}

/** The currencies that a project asks for. */
const currenciesOf = ({ subjectId: projectId, issue, data }: Recorded<ProjectEvent> & { readonly data: Plan }) => {
  const money = data.requirements.filter(({ kind }) => kind === 'money');
  const nothing = { receivedMinor: 0, spentMinor: 0, balanceMinor: 0 };
  return [...new Set(money.map(({ unitOfMeasure }) => unitOfMeasure))].map((currency) =>
    put<FundRow>({ projectId, currency, allianceId: issue.tenantId, ...nothing }),
  );
};
type Plan = Readonly<{ requirements: readonly Requirement[] }>;

const pays = (projectId: string, currency: string | undefined, received: number, spent = 0) =>
  currency === undefined
    ? []
    : change<FundRow>({ projectId, currency }, (row) => ({
        ...row,
        receivedMinor: row.receivedMinor + received,
        spentMinor: row.spentMinor + spent,
        balanceMinor: row.balanceMinor + received - spent,
      }));

/** How much money does each project have? */
export const fundRows = readModelByStream<ProjectEvent, FundRow>(FundRow, ['projectId', 'currency'], {
  ProjectProposed: currenciesOf,
  ProjectRevised: (event) => [remove({ projectId: event.subjectId }), ...currenciesOf(event)],
  DeliveryConfirmed: ({ subjectId, data: { currency, quantity } }) => pays(subjectId, currency, quantity),
  DeliveryReversed: ({ subjectId, data: { currency, quantity } }) => pays(subjectId, currency, -quantity),
  FundSpent: ({ subjectId, data: { currency, amountMinor } }) => pays(subjectId, currency, 0, amountMinor),
  SpendingReversed: ({ subjectId, data: { currency, amountMinor } }) => pays(subjectId, currency, 0, -amountMinor),
});

/** The fund of a project, by currency. */
export const fundOf = (db: EntityManager, projectId: string): Promise<readonly FundRow[]> =>
  db.find(FundRow, { where: { projectId }, order: { currency: 'ASC' } });

export const fundEntryKinds = ['received', 'receipt-reversed', 'spent', 'spending-reversed'] as const;

/** One movement of a project's fund: what comes in is above zero, what goes out below. */
@Entity('fund_entry')
@Index(['projectId', 'revision', 'entryId'])
export class FundEntryRow {
  @KeyColumn() projectId: string;
  @KeyColumn() entryId: string;
  @IdColumn() allianceId: string;
  @WordColumn(fundEntryKinds) kind: (typeof fundEntryKinds)[number];
  @TextColumn() currency: string;
  @WholeColumn() amountMinor: number;
  /** The delivery that it came with, or that was reversed. */
  @IdColumn({ nullable: true }) deliveryId: string | null;
  @IdColumn({ nullable: true }) spendingId: string | null;
  /** The decision that allowed a spending. */
  @IdColumn({ nullable: true }) motionId: string | null;
  @InstantColumn() at: string;
  /** The project's, at this entry. */
  @WholeColumn() revision: number;
}

const none = { deliveryId: null, spendingId: null, motionId: null };
type Entry = Pick<FundEntryRow, 'kind' | 'amountMinor'> & Partial<typeof none | FundEntryRow>;
const entry = (
  { subjectId: projectId, id: entryId, revision, issue }: Recorded,
  currency: string | undefined,
  of: Entry,
) =>
  currency === undefined
    ? []
    : put<FundEntryRow>({
        projectId,
        ...none,
        entryId,
        allianceId: issue.tenantId,
        currency,
        at: issue.at,
        revision,
        ...of,
      });

/** What came into each fund, and what went out of it? */
export const fundEntryRows = readModelByStream<ProjectEvent, FundEntryRow>(FundEntryRow, ['projectId', 'entryId'], {
  DeliveryConfirmed: (event) => {
    const { currency, quantity, deliveryId } = event.data;
    return entry(event, currency, { kind: 'received', amountMinor: quantity, deliveryId });
  },
  DeliveryReversed: (event) => {
    const { currency, quantity, deliveryId } = event.data;
    return entry(event, currency, { kind: 'receipt-reversed', amountMinor: -quantity, deliveryId });
  },
  FundSpent: (event) => {
    const { currency, amountMinor, spendingId, motionId } = event.data;
    return entry(event, currency, { kind: 'spent', amountMinor: -amountMinor, spendingId, motionId });
  },
  SpendingReversed: (event) => {
    const { currency, amountMinor, spendingId } = event.data;
    return entry(event, currency, { kind: 'spending-reversed', amountMinor, spendingId });
  },
});

/** What was spent of a project's fund, and which decision allowed it. */
@Entity('spending')
export class SpendingRow {
  @KeyColumn() projectId: string;
  @KeyColumn() spendingId: string;
  @IdColumn() allianceId: string;
  @TextColumn() currency: string;
  @WholeColumn() amountMinor: number;
  @IdColumn() motionId: string;
  @ObjectColumn(Evidence) evidence: Evidence;
  @WordColumn(['spent', 'reversed']) status: 'spent' | 'reversed';
  @InstantColumn() spentAt: string;
  /** The project's, at the last event about the spending. */
  @WholeColumn() revision: number;
  /** What for, as the event holds it: for who looks at one spending. */
  @Column({ type: 'jsonb', select: false }) sealed: Sealed<{ purpose: string }>;
}

/** What was spent, and on what? */
export const spendingRows = readModelByStream<ProjectEvent, SpendingRow>(SpendingRow, ['projectId', 'spendingId'], {
  FundSpent: ({ subjectId: projectId, revision, issue, data }) =>
    put({ projectId, ...data, allianceId: issue.tenantId, status: 'spent', spentAt: issue.at, revision }),
  SpendingReversed: ({ subjectId: projectId, revision, data: { spendingId } }) =>
    change({ projectId, spendingId }, (row) => ({ ...row, status: 'reversed', revision })),
});
