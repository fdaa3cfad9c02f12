import { change, put, readModelByStream, type Change } from '#event-sourcing';
import { answering, pageOf, TenantQuery, type Page } from '#nest-event-sourcing';
import { applyDecorators } from '@nestjs/common';
import { IsArray, IsUUID } from 'class-validator';
import { Column, Entity, Index } from 'typeorm';
import type { AskedByAsker } from '../access/principal.js';
import {
  IdColumn,
  InstantColumn,
  KeyColumn,
  ObjectColumn,
  TextColumn,
  WholeColumn,
  WordColumn,
  WordsColumn,
} from '../platform/columns.js';
import { IsId, LocalText, OneOf, Optional, OrNull } from '../platform/fields.js';
import { PageQuery } from '../platform/page.js';
import {
  approvals,
  Availability,
  resourceKinds,
  type Approval,
  type Offer,
  type ResourceEvent,
  type ResourceKind,
} from './events.js';

export const resourceStatuses = ['offered', 'paused', 'withdrawn'] as const;
type ResourceStatus = (typeof resourceStatuses)[number];

const IdsColumn = (): PropertyDecorator =>
  applyDecorators(Column('jsonb', { nullable: true }), IsArray(), IsUUID('all', { each: true }), OrNull());

/** What a unit shares, and how much of it is allocated to pledges. */
@Entity('resource')
@Index(['allianceId', 'since', 'resourceId'])
@Index(['allianceId', 'unitId'])
export class ResourceRow {
  @KeyColumn() resourceId: string;
  @IdColumn() allianceId: string;
  /** The unit that offers it. */
  @IdColumn() unitId: string;
  @WordsColumn() name: LocalText;
  @WordColumn(resourceKinds) kind: ResourceKind;
  @TextColumn() unitOfMeasure: string;
  /** A capacity at any instant with an availability, else a stock. */
  @WholeColumn() quantity: number;
  @WholeColumn() allocated: number;
  /** What bookings used up of a stock, beside what was set aside for pledges. */
  @WholeColumn() consumed: number;
  @WordColumn(approvals) approval: Approval;
  @ObjectColumn(Availability, { nullable: true }) availability: Availability | null;
  @ObjectColumn(LocalText, { nullable: true }) terms: LocalText | null;
  /** The units that may book it; any where nothing is said. */
  @IdsColumn() bookableBy: readonly string[] | null;
  /** Hours before its beginning until which a booking is cancelled in good time. */
  @WholeColumn({ nullable: true }) noticeHours: number | null;
  /** How many bookings one unit may have of it in one week. */
  @WholeColumn({ nullable: true }) quotaPerWeek: number | null;
  @WordColumn(resourceStatuses) status: ResourceStatus;
  @WholeColumn() revision: number;
  /** Since when it is in the catalogue. */
  @InstantColumn() since: string;
}

const said = ({ availability, terms, bookableBy, noticeHours, quotaPerWeek, ...offer }: Offer) => ({
  availability: availability ?? null,
  terms: terms ?? null,
  bookableBy: bookableBy ?? null,
  noticeHours: noticeHours ?? null,
  quotaPerWeek: quotaPerWeek ?? null,
  ...offer,
});
type Touching = Readonly<{ subjectId: string; revision: number }>;
const touched = (
  { subjectId: resourceId, revision }: Touching,
  next: (row: ResourceRow) => Partial<ResourceRow> = () => ({}),
): Change<ResourceRow> => change({ resourceId }, (row) => ({ ...row, ...next(row), revision }));

export const resourceRows = readModelByStream<ResourceEvent, ResourceRow>(ResourceRow, ['resourceId'], {
  ResourceOffered: ({ subjectId: resourceId, revision, issue, data: { unitId, ...offer } }) =>
    put({
      resourceId,
      allianceId: issue.tenantId,
      unitId,
      ...said(offer),
      allocated: 0,
      consumed: 0,
      status: 'offered',
      revision,
      since: issue.at,
    }),
  ResourceRevised: (event) => touched(event, () => said(event.data)),
  ResourcePaused: (event) => touched(event, () => ({ status: 'paused' })),
  ResourceResumed: (event) => touched(event, () => ({ status: 'offered' })),
  ResourceWithdrawn: (event) => touched(event, () => ({ status: 'withdrawn', allocated: 0 })),
  ResourceAllocated: (event) => touched(event, ({ allocated }) => ({ allocated: allocated + event.data.quantity })),
  AllocationRefused: (event) => touched(event),
  AllocationReleased: (event) => touched(event, ({ allocated }) => ({ allocated: allocated - event.data.quantity })),
  AllocationMoved: (event) => touched(event),
  BookingRequested: (event) => touched(event),
  BookingConfirmed: (event) => touched(event),
  BookingDeclined: (event) => touched(event),
  BookingExpired: (event) => touched(event),
  BookingCancelled: (event) => touched(event),
  BookingUsed: (event) => touched(event),
  BookingWaitlisted: (event) => touched(event),
  BookingPromoted: (event) => touched(event),
  PromotionAccepted: (event) => touched(event),
  PromotionLapsed: (event) => touched(event),
  BookingRescheduled: (event) => touched(event),
  BookingHandedOver: (event) => touched(event),
  BookingIssued: (event) => touched(event),
  BookingNoShow: (event) => touched(event),
  SeriesBooked: (event) => touched(event),
  SeriesCancelled: (event) => touched(event),
  BookingReturned: (event) =>
    touched(event, ({ availability, consumed }) => ({
      consumed: availability || event.data.pledge ? consumed : consumed + event.data.quantity - event.data.returned,
    })),
  BookingConsumed: (event) =>
    touched(event, ({ consumed }) => ({ consumed: event.data.pledge ? consumed : consumed + event.data.quantity })),
});

/** Which resources are wanted. */
export class ResourceFilter extends PageQuery {
  @Optional() @OneOf(resourceKinds) readonly kind?: ResourceKind;
  /** The unit that offers it. */
  @Optional() @IsId() readonly unitId?: string;
  @Optional() @OneOf(resourceStatuses) readonly status?: ResourceStatus;
}

/** What is shared in the alliance? */
export class GetResources extends TenantQuery<Page<ResourceRow>> {
  constructor(
    asked: AskedByAsker,
    readonly filter: ResourceFilter,
  ) {
    super(asked);
  }
}

export const getResources = answering(GetResources, (db, { asked: { tenantId: allianceId }, filter }) => {
  const { kind, unitId, status } = filter;
  return pageOf(db, ResourceRow, ['since', 'resourceId'], filter, (rows) => {
    rows.where({ allianceId, ...(kind && { kind }), ...(unitId && { unitId }), ...(status && { status }) });
    return rows;
  });
});
