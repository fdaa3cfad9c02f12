import { change, put, readModelByStream } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { Entity, In, Index, Not, type EntityManager } from 'typeorm';
import { Act, actsOf } from '../access/acts.js';
import type { AskedByAsker } from '../access/principal.js';
import { IdColumn, InstantColumn, KeyColumn, ListColumn, ObjectColumn, WholeColumn } from '../platform/columns.js';
import { ListOf } from '../platform/fields.js';
import type { PageQuery } from '../platform/page.js';
import { CancelledDate, SeriesDate, SeriesTimes, type ResourceEvent } from './events.js';
import { BookingRow } from './booking-rows.js';
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
  /** When what was still to come of it was cancelled in one go, and what became of each date then. */
  @InstantColumn({ nullable: true }) cancelledAt: string | null;
  @ListColumn(CancelledDate) cancelled: readonly CancelledDate[];
  /** Of the resource, when it was booked or cancelled. */
  @WholeColumn() revision: number;
}

/** What was booked again and again, and what did each date come to? */
export const seriesRows = readModelByStream<ResourceEvent, SeriesRow>(SeriesRow, ['resourceId', 'seriesId'], {
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
      cancelledAt: null,
      cancelled: [],
      revision,
    }),
  SeriesCancelled: ({ subjectId: resourceId, revision, issue, data: { seriesId, dates } }) =>
    change({ resourceId, seriesId }, (row) => ({ ...row, cancelledAt: issue.at, cancelled: dates, revision })),
});

/** A series, and what the one who asks may do with it now. */
export class SeriesView extends SeriesRow {
  @ListOf([Act], { min: 0, max: 20 }) readonly acts: readonly Act[];
}

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
export class GetSeries extends TenantQuery<SeriesView> {
  constructor(
    asked: AskedByAsker,
    readonly resourceId: string,
    readonly seriesId: string,
  ) {
    super(asked);
  }
}

export const getSeries = answering(GetSeries, async (db, { asked, resourceId, seriesId }) => {
  const { unitId: ownerId } = await resourceOf(db, asked.tenantId, resourceId);
  const series = (await db.findOneBy(SeriesRow, { resourceId, seriesId })) ?? refuse('series-not-found');
  const { principal } = asked.asker;
  const theirs = principal.kind === 'person' && [series.unitId, ownerId].includes(principal.unitId);
  const possible = theirs && series.cancelledAt === null && (await isToCome(db, series, asked.now));
  const href = `/v1/alliances/${asked.tenantId}/resources/${resourceId}/series/${seriesId}`;
  return { ...series, acts: actsOf(asked.asker, href, [['CancelSeries', 'cancellation', possible]]) };
});

/** Whether something of a series can still be cancelled. */
const isToCome = (db: EntityManager, { resourceId, seriesId }: SeriesRow, now: string): Promise<boolean> =>
  db
    .createQueryBuilder(BookingRow, 'row')
    .where({ resourceId, seriesId, open: true, status: Not(In(['handed-over', 'issued'])) })
    .andWhere("(row.status <> 'confirmed' OR row.from > :now)", { now })
    .getExists();
