import { applyDecorators } from '@nestjs/common';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { unitStatuses, type UnitStatus } from '../alliances/unit-row.js';
import { IsId, IsInstant, ListOf, LocalText, Nested, OneOf, OrNull, Words } from '../platform/fields.js';
import { requirementKinds, type Requirement } from '../projects/events.js';
import { measures_max } from './dashboard-view.js';
import { Turnout } from './statement-view.js';

const Count = (): PropertyDecorator => applyDecorators(IsInt(), Min(0));
const Measures = (of: new () => object): PropertyDecorator => ListOf([of], { min: 0, max: measures_max });

/** A unit's part of what the whole alliance has of one kind, in one unit of measure. */
export class Share {
  @OneOf(requirementKinds) readonly kind: Requirement['kind'];
  @IsString() readonly unitOfMeasure: string;
  /** How many facts the quantity is made of. */
  @Count() readonly facts: number;
  @Count() readonly quantity: number;
  /** What all units together have. */
  @Count() readonly all: number;
  /** Of what all have, rounded down. */
  @IsInt() @Min(0) @Max(100) readonly percent: number;
}

/** Pledges that were made in this time, by what has become of them to this day. */
export class PledgeCounts {
  /** But for those that took over what another one left open. */
  @Count() readonly made: number;
  /** All has come. */
  @Count() readonly kept: number;
  /** Neither kept nor ended yet. */
  @Count() readonly open: number;
  /** Nobody took them. */
  @Count() readonly declined: number;
  /** Their unit took them back. */
  @Count() readonly withdrawn: number;
  /** Their day went by: promised, and not delivered in time. */
  @Count() readonly lapsed: number;
  /** Ended for another reason, such as the project's end, or moved to another requirement. */
  @Count() readonly released: number;
}

/** Actions that were given in this time to who is to do them now. */
export class ActionCounts {
  @Count() readonly given: number;
  /** Confirmed by an officer. */
  @Count() readonly done: number;
  /** Their day is over, and nothing was reported. */
  @Count() readonly overdue: number;
}

/** What a unit is asked for and gives, and how it takes part. These figures compare no unit with what it ought to do. */
export class UnitLoad {
  @IsId() readonly unitId: string;
  @Words() readonly name: LocalText;
  @OneOf(unitStatuses) readonly status: UnitStatus;
  /** What others asked of what it shares: bookings that were requested in this time, whatever became of them. */
  @Measures(Share) readonly asked: readonly Share[];
  /** What it delivered in this time, as far as the receivers have confirmed it to this day. */
  @Measures(Share) readonly gave: readonly Share[];
  @Nested(PledgeCounts) readonly pledges: PledgeCounts;
  /** Votes that were opened in this time in which it was entitled, and those in which it has cast a ballot. */
  @Nested(Turnout) readonly ballots: Turnout;
  @Nested(ActionCounts) readonly actions: ActionCounts;
  /** When it last acted in the alliance, by anybody who acts for it, at whatever time; null: never. It has been silent since. */
  @IsInstant() @OrNull() readonly lastActAt: string | null;
}
