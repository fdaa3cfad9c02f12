import { queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { DashboardController } from './dashboard.controller.js';
import { getDashboard } from './dashboard.js';
import { HistoryController } from './history.controller.js';
import { getAct, getHistory } from './history.js';

@Module({
  controllers: [DashboardController, HistoryController],
  providers: [...queryHandlers(getDashboard, getHistory, getAct)],
})
export class OverviewModule {}
