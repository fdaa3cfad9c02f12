import type { Call } from '#event-sourcing';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { AskedBy, Called, type AskedByAsker } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { PageQuery } from '../platform/page.js';
import { Acts, Answers, AnswersList, Creates } from '../platform/routes.js';
import { BookResource } from './book-resource.js';
import { BookSeries } from './book-series.js';
import { BookingRow } from './booking-rows.js';
import { CancelSeries } from './cancel-series.js';
import { AvailabilityFilter, AvailabilityView, GetAvailability } from './free-capacity.js';
import { BookingFilter, BookingsFilter, BookingView, GetAllBookings, GetBooking, GetBookings } from './one-booking.js';
import { GetAllSeries, GetSeries, SeriesRow, SeriesView } from './series-rows.js';

@Controller('v1/alliances/:allianceId')
export class BookingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /**
   * Book a resource of another unit.
   *
   * A quantity, for a time where the resource has an availability. What needs no consent is confirmed at once; else it
   * is kept until the owner decides, within the charter's hours. A refusal names every rule that fails, and the three
   * nearest free times within 14 days.
   */
  @Creates('resources/:resourceId/bookings', 'booking')
  bookResource(@Param('resourceId', IdPipe) resourceId: string, @Body() command: BookResource, @Called() call: Call) {
    return this.commands.execute(command.for(resourceId, call));
  }

  /**
   * Book a resource again and again.
   *
   * Every Tuesday until June: at most a hundred dates within the next 400 days. Each is a booking by the rules of one,
   * with a verdict of its own, which the series shows; it is refused only where no date is possible.
   */
  @Creates('resources/:resourceId/series', 'series')
  bookSeries(@Param('resourceId', IdPipe) resourceId: string, @Body() command: BookSeries, @Called() call: Call) {
    return this.commands.execute(command.for(resourceId, call));
  }

  /** Read the series of bookings of a resource, first booked first. */
  @AnswersList('resources/:resourceId/series', SeriesRow)
  getAllSeries(
    @Param('resourceId', IdPipe) resourceId: string,
    @Query() filter: PageQuery,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetAllSeries(asked, resourceId, filter));
  }

  /**
   * Cancel what is still to come of a series of bookings.
   *
   * The unit that booked does, or the unit that offers the resource, which says why. Each date is cancelled by the rules
   * of one booking, with a verdict of its own, which the series shows: what has begun or was handed over stays.
   */
  @Acts('resources/:resourceId/series/:seriesId/cancellation')
  cancelSeries(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('seriesId', IdPipe) seriesId: string,
    @Body() command: CancelSeries,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { seriesId }));
  }

  /** Read one series of bookings, with the verdict for each date, and what you may do with it now. */
  @Answers('resources/:resourceId/series/:seriesId', SeriesView)
  getSeries(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('seriesId', IdPipe) seriesId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetSeries(asked, resourceId, seriesId));
  }

  /** Read the bookings of a resource, first requested first. */
  @AnswersList('resources/:resourceId/bookings', BookingRow)
  getBookings(
    @Param('resourceId', IdPipe) resourceId: string,
    @Query() filter: BookingFilter,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetBookings(asked, resourceId, filter));
  }

  /** Read one booking, with what you may do with it now. */
  @Answers('resources/:resourceId/bookings/:bookingId', BookingView)
  getBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetBooking(asked, resourceId, bookingId));
  }

  /** Read how much of a resource is free when, over at most 92 days. */
  @Answers('resources/:resourceId/availability', AvailabilityView)
  getAvailability(
    @Param('resourceId', IdPipe) resourceId: string,
    @Query() filter: AvailabilityFilter,
    @AskedBy() asked: AskedByAsker,
  ) {
    return this.queries.execute(new GetAvailability(asked, resourceId, filter));
  }

  /**
   * Read the bookings in the alliance, first requested first.
   *
   * With `ownerId` and `status=requested`: what awaits a unit's answer. With `unitId` and `newestFirst=true`: what a unit
   * asked for lately, and what became of it.
   */
  @AnswersList('bookings', BookingRow)
  getAllBookings(@Query() filter: BookingsFilter, @AskedBy() asked: AskedByAsker) {
    return this.queries.execute(new GetAllBookings(asked, filter));
  }
}
