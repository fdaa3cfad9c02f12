import { IsString } from 'class-validator';
import { IsDay, IsId, IsInstant, Nested, OneOf, OrNull, Quantity } from '../platform/fields.js';
import { Subject } from './matter.js';

export const entryKinds = [
  'meeting',
  'hearing',
  'vote-closes',
  'action-due',
  'requirement-due',
  'booking',
  'pledge-until',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What is at a time, or due on a day. */
export class CalendarEntry {
  @OneOf(entryKinds) readonly kind: EntryKind;
  @Nested(Subject) readonly subject: Subject;
  /** The project, the resource or the motion that it belongs to. */
  @Nested(Subject) @OrNull() readonly within: Subject | null;
  /** The unit that is to do it, or that booked. */
  @IsId() @OrNull() readonly unitId: string | null;
  /** When it begins; of a day, when that begins where the alliance is. */
  @IsInstant() readonly from: string;
  /** When it ends; null where it takes no time. */
  @IsInstant() @OrNull() readonly to: string | null;
  /** The day, where it is of a whole day. */
  @IsDay() @OrNull() readonly day: string | null;
  /** How the thing stands now, in its own words. */
  @IsString() readonly status: string;
  @Quantity() @OrNull() readonly quantity: number | null;
  @IsString() @OrNull() readonly unitOfMeasure: string | null;
  /** Where it can be got. */
  @IsString() readonly href: string;
}
