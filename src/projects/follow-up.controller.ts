import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { PageQuery } from '../platform/page.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { DropMilestone } from './drop-milestone.js';
import { EvaluateProject } from './evaluate-project.js';
import {
  EvaluationView,
  GetEvaluation,
  GetEvaluations,
  GetMilestone,
  GetMilestones,
  GetProgress,
  GetReport,
  MilestoneFilter,
  MilestoneView,
  ProgressView,
} from './followed-project.js';
import { MilestoneRow } from './milestone-rows.js';
import { EvaluationRow, ProgressRow } from './progress-rows.js';
import { ReachMilestone } from './reach-milestone.js';
import { ReportProgress } from './report-progress.js';
import { SetMilestone } from './set-milestone.js';

@Controller('v1/alliances/:allianceId/projects/:projectId')
export class FollowUpController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Set a milestone.
   *
   * The receiver says what is to be reached, and by which day. When that day is over it is missed, and everybody sees it.
   */
  @Creates('milestones', 'milestone')
  setMilestone(@Param('projectId', IdPipe) projectId: string, @Body() command: SetMilestone, @Called() call: Call) {
    return this.commands.execute(command.for(projectId, call));
  }

  /** Read the milestones of a project, the earliest first. */
  @AnswersList('milestones', MilestoneRow)
  getMilestones(
    @Param('projectId', IdPipe) projectId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: MilestoneFilter,
  ) {
    return this.queries.execute(new GetMilestones(asked, projectId, filter));
  }

  /** Read one milestone, and what you may do with it now. */
  @Answers('milestones/:milestoneId', MilestoneView)
  getMilestone(
    @Param('projectId', IdPipe) projectId: string,
    @Param('milestoneId', IdPipe) milestoneId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetMilestone(asked, projectId, milestoneId));
  }

  /**
   * Say that a milestone has been reached.
   *
   * The receiver does, also when its day is over: late is better than never.
   */
  @Acts('milestones/:milestoneId/reaching')
  reachMilestone(
    @Param('projectId', IdPipe) projectId: string,
    @Param('milestoneId', IdPipe) milestoneId: string,
    @Body() command: ReachMilestone,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { milestoneId }));
  }

  /**
   * Give a milestone up, and say why.
   *
   * The receiver does; for another day it sets another one.
   */
  @Acts('milestones/:milestoneId/drop')
  dropMilestone(
    @Param('projectId', IdPipe) projectId: string,
    @Param('milestoneId', IdPipe) milestoneId: string,
    @Body() command: DropMilestone,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call, { milestoneId }));
  }

  /**
   * Report how far the work has come.
   *
   * The receiver does, while it is under way. The same report twice is one.
   */
  @Creates('reports', 'report')
  reportProgress(@Param('projectId', IdPipe) projectId: string, @Body() command: ReportProgress, @Called() call: Call) {
    return this.commands.execute(command.for(projectId, call));
  }

  /** Read the reports on a project, the newest first. */
  @AnswersList('reports', ProgressRow)
  getReports(
    @Param('projectId', IdPipe) projectId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: PageQuery,
  ) {
    return this.queries.execute(new GetProgress(asked, projectId, filter));
  }

  /** Read one report, with its words. */
  @Answers('reports/:reportId', ProgressView)
  getReport(
    @Param('projectId', IdPipe) projectId: string,
    @Param('reportId', IdPipe) reportId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetReport(asked, projectId, reportId));
  }

  /**
   * Evaluate a completed project.
   *
   * Each unit says once how good the outcome is, from 1 to 5, and passes on what those whom it serves say, as many as
   * they are and without their names. Thirty days after the completion that is over, and the project is evaluated.
   */
  @Creates('evaluations', 'evaluation')
  evaluateProject(
    @Param('projectId', IdPipe) projectId: string,
    @Body() command: EvaluateProject,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(projectId, call));
  }

  /** Read the evaluations of a project, the oldest first. */
  @AnswersList('evaluations', EvaluationRow)
  getEvaluations(
    @Param('projectId', IdPipe) projectId: string,
    @AskedBy() asked: AskedByAsker,
    @Query() filter: PageQuery,
  ) {
    return this.queries.execute(new GetEvaluations(asked, projectId, filter));
  }

  /** Read one evaluation, with its words. */
  @Answers('evaluations/:evaluationId', EvaluationView)
  getEvaluation(
    @Param('projectId', IdPipe) projectId: string,
    @Param('evaluationId', IdPipe) evaluationId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetEvaluation(asked, projectId, evaluationId));
  }
}
