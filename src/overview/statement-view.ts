import { applyDecorators } from '@nestjs/common';
import { IsInt, IsString, Min } from 'class-validator';
import { IsId, IsInstant, ListOf, LocalText, Nested, OneOf, OrNull, Words } from '../platform/fields.js';
import { requirementKinds, type Requirement } from '../projects/events.js';
import { measures_max } from './dashboard-view.js';
import { UsedStock, UsedTime } from './used.js';

const Count = (): PropertyDecorator => applyDecorators(IsInt(), Min(0));
const Measures = (of: new () => object): PropertyDecorator => ListOf([of], { min: 0, max: measures_max });

/** A sum, and how many facts it is made of. */
export class Figure {
  @Count() readonly facts: number;
  @Count() readonly quantity: number;
}

/** How much of one kind, in one unit of measure. Money is in the minor unit of its currency. */
export class MeasureFigure {
  @OneOf(requirementKinds) readonly kind: Requirement['kind'];
  @IsString() readonly unitOfMeasure: string;
  /** How many facts it is made of. */
  @Count() readonly facts: number;
  @Count() readonly quantity: number;
}

/**
 * What a unit promised in this time, and what has become of it to this day. What it promised and took over from its
 * other promises is as much as what waits, was declined, is open, was delivered, and will not come or was moved.
 */
export class PromiseFigures {
  @OneOf(requirementKinds) readonly kind: Requirement['kind'];
  @IsString() readonly unitOfMeasure: string;
  /** Pledges made, but for those that took over what another one left open. */
  @Nested(Figure) readonly promised: Figure;
  /** Pledges that took over the open remainder of another one. */
  @Nested(Figure) readonly takenOver: Figure;
  /** Neither accepted nor declined. */
  @Nested(Figure) readonly waiting: Figure;
  @Nested(Figure) readonly declined: Figure;
  /** Accepted, and still to come. */
  @Nested(Figure) readonly open: Figure;
  /** Confirmed by the receiver, of whichever pledge. */
  @Nested(Figure) readonly delivered: Figure;
  /** Pledges of which all has come: a part of what was delivered. */
  @Nested(Figure) readonly kept: Figure;
  /** What will not come because its unit took it back, or left. */
  @Nested(Figure) readonly withdrawn: Figure;
  /** What will not come because its day is over. */
  @Nested(Figure) readonly lapsed: Figure;
  /** What will not come for another reason: the project was cancelled, the resource withdrawn, a delivery reversed. */
  @Nested(Figure) readonly released: Figure;
  /** What was moved to a pledge towards another requirement. */
  @Nested(Figure) readonly moved: Figure;
}

/** What a unit shares of one kind, and how much of it was used. */
export class SharedFigure extends MeasureFigure {
  /** Of what is there at certain times: in this time, by whomever; null: nothing is, or the time is longer than 366 days. */
  @Nested(UsedTime) @OrNull() readonly usedTime: UsedTime | null;
  /** Of stocks, now. */
  @Nested(UsedStock) @OrNull() readonly stock: UsedStock | null;
}

/** Of how many occasions that it was entitled to a unit took how many. */
export class Turnout {
  @Count() readonly entitled: number;
  @Count() readonly taken: number;
}

/** Actions that were given in this time, and how they stand. */
export class ActionFigures {
  @Count() readonly given: number;
  /** Confirmed by an officer. */
  @Count() readonly done: number;
  /** Said to be done. */
  @Count() readonly reported: number;
  @Count() readonly declined: number;
  /** Their day is over, and nothing was reported. */
  @Count() readonly overdue: number;
}

/** A unit's balance of giving and receiving over a time: in each unit of measure, never in money. */
export class UnitStatement {
  @IsId() readonly unitId: string;
  @Words() readonly name: LocalText;
  @IsInstant() readonly from: string;
  /** No longer of it. */
  @IsInstant() readonly until: string;
  /** What it delivered in this time, as far as the receiver has confirmed it to this day. */
  @Measures(MeasureFigure) readonly gave: readonly MeasureFigure[];
  /** What was delivered in this time to projects that it proposed, as far as it has confirmed it. */
  @Measures(MeasureFigure) readonly received: readonly MeasureFigure[];
  @Measures(PromiseFigures) readonly promises: readonly PromiseFigures[];
  /** What it shares now. */
  @Measures(SharedFigure) readonly shared: readonly SharedFigure[];
  /** What others used of what it shares, but for what counts as a delivery. */
  @Measures(MeasureFigure) readonly lent: readonly MeasureFigure[];
  /** What it used of what others share, but for what counts as a delivery. */
  @Measures(MeasureFigure) readonly borrowed: readonly MeasureFigure[];
  /** Sittings of the committee that began in this time while it was on the roll, and those that it came to. */
  @Nested(Turnout) readonly sittings: Turnout;
  /** Votes that were opened in this time in which it was entitled, and those in which it has cast a ballot. */
  @Nested(Turnout) readonly ballots: Turnout;
  @Count() readonly motionsTabled: number;
  @Nested(ActionFigures) readonly actions: ActionFigures;
}
