import { queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { findActs } from './acts.js';
import { EventsController } from './events.controller.js';
import { getEvents } from './events.js';
import { OcelController } from './ocel.controller.js';
import { OcelDocument } from './ocel-document.js';
import { SampleController } from './sample.controller.js';
import { drawSample } from './sample.js';
import { StoryController } from './story.controller.js';
import { Stories } from './story.js';
import { SubjectAccessController } from './subject-access.controller.js';
import { SubjectFile } from './subject-access.js';

/** The history, out. */
@Module({
  controllers: [EventsController, OcelController, SampleController, StoryController, SubjectAccessController],
  providers: [OcelDocument, Stories, SubjectFile, ...queryHandlers(drawSample, findActs, getEvents)],
})
export class HistoryModule {}
