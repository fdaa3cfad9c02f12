import { Controller, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AskedBy, type AskedByAsker } from '../access/principal.js';
import { AnswersList } from '../platform/routes.js';
import { CalendarEntry } from './calendar-entry.js';
import { CalendarFilter, GetCalendar } from './calendar.js';

@Controller('v1/alliances/:allianceId/calendar')
export class CalendarController {
  constructor(private readonly queries: QueryBus) {}

  /**
   * Read what is when, in the order of time.
   *
   * Meetings, hearings, votes that close, bookings that begin, and the days on which actions and requirements are due
   * and promises end. The 31 days to come unless said, at most 92.
   */
  @AnswersList('', CalendarEntry)
  getCalendar(@Query() filter: CalendarFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetCalendar(asked, filter));
  }
}
