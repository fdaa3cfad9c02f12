import { queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { HistoryController } from './history.controller.js';
import { getAct, getHistory } from './history.js';

@Module({
  controllers: [HistoryController],
  providers: [...queryHandlers(getHistory, getAct)],
})
export class OverviewModule {}
