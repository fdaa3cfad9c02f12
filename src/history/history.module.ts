import { queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { EventsController } from './events.controller.js';
import { getEvents } from './events.js';

/** The history, out. */
@Module({
  controllers: [EventsController],
  providers: [...queryHandlers(getEvents)],
})
export class HistoryModule {}
