import { put, readModelByStream } from '#event-sourcing';
import { Column, Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, KeyColumn, ObjectColumn, WholeColumn, WordColumn } from '../platform/columns.js';
import type { Sealed } from '../platform/sealed.js';
import { Evidence, voices, type ProjectEvent, type Voice } from './events.js';

/** How far the work on a project had come. */
@Entity('progress_report')
@Index(['projectId', 'revision', 'reportId'])
export class ProgressRow {
  @KeyColumn() projectId: string;
  @KeyColumn() reportId: string;
  @IdColumn() allianceId: string;
  @WholeColumn({ nullable: true }) percent: number | null;
  @ObjectColumn(Evidence, { nullable: true }) evidence: Evidence | null;
  @InstantColumn() reportedAt: string;
  /** The project's, at this report. */
  @WholeColumn() revision: number;
  /** What was said, as the event holds it: for who looks at one report. */
  @Column({ type: 'jsonb', select: false }) sealed: Sealed<{ words: string }>;
}

/** How far did each project come, and when? */
export const progressRows = readModelByStream<ProjectEvent, ProgressRow>(ProgressRow, ['projectId', 'reportId'], {
  ProgressReported: ({ subjectId: projectId, revision, issue, data }) =>
    put({ percent: null, evidence: null, ...data, projectId, allianceId: issue.tenantId, reportedAt: issue.at, revision }), // prettier-ignore
});

/** How good somebody thinks that a project was. */
@Entity('evaluation')
@Index(['projectId', 'revision', 'evaluationId'])
export class EvaluationRow {
  @KeyColumn() projectId: string;
  @KeyColumn() evaluationId: string;
  @IdColumn() allianceId: string;
  /** The unit that said it, or passed it on. */
  @IdColumn() unitId: string;
  @WordColumn(voices) voice: Voice;
  /** From 1, poor, to 5, excellent. */
  @WholeColumn() score: number;
  @InstantColumn() evaluatedAt: string;
  /** The project's, at this evaluation. */
  @WholeColumn() revision: number;
  /** What was said, as the event holds it: for who looks at one evaluation. */
  @Column({ type: 'jsonb', select: false }) sealed: Sealed<{ words?: string }>;
}

/** What do units and those whom they serve think of each project? */
export const evaluationRows = readModelByStream<ProjectEvent, EvaluationRow>(
  EvaluationRow,
  ['projectId', 'evaluationId'],
  {
    ProjectEvaluated: ({ subjectId: projectId, revision, issue, data }) =>
      put({ projectId, ...data, allianceId: issue.tenantId, evaluatedAt: issue.at, revision }),
  },
);
