import { commandHandlers, queryHandlers } from '#nest-event-sourcing';
import { Module } from '@nestjs/common';
import { acceptPromotion } from './accept-promotion.js';
import { allocateToPledge } from './allocate-to-pledge.js';
import { bookSeries } from './book-series.js';
import { bookResource } from './book-resource.js';
import { BookingActsController } from './booking-acts.controller.js';
import { BookingsController } from './bookings.controller.js';
import { cancelBooking } from './cancel-booking.js';
import { cancelSeries } from './cancel-series.js';
import { confirmBooking } from './confirm-booking.js';
import { consumeBooking } from './consume-booking.js';
import { declineBooking } from './decline-booking.js';
import { getAvailability } from './free-capacity.js';
import { handOverBooking } from './hand-over-booking.js';
import { moveAllocation } from './move-allocation.js';
import { offerResource } from './offer-resource.js';
import { getAllBookings, getBooking, getBookings } from './one-booking.js';
import { getAllocations, getResource } from './one-resource.js';
import { pauseResource } from './pause-resource.js';
import { releaseAllocation } from './release-allocation.js';
import { reportNoShow } from './report-no-show.js';
import { rescheduleBooking } from './reschedule-booking.js';
import { getResources } from './resource-catalogue.js';
import { ResourcesController } from './resources.controller.js';
import { resumeResource } from './resume-resource.js';
import { returnBooking } from './return-booking.js';
import { reviseResource } from './revise-resource.js';
import { getAllSeries, getSeries } from './series-rows.js';
import { withdrawResource } from './withdraw-resource.js';

@Module({
  controllers: [ResourcesController, BookingsController, BookingActsController],
  providers: [
    ...commandHandlers(
      offerResource,
      reviseResource,
      pauseResource,
      resumeResource,
      withdrawResource,
      allocateToPledge,
      releaseAllocation,
      moveAllocation,
      bookResource,
      confirmBooking,
      declineBooking,
      cancelBooking,
      acceptPromotion,
      rescheduleBooking,
      handOverBooking,
      returnBooking,
      consumeBooking,
      reportNoShow,
      bookSeries,
      cancelSeries,
    ),
    ...queryHandlers(
      getResources,
      getResource,
      getAllocations,
      getBookings,
      getAllBookings,
      getBooking,
      getAvailability,
      getAllSeries,
      getSeries,
    ),
  ],
})
export class ResourcesModule {}
