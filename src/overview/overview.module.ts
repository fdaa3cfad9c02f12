import { queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { AnomaliesController } from './anomalies.controller.js';
import { getAnomalies } from './anomalies.js';
import { CalendarController } from './calendar.controller.js';
import { getCalendar } from './calendar.js';
import { DashboardController } from './dashboard.controller.js';
import { getDashboard } from './dashboard.js';
import { ExplainController } from './explain/explain.controller.js';
import {
  explainDashboard,
  explainLoad,
  explainProject,
  explainRollUp,
  explainStatement,
  explainTrends,
} from './explain/questions.js';
import { HistoryController } from './history.controller.js';
import { getAct, getHistory } from './history.js';
import { LoadController } from './load.controller.js';
import { DifferenceController } from './difference.controller.js';
import { getThingsChanged } from './difference.js';
import { Differences } from './differences.js';
import { getLoad } from './load.js';
import { OpenMattersController } from './open-matters.controller.js';
import { getOpenMatters, getUnitMatters } from './open-matters.js';
import { OutstandingController } from './outstanding.controller.js';
import { getOutstanding } from './outstanding.js';
import { RollUpController } from './roll-up.controller.js';
import { getRollUp } from './roll-up.js';
import { getStatement } from './statement.js';
import { TrendsController } from './trends.controller.js';
import { getTrends } from './trends.js';
import { UnitOverviewController } from './unit-overview.controller.js';

@Module({
  controllers: [
    DashboardController,
    HistoryController,
    RollUpController,
    OutstandingController,
    OpenMattersController,
    UnitOverviewController,
    CalendarController,
    LoadController,
    TrendsController,
    AnomaliesController,
    ExplainController,
    DifferenceController,
  ],
  providers: [
    ...queryHandlers(getDashboard, getHistory, getAct, getRollUp, getOutstanding),
    ...queryHandlers(explainDashboard, explainRollUp, explainTrends, explainLoad, explainStatement, explainProject),
    ...queryHandlers(getAnomalies, getOpenMatters, getUnitMatters, getStatement, getCalendar, getLoad, getTrends),
    ...queryHandlers(getThingsChanged),
    Differences,
  ],
})
export class OverviewModule {}
