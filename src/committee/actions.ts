import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsString } from 'class-validator';
import { Act, actsOf, type Candidate } from '../access/acts.js';
import type { Asker, AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { IsId, ListOf, Nested, OneOf, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { told } from '../platform/sealed.js';
import { ActionRow, actionStatuses, type ActionStatus } from './action-rows.js';
import { refuse } from './refusals.js';
import { ActionEvidence } from './report-action.js';

/** What a unit says that it has done. */
export class ActionReport {
  @IsString() @SeenBy('member') readonly words: string;
  @Nested(ActionEvidence) @OrNull() @SeenBy('member') readonly evidence: ActionEvidence | null;
}

/** An action with what was said of it, and what the one who asks may do with it now. */
export class ActionView extends ActionRow {
  /** What the unit has reported last. */
  @Nested(ActionReport) @OrNull() readonly reported: ActionReport | null;
  /** Why the unit has declined it. */
  @IsString() @OrNull() @SeenBy('member') readonly declineReason: string | null;
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** Which actions are wanted. */
export class ActionFilter extends PageQuery {
  /** The unit that is to do them. */
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @OneOf(actionStatuses) readonly status?: ActionStatus;
  /** The decision from which they follow. */
  @Optional() @IsId() readonly motionId?: string;
}

/** Who is to do what, and until when? What is due first comes first. */
export class GetActions extends TenantQuery<Page<ActionRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: ActionFilter,
  ) {
    super(asked);
  }
}

export const getActions = answering(GetActions, (db, { asked: { tenantId: allianceId }, filter }) => {
  const { unitId, status, motionId } = filter;
  const wanted = { allianceId, ...(unitId && { unitId }), ...(status && { status }), ...(motionId && { motionId }) };
  return pageOf(db, ActionRow, ['due', 'actionId'], filter, (rows) => rows.where(wanted));
});

/** How does one action stand, and what can be done with it? */
export class GetAction extends TenantQuery<Omit<ActionView, 'report' | 'declined'>> {
  constructor(
    asked: AskedByAsker,
    readonly actionId: string,
  ) {
    super(asked);
  }
}

export const getAction = answering(GetAction, async (db, { asked, actionId }) => {
  const found = await db
    .createQueryBuilder(ActionRow, 'row')
    .addSelect(['row.report', 'row.declined'])
    .where({ actionId, allianceId: asked.tenantId })
    .getOne();
  const { report, declined, ...action } = found ?? refuse('action-not-found');
  const reported = report && { words: told(report, 'words'), evidence: told(report, 'evidence', 'nothing') ?? null };
  const acts = actsOf(
    asked.asker,
    `/v1/alliances/${asked.tenantId}/actions/${actionId}`,
    candidates(action, asked.asker),
  );
  return { ...action, reported, declineReason: (declined && told(declined, 'reason')) ?? null, acts };
});

const candidates = (
  { status, unitId }: Pick<ActionRow, 'status' | 'unitId'>,
  { principal }: Asker,
): readonly Candidate[] => {
  const ours = principal.kind === 'person' && principal.unitId === unitId;
  const undone = status === 'given' || status === 'overdue';
  return [
    ['ReportAction', 'report', ours && (undone || status === 'reported')],
    ['DeclineAction', 'decline', ours && undone],
    ['ConfirmAction', 'confirmation', status === 'reported'],
    ['ExtendAction', 'extension', undone || status === 'reported'],
    ['ReassignAction', 'reassignment', undone || status === 'declined'],
  ];
};
