import type { Call } from '#event-sourcing';
import { Body, Controller, Param } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Called } from '../access/principal.js';
import { IdPipe } from '../platform/id-pipe.js';
import { Acts } from '../platform/routes.js';
import { AcceptPromotion } from './accept-promotion.js';
import { CancelBooking } from './cancel-booking.js';
import { ConfirmBooking } from './confirm-booking.js';
import { ConsumeBooking } from './consume-booking.js';
import { DeclineBooking } from './decline-booking.js';
import { HandOverBooking } from './hand-over-booking.js';
import { ReportNoShow } from './report-no-show.js';
import { RescheduleBooking } from './reschedule-booking.js';
import { ReturnBooking } from './return-booking.js';

@Controller('v1/alliances/:allianceId/resources/:resourceId/bookings')
export class BookingActsController {
  constructor(private readonly commands: CommandBus) {}

  /**
   * Say yes to a booking.
   *
   * The unit that offers the resource does, as long as there is time to.
   */
  @Acts(':bookingId/confirmation')
  confirmBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: ConfirmBooking,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Say no to a booking, and why.
   *
   * The unit that offers the resource does, before it has said yes.
   */
  @Acts(':bookingId/decline')
  declineBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: DeclineBooking,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Cancel a booking before it begins.
   *
   * The unit that booked does; later than the terms of the resource ask for it counts in the unit's week all the same.
   * The unit that offers the resource does, and says why.
   */
  @Acts(':bookingId/cancellation')
  cancelBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: CancelBooking,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Take the place for which you have waited in line.
   *
   * Within a day of being told, and before it begins; else it is for the next in line.
   */
  @Acts(':bookingId/acceptance')
  acceptPromotion(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: AcceptPromotion,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Move a booking to another time, or change its quantity.
   *
   * The unit that booked does, in good time by the terms of the resource, and by all the rules of a new booking.
   */
  @Acts(':bookingId/rescheduling')
  rescheduleBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: RescheduleBooking,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Hand over what was booked.
   *
   * The unit that offers the resource does: the thing itself, or its key; or what was booked of a stock.
   */
  @Acts(':bookingId/handover')
  handOverBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: HandOverBooking,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Say that what was handed over has come back, and in what condition.
   *
   * The unit that offers the resource does. What of a stock did not come back was used up.
   */
  @Acts(':bookingId/return')
  returnBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: ReturnBooking,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Say that what was issued of a stock has been used up.
   *
   * The unit that had it does, or the unit that gave it.
   */
  @Acts(':bookingId/consumption')
  consumeBooking(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: ConsumeBooking,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }

  /**
   * Say that nobody came.
   *
   * The unit that offers the resource does, once the booking has begun and up to two weeks after its end.
   */
  @Acts(':bookingId/no-show')
  reportNoShow(
    @Param('resourceId', IdPipe) resourceId: string,
    @Param('bookingId', IdPipe) bookingId: string,
    @Body() command: ReportNoShow,
    @Called() call: Call,
  ) {
    return this.commands.execute(command.for(resourceId, call, { bookingId }));
  }
}
