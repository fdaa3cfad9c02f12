import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsInt, IsString, Min } from 'class-validator';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { offices } from '../alliances/events.js';
import { IsDay, IsId, IsInstant, ListOf, Nested, OneOf, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { told } from '../platform/sealed.js';
import { AnswerEvidence } from './answer-finding.js';
import { severities, type Severity } from './events.js';
import {
  FindingRow,
  findingStatuses,
  remarkKinds,
  type FindingStatus,
  type Remark,
  type RemarkKind,
} from './finding-rows.js';
import { refuse } from './refusals.js';

/** The words of a finding are between the auditors and the unit, and before the officers, who lead the committee. */
const Between = (): PropertyDecorator => SeenBy({ unitsIn: ['unitId'] }, ...offices, 'auditor', 'operator');

/** What was said about a finding after it was raised: by the unit in its answers, else by auditors. */
export class FindingRemark {
  @OneOf(remarkKinds) readonly kind: RemarkKind;
  /** Its event: the place in the log. */
  @IsInt() @Min(1) readonly position: number;
  @IsInstant() readonly at: string;
  /** The unit that is to answer. */
  @IsId() readonly unitId: string;
  /** Until when the unit was asked to answer. */
  @IsDay() @OrNull() readonly due: string | null;
  @IsString() @Between() readonly words: string | null;
  @Nested(AnswerEvidence) @Between() readonly evidence: AnswerEvidence | null;
}

/** A finding with all that was said about it, and what the one who asks may do with it now. */
export class FindingView extends FindingRow {
  /** What was found. */
  @IsString() @Between() readonly words: string | null;
  /** What was said since, the oldest first. */
  @ListOf([FindingRemark], { min: 0, max: 1_000 }) readonly said: readonly FindingRemark[];
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which findings are wanted. */
export class FindingFilter extends PageQuery {
  /** The unit that is to answer them. */
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @OneOf(findingStatuses) readonly status?: FindingStatus;
  @Optional() @OneOf(severities) readonly severity?: Severity;
}

/** What was found, and how does it stand? What is due first comes first. */
export class GetFindings extends TenantQuery<Page<FindingRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: FindingFilter,
  ) {
    super(asked);
  }
}

export const getFindings = answering(GetFindings, (db, { asked: { tenantId: allianceId }, filter }) => {
  const { unitId, status, severity } = filter;
  const wanted = { allianceId, ...(unitId && { unitId }), ...(status && { status }), ...(severity && { severity }) };
  return pageOf(db, FindingRow, ['due', 'findingId'], filter, (rows) => rows.where(wanted));
});

/** How does one finding stand, what was said about it, and what can be done with it? */
export class GetFinding extends TenantQuery<Omit<FindingView, 'sealed' | 'remarks'>> {
  constructor(
    asked: AskedByAsker,
    readonly findingId: string,
  ) {
    super(asked);
  }
}

export const getFinding = answering(GetFinding, async (db, { asked, findingId }) => {
  const found = await db
    .createQueryBuilder(FindingRow, 'row')
    .addSelect(['row.sealed', 'row.remarks'])
    .where({ findingId, allianceId: asked.tenantId })
    .getOne();
  const { sealed, remarks, ...finding } = found ?? refuse('finding-not-found');
  const { unitId } = finding;
  const href = `/v1/alliances/${asked.tenantId}/findings/${findingId}`;
  return {
    ...finding,
    words: told(sealed, 'words'),
    said: remarks.map((each) => ({ ...said(each), unitId })),
    acts: actsOf(asked.asker, href, candidates(finding, asked.asker)),
  };
});

const said = ({ kind, position, at, due, sealed }: Remark) => ({
  ...{ kind, position, at, due },
  words: told(sealed, 'words') ?? told(sealed, 'reason') ?? null,
  evidence: told(sealed, 'evidence', 'nothing') ?? null,
});

const candidates = (
  { status, unitId }: Pick<FindingRow, 'status' | 'unitId'>,
  { principal }: Asker,
): readonly Candidate[] => {
  const ours = principal.kind === 'person' && principal.unitId === unitId;
  const open = status === 'raised' || status === 'overdue' || status === 'answered';
  return [
    ['AnswerFinding', 'answer', ours && open],
    ['CloseFinding', 'closing', open],
    ['AskAgain', 'request', status !== 'withdrawn'],
    ['ReviseFinding', 'revision', open],
    ['WithdrawFinding', 'withdrawal', open],
  ];
};
