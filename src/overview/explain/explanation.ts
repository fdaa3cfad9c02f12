import { IsInt, IsString, Min } from 'class-validator';
import { votingRules, type VotingRule } from '../../alliances/events.js';
import {
  IsId,
  IsInstant,
  ListOf,
  Nested,
  OneOf,
  Optional,
  OrNull,
  Whole,
  Words,
  type LocalText,
} from '../../platform/fields.js';
import { PageQuery } from '../../platform/page.js';
import { weeks_max } from '../trends.js';
import { IsFigure } from './figure-path.js';
import { ruleNames, type RuleName } from './rules.js';

const items_max = 200;

/** Which figure is to be explained. */
export class ExplainFilter extends PageQuery {
  /**
   * Where it stands in the answer: `/units/admitted,school/count`. An element of a list is called by what tells it from
   * the others, with commas between: of a resource `venue,rooms`, kind and unit of measure.
   */
  @IsFigure() readonly figure: string;
}

/** Which figure of which time is to be explained. */
export class ExplainPeriodFilter extends ExplainFilter {
  @Optional() @IsInstant() readonly from?: string;
  /** No longer of it; now unless said. */
  @Optional() @IsInstant() readonly until?: string;
}

/** Which figure of which unit's load is to be explained. */
export class ExplainLoadFilter extends ExplainPeriodFilter {
  /** The unit whose load it is. */
  @IsId() readonly unitId: string;
}

/** Which figure of which week is to be explained. */
export class ExplainTrendsFilter extends ExplainFilter {
  /** How many weeks were asked for: 12 unless said. */
  @Optional() @Whole(1, weeks_max) readonly weeks?: number;
}

/** By what rule a figure is made. */
export class FigureRule {
  @OneOf(ruleNames) readonly name: RuleName;
  @IsInt() @Min(1) readonly version: number;
  @Words() readonly words: LocalText;
}

/** By what rule the units' ballots came to a result: the charter's, when voting opened. */
export class VotingRuleApplied {
  @OneOf(votingRules) readonly votingRule: VotingRule;
  @IsInt() @Min(0) readonly quorumPercent: number;
}

/** What one event adds to a figure; or what an alliance below adds, whose events are for its own members. */
export class Contribution {
  /** Less than nothing where it takes away. */
  @IsInt() readonly amount: number;
  @IsId() readonly allianceId: string;
  /** The event's place in the log. */
  @IsInt() @OrNull() readonly position: number | null;
  @IsId() @OrNull() readonly eventId: string | null;
  @IsString() @OrNull() readonly type: string | null;
  @IsInstant() @OrNull() readonly at: string | null;
  @IsString() @OrNull() readonly category: string | null;
  @IsId() @OrNull() readonly subjectId: string | null;
  @Nested(VotingRuleApplied) @OrNull() readonly rule: VotingRuleApplied | null;
}

/** A figure that is no sum, and of which two figures of the same answer it is worked out. */
export class Parts {
  @IsString() readonly part: string;
  @IsString() readonly whole: string;
}

/** What makes up a figure: thing by thing, and of each thing in the order of the log. */
export class Explanation {
  @IsString() readonly figure: string;
  @IsInt() readonly value: number;
  @Nested(FigureRule) readonly rule: FigureRule;
  /** The log position up to which it is explained, on every page. */
  @IsInt() @Min(0) readonly position: number;
  @Nested(Parts) @OrNull() readonly workedOutOf: Parts | null;
  @ListOf([Contribution], { min: 0, max: items_max }) readonly items: readonly Contribution[];
  /** Of all amounts up to the end of this page: on the last one it is the value. */
  @IsInt() readonly sum: number;
  @Optional() @IsString() readonly next?: string;
}
