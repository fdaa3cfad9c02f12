import { decision, StreamCommand } from '#event-sourcing';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';
import { isDeepStrictEqual } from 'node:util';
import { actsFor } from '../access/actor.js';
import { LocalText, Nested, OneOf, Optional, Quantity, Text, Whole, Words } from '../platform/fields.js';
import { besideCharter } from './booking-charter.js';
import {
  approvals,
  Availability,
  happened,
  resourceKinds,
  type Approval,
  type Offer,
  type ResourceKind,
} from './events.js';
import { brokenByOffer, brokenUnderBookings } from './offer.js';
import { refuse } from './refusals.js';
import { resource } from './resource.js';
import { promotions } from './waitlist.js';

/** All that is said of the resource from now on: what is left out is said no more. */
export class ReviseResource extends StreamCommand {
  @Words() readonly name: LocalText;
  @OneOf(resourceKinds) readonly kind: ResourceKind;
  /** Such as hours, seats, or a currency (then `quantity` is in its minor unit). */
  @Text(1, 40) readonly unitOfMeasure: string;
  /** A capacity at any instant with an availability, else a stock. */
  @Quantity() readonly quantity: number;
  /** Who says yes to a booking; the owner unless said. */
  @Optional() @OneOf(approvals) readonly approval?: Approval;
  /** When it can be used; at any time unless said. */
  @Optional() @Nested(Availability) readonly availability?: Availability;
  /** What its users keep to. */
  @Optional() @Words() readonly terms?: LocalText;
  /** The units that may book it; any unless said. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID('all', { each: true })
  readonly bookableBy?: readonly string[];
  /** Hours before its beginning until which a booking is cancelled in good time. */
  @Optional() @Whole(1, 2_000) readonly noticeHours?: number;
  /** How many bookings one unit may have of it in one week, in fairness to others. */
  @Optional() @Whole(1, 1_000) readonly quotaPerWeek?: number;
}

/** What a command says of a resource; the owner approves bookings unless said. */
export const offerOf = ({
  name,
  kind,
  unitOfMeasure,
  quantity,
  approval = 'owner',
  availability,
  terms,
  bookableBy,
  noticeHours,
  quotaPerWeek,
}: ReviseResource): Offer => ({
  name,
  kind,
  unitOfMeasure,
  quantity,
  approval,
  ...(availability && { availability }),
  ...(terms && { terms }),
  ...(bookableBy && { bookableBy }),
  ...(noticeHours !== undefined && { noticeHours }),
  ...(quotaPerWeek !== undefined && { quotaPerWeek }),
});

/** A unit changes what it offers, but not under the pledges and the bookings that count on it. */
export const reviseResource = decision(
  ReviseResource,
  resource,
  (command, resource, issue, { charter }) => {
    if (resource.status === 'absent') return refuse('resource-not-found');
    const { unitId, status, offer: before, allocated } = resource;
    const [mine, offer] = [actsFor(issue, unitId), offerOf(command)];
    if (mine && status !== 'withdrawn' && isDeepStrictEqual(before, offer)) return [];
    const { kind, unitOfMeasure } = before;
    const sameMeasure = kind === offer.kind && unitOfMeasure === offer.unitOfMeasure;
    refuse.broken(
      !mine && 'not-your-resource',
      status === 'withdrawn' && 'resource-withdrawn',
      ...brokenByOffer(offer),
      allocated > 0 && !sameMeasure && ['measure-fixed', { kind, unitOfMeasure, allocated }],
      allocated > offer.quantity && ['less-than-allocated', { allocated }],
      ...brokenUnderBookings(resource, offer, issue, charter),
    );
    const promoted = promotions(resource, issue, charter, (here) => ({ ...here, offer }));
    return [happened('ResourceRevised', offer), ...promoted];
  },
  besideCharter,
);
