import { Controller, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { GetAct, HistoryRow } from '../overview/history.js';
import { PositionPipe } from '../platform/position-pipe.js';
import { Answers, AnswersList } from '../platform/routes.js';
import { asCloudEvent, asCloudEvents } from './cloud-events.js';
import { EventsFilter, GetEvents } from './events.js';

@Controller('v1/alliances/:allianceId/events')
export class EventsController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read all events, the oldest first, in the order of the log.
   *
   * As pages, or all of them as lines of JSON, as a table, or as CloudEvents 1.0 in a batch
   * (`application/cloudevents-batch+json`). Nothing is ever recorded before a position that was shown: whoever comes back
   * with `after`, the position of the last event that it has, misses nothing and gets nothing twice.
   */
  @AnswersList('', HistoryRow, { formats: asCloudEvents })
  getEvents(@Query() filter: EventsFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetEvents(asked, filter));
  }

  /** Read one event, by its place in the log; as a CloudEvent, too. */
  @Answers(':position', HistoryRow, { forms: asCloudEvent })
  getEvent(@Param('position', PositionPipe) position: number, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAct(asked, position));
  }
}
