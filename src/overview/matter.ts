import { IsInt, IsString, Min } from 'class-validator';
import { IsDay, IsId, IsInstant, LocalText, Nested, OneOf, OrNull, Quantity, Words } from '../platform/fields.js';

/** What is open in an alliance, by what is to be done about it. */
export const allianceMatters = [
  'action',
  'action-declined',
  'action-confirmation',
  'finding',
  'booking-approval',
  'booking-place',
  'booking-return',
  'pledge-acceptance',
  'delivery',
  'delivery-confirmation',
  'pledge-lapsed',
  'requirement-untaken',
  'requirement-short',
  'project-undecided',
  'project-receiver',
  'hearing-record',
  'motion-tabled',
  'motion-voting',
  'motion-again',
  'review',
  'application',
  'minutes',
  'meeting',
] as const;
/** What a unit is waited for. */
export const unitMatters = [
  'action',
  'finding',
  'booking-approval',
  'booking-place',
  'booking-return',
  'pledge-acceptance',
  'delivery',
  'delivery-confirmation',
  'ballot',
  'attendance',
] as const;
export const matterKinds = [...new Set([...allianceMatters, ...unitMatters])];
export type MatterKind = (typeof matterKinds)[number];

/** Its time is over; it is over within a week; or it is later, or at no time. */
export const urgencies = ['late', 'soon', 'open'] as const;
export type Urgency = (typeof urgencies)[number];

/** What kinds of things can be open matters, or hold them. */
export const subjectTypes = [
  'action',
  'alliance',
  'booking',
  'delivery',
  'finding',
  'hearing',
  'meeting',
  'minutes',
  'motion',
  'pledge',
  'project',
  'requirement',
  'resource',
  'unit',
] as const;

/** A thing, by its type, its id and its name; what has no name of its own has that of what it is about. */
export class Subject {
  @OneOf(subjectTypes) readonly type: (typeof subjectTypes)[number];
  @IsId() readonly id: string;
  @Words() readonly title: LocalText;
}

/** How many matters of a kind are open, and how urgent these are. */
export class MatterCount {
  @OneOf(allianceMatters) readonly kind: (typeof allianceMatters)[number];
  @OneOf(urgencies) readonly urgency: Urgency;
  @IsInt() @Min(1) readonly count: number;
}

/** Something that waits for somebody. */
export class OpenMatter {
  @OneOf(matterKinds) readonly kind: MatterKind;
  @Nested(Subject) readonly subject: Subject;
  /** The project, the resource or the motion that it belongs to. */
  @Nested(Subject) @OrNull() readonly within: Subject | null;
  /** The unit that it waits for; null: the committee, its officers, or whoever takes it on. */
  @IsId() @OrNull() readonly unitId: string | null;
  /** Since when it waits, or is there. */
  @IsInstant() readonly since: string;
  /** When its time is over. */
  @IsInstant() @OrNull() readonly due: string | null;
  /** The last day on which it is on time, where it is due on a day. */
  @IsDay() @OrNull() readonly dueOn: string | null;
  @OneOf(urgencies) readonly urgency: Urgency;
  /** How much of it is open. */
  @Quantity() @OrNull() readonly quantity: number | null;
  @IsString() @OrNull() readonly unitOfMeasure: string | null;
  /** Where it can be got. */
  @IsString() readonly href: string;
}
