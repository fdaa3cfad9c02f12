import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { Answers } from '../platform/routes.js';
import { Dashboard } from './dashboard-view.js';
import { GetDashboard } from './dashboard.js';

@Controller('v1/alliances/:allianceId/dashboard')
export class DashboardController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read the alliance's dashboard.
   *
   * Units by status and kind, what is shared, projects by stage with what they need and lack, motions open and decided
   * with their turnout, and what happened last. Sums are of one unit of measure each.
   */
  @Answers('', Dashboard)
  getDashboard(@AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetDashboard(asked));
  }
}
