import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { IsString } from 'class-validator';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { SeenBy } from '../access/seen-by.js';
import { ListOf, OneOf, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import { told } from '../platform/sealed.js';
import { MilestoneRow, milestoneStatuses, type MilestoneStatus } from './milestone-rows.js';
import { asks, hrefOf, projectOf } from './one-project.js';
import { EvaluationRow, ProgressRow } from './progress-rows.js';
import { refuse } from './refusals.js';
import { isOver } from './stage.js';

/** A milestone, and what the one who asks may do with it now. Its revision is the project's. */
export class MilestoneView extends MilestoneRow {
  @ListOf([Act], { min: 0, max: 100 }) readonly acts: readonly Act[];
}

/** A report with its words. */
export class ProgressView extends ProgressRow {
  @IsString() @SeenBy('member') readonly words: string;
}

/** An evaluation with its words. */
export class EvaluationView extends EvaluationRow {
  @IsString() @OrNull() @SeenBy('member') readonly words: string | null;
}

/** Which milestones are wanted. */
export class MilestoneFilter extends PageQuery {
  @Optional() @OneOf(milestoneStatuses) readonly status?: MilestoneStatus;
}

/** A question about one part of a project, or about one list of them. */
abstract class AboutProject<Answer> extends TenantQuery<Answer> {
  constructor(
    asked: AskedByAsker,
    readonly projectId: string,
  ) {
    super(asked);
  }
}

/** What is to be reached on the way of a project? */
export class GetMilestones extends AboutProject<Page<MilestoneRow>> {
  constructor(
    asked: AskedByAsker,
    projectId: string,
    readonly filter: MilestoneFilter,
  ) {
    super(asked, projectId);
  }
}

export const getMilestones = answering(GetMilestones, async (db, { asked, projectId, filter }) => {
  await projectOf(db, asked.tenantId, projectId);
  const where = { projectId, ...(filter.status && { status: filter.status }) };
  return pageOf(db, MilestoneRow, ['due', 'milestoneId'], filter, (rows) => rows.where(where));
});

/** How does one milestone stand? */
export class GetMilestone extends AboutProject<MilestoneView> {
  constructor(
    asked: AskedByAsker,
    projectId: string,
    readonly milestoneId: string,
  ) {
    super(asked, projectId);
  }
}

export const getMilestone = answering(GetMilestone, async (db, { asked, projectId, milestoneId }) => {
  const project = await projectOf(db, asked.tenantId, projectId);
  const milestone = (await db.findOneBy(MilestoneRow, { projectId, milestoneId })) ?? refuse('milestone-not-found');
  const ahead = (milestone.status === 'set' || milestone.status === 'missed') && !isOver(project.stage);
  const mine = asks(asked.asker, project.receiver) && ahead;
  const acts = actsOf(asked.asker, `${hrefOf(project)}/milestones/${milestoneId}`, [
    ['ReachMilestone', 'reaching', mine],
    ['DropMilestone', 'drop', mine],
  ]);
  return { ...milestone, revision: project.revision, acts };
});

/** How far did a project come, and when? */
export class GetProgress extends AboutProject<Page<ProgressRow>> {
  constructor(
    asked: AskedByAsker,
    projectId: string,
    readonly filter: PageQuery,
  ) {
    super(asked, projectId);
  }
}

export const getProgress = answering(GetProgress, async (db, { asked, projectId, filter }) => {
  await projectOf(db, asked.tenantId, projectId);
  return pageOf(db, ProgressRow, ['revision', 'reportId'], filter, (rows) => rows.where({ projectId }), 'DESC');
});

/** What did one report say? */
export class GetReport extends AboutProject<ProgressView> {
  constructor(
    asked: AskedByAsker,
    projectId: string,
    readonly reportId: string,
  ) {
    super(asked, projectId);
  }
}

export const getReport = answering(GetReport, async (db, { asked, projectId, reportId }) => {
  const { revision } = await projectOf(db, asked.tenantId, projectId);
  const rows = db.createQueryBuilder(ProgressRow, 'row').addSelect('row.sealed').where({ projectId, reportId });
  const { sealed, ...report } = (await rows.getOne()) ?? refuse('report-not-found');
  return { ...report, words: told(sealed, 'words'), revision };
});

/** What do units, and those whom they serve, think of a project? */
export class GetEvaluations extends AboutProject<Page<EvaluationRow>> {
  constructor(
    asked: AskedByAsker,
    projectId: string,
    readonly filter: PageQuery,
  ) {
    super(asked, projectId);
  }
}

export const getEvaluations = answering(GetEvaluations, async (db, { asked, projectId, filter }) => {
  await projectOf(db, asked.tenantId, projectId);
  return pageOf(db, EvaluationRow, ['revision', 'evaluationId'], filter, (rows) => rows.where({ projectId }));
});

/** What did one of them say? */
export class GetEvaluation extends AboutProject<EvaluationView> {
  constructor(
    asked: AskedByAsker,
    projectId: string,
    readonly evaluationId: string,
  ) {
    super(asked, projectId);
  }
}

export const getEvaluation = answering(GetEvaluation, async (db, { asked, projectId, evaluationId }) => {
  const { revision } = await projectOf(db, asked.tenantId, projectId);
  const rows = db.createQueryBuilder(EvaluationRow, 'row').addSelect('row.sealed').where({ projectId, evaluationId });
  const { sealed, ...evaluation } = (await rows.getOne()) ?? refuse('evaluation-not-found');
  return { ...evaluation, words: told(sealed, 'words') ?? null, revision };
});
