import { put, readModel } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { Entity, Index } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import { IdColumn, InstantColumn, KeyColumn, ListColumn, ObjectColumn, WholeColumn } from '../platform/columns.js';
import type { PageQuery } from '../platform/page.js';
import { SeriesDate, SeriesTimes, type ResourceEvent } from './events.js';
import { resourceOf } from './one-resource.js';
import { refuse } from './refusals.js';

/** A resource that was booked again and again, with what became of each date at once. */
@Entity('booking_series')
@Index(['resourceId', 'bookedAt', 'seriesId'])
export class SeriesRow {
  @KeyColumn() resourceId: string;
  @KeyColumn() seriesId: string;
  @IdColumn() allianceId: string;
  /** The unit that booked. */
  @IdColumn() unitId: string;
  @WholeColumn() quantity: number;
  @ObjectColumn(SeriesTimes) times: SeriesTimes;
  /** As they were when it was booked: how each booking stands now, its own row says. */
  @ListColumn(SeriesDate) dates: readonly SeriesDate[];
  @InstantColumn() bookedAt: string;
  /** Of the resource, at that time. */
  @WholeColumn() revision: number;
}

/** What was booked again and again, and what did each date come to? */
export const seriesRows = readModel<ResourceEvent, SeriesRow>(SeriesRow, ['resourceId', 'seriesId'], {
  SeriesBooked: ({ subjectId: resourceId, revision, issue, data: { seriesId, unitId, quantity, times, dates } }) =>
    put({
      resourceId,
      seriesId,
      allianceId: issue.tenantId,
      unitId,
      quantity,
      times,
      dates,
      bookedAt: issue.at,
      revision,
    }),
});

/** Which series of bookings does this resource have? */
export class GetAllSeries extends TenantQuery<Page<SeriesRow>> {
  constructor(
    asked: AskedByAsker,
    readonly resourceId: string,
    readonly filter: PageQuery,
  ) {
    super(asked);
  }
}

export const getAllSeries = answering(GetAllSeries, async (db, { asked, resourceId, filter }) => {
  await resourceOf(db, asked.tenantId, resourceId);
  return pageOf(db, SeriesRow, ['bookedAt', 'seriesId'], filter, (rows) => rows.where({ resourceId }));
});

/** What did each date of this series come to? */
export class GetSeries extends TenantQuery<SeriesRow> {
  constructor(
    asked: AskedByAsker,
    readonly resourceId: string,
    readonly seriesId: string,
  ) {
    super(asked);
  }
}

export const getSeries = answering(GetSeries, async (db, { asked, resourceId, seriesId }) => {
  await resourceOf(db, asked.tenantId, resourceId);
  return (await db.findOneBy(SeriesRow, { resourceId, seriesId })) ?? refuse('series-not-found');
});
