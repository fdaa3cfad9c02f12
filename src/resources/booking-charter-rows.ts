import { put, readModelByStream, type Recorded } from '#event-sourcing';
import { Entity } from 'typeorm';
import type { AllianceEvent, Charter } from '../alliances/events.js';
import { KeyColumn, TextColumn, WholeColumn } from '../platform/columns.js';
import { needed } from './booking-charter.js';

/** What those who look at bookings need of an alliance's charter. */
@Entity('booking_charter')
export class BookingCharterRow {
  @KeyColumn() allianceId: string;
  @TextColumn() timeZone: string;
  @WholeColumn() approvalHours: number;
}

const inForce = ({ subjectId: allianceId, data }: Recorded & { readonly data: Readonly<{ charter: Charter }> }) =>
  put<BookingCharterRow>({ allianceId, ...needed(data.charter) });

export const bookingCharterRows = readModelByStream<AllianceEvent, BookingCharterRow>(
  BookingCharterRow,
  ['allianceId'],
  {
    AllianceFounded: inForce,
    CharterAmended: inForce,
  },
);
