import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../../access/principal.js';
import { IdPipe } from '../../platform/id-pipe.js';
import { Answers } from '../../platform/routes.js';
import {
  ExplainFilter,
  ExplainLoadFilter,
  ExplainPeriodFilter,
  ExplainTrendsFilter,
  Explanation,
} from './explanation.js';
import {
  ExplainDashboard,
  ExplainLoad,
  ExplainProject,
  ExplainRollUp,
  ExplainStatement,
  ExplainTrends,
} from './questions.js';

@Controller('v1/alliances/:allianceId')
export class ExplainController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what makes up a figure of the dashboard: the events, and how much each of them adds.
   *
   * Thing by thing, and of each in the order of the log. All pages are of the moment of the first one, and add up to its
   * value; a percentage names the two figures that it is worked out of.
   */
  @Answers('dashboard/explain', Explanation)
  explainDashboard(@Query() filter: ExplainFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new ExplainDashboard(asked, filter));
  }

  /**
   * Read what makes up a figure of the alliance and all below it.
   *
   * Its own events, and what each alliance below adds: whoever may read that one's dashboard has its events explained
   * there.
   */
  @Answers('roll-up/explain', Explanation)
  explainRollUp(@Query() filter: ExplainFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new ExplainRollUp(asked, filter));
  }

  /** Read what makes up a figure of a week. */
  @Answers('trends/explain', Explanation)
  explainTrends(@Query() filter: ExplainTrendsFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new ExplainTrends(asked, filter));
  }

  /** Read what makes up a figure of a unit's load; `all` is what its share is of. */
  @Answers('load/explain', Explanation)
  explainLoad(@Query() filter: ExplainLoadFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new ExplainLoad(asked, filter));
  }

  /** Read what makes up a figure of a unit's statement. */
  @Answers('units/:unitId/statement/explain', Explanation)
  explainStatement(
    @Param('unitId', IdPipe) unitId: string,
    @Query() filter: ExplainPeriodFilter,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new ExplainStatement(asked, unitId, filter));
  }

  /** Read what makes up a figure of a project: what is needed, pledged and delivered, and its fund. */
  @Answers('projects/:projectId/explain', Explanation)
  explainProject(
    @Param('projectId', IdPipe) projectId: string,
    @Query() filter: ExplainFilter,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new ExplainProject(asked, projectId, filter));
  }
}
