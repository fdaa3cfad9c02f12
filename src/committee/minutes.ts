import { IsInt, Min } from 'class-validator';
import { IsDay, IsId, IsInstant, ListOf, LocalText, Nested, OneOf, OrNull, Words } from '../platform/fields.js';

const units_max = 10_000;
const things_max = 10_000;
const Count = (): PropertyDecorator => (body, field) => [IsInt(), Min(0)].forEach((rule) => rule(body, field));

/** Who was there for a unit, and under which mandate. */
export class MinutesAttendee {
  @IsId() readonly unitId: string;
  @IsId() readonly personId: string;
  @IsId() readonly mandateId: string;
  /** Since when. */
  @IsInstant() readonly at: string;
}

/** The units together, once. */
export class MinutesSitting {
  @Count() readonly sitting: number;
  @IsInstant() readonly openedAt: string;
  @IsInstant() @OrNull() readonly endedAt: string | null;
  /** How many units could have been there. */
  @Count() readonly entitled: number;
  @Count() readonly quorumPercent: number;
  @ListOf([MinutesAttendee], { min: 0, max: units_max }) readonly present: readonly MinutesAttendee[];
}

/** What was on the agenda. */
export class MinutesItem {
  @OneOf(['motion', 'review', 'action', 'finding', 'other'])
  readonly kind: 'motion' | 'review' | 'action' | 'finding' | 'other';
  /** Of the motion, the action or the finding; null: of anything else. */
  @IsId() @OrNull() readonly id: string | null;
  @Words() @OrNull() readonly title: LocalText | null;
}

/** How the ballots stood when voting closed. */
export class MinutesTally {
  @Count() readonly entitled: number;
  @Count() readonly ballots: number;
  @Count() readonly for: number;
  @Count() readonly against: number;
  @Count() readonly abstain: number;
}

/** What was voted on in the meeting, and how it ended. */
export class MinutesMotion {
  @IsId() readonly motionId: string;
  @Words() readonly title: LocalText;
  @OneOf(['carried', 'lost', 'quorum-missed']) readonly result: 'carried' | 'lost' | 'quorum-missed';
  @Nested(MinutesTally) readonly tally: MinutesTally;
  /** When the committee is to look at it again. */
  @IsDay() @OrNull() readonly reviewOn: string | null;
}

/** What a decision of the meeting gave to a unit to do. */
export class MinutesAction {
  @IsId() readonly actionId: string;
  @IsId() readonly motionId: string;
  @Words() readonly title: LocalText;
  @IsId() readonly unitId: string;
  @IsDay() readonly due: string;
}

/** What the facts say of a meeting: ids, counts, titles and times. No word by or about a person stands in it. */
export class Minutes {
  @ListOf([MinutesSitting], { min: 0, max: things_max }) readonly sittings: readonly MinutesSitting[];
  @ListOf([MinutesItem], { min: 0, max: things_max }) readonly agenda: readonly MinutesItem[];
  @ListOf([MinutesMotion], { min: 0, max: things_max }) readonly motions: readonly MinutesMotion[];
  @ListOf([MinutesAction], { min: 0, max: things_max }) readonly actions: readonly MinutesAction[];
}
