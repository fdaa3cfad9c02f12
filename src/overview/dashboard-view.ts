import { applyDecorators } from '@nestjs/common';
import { IsInt, IsString, Min } from 'class-validator';
import type { Actor } from '../access/actor.js';
import { Area, Charter, unitKinds, type UnitKind } from '../alliances/events.js';
import { unitStatuses, type UnitStatus } from '../alliances/unit-row.js';
import { aboutKinds } from '../committee/decision-register.js';
import type { About } from '../committee/events.js';
import { IsDay, IsId, IsInstant, ListOf, LocalText, Nested, OneOf, OrNull, Words } from '../platform/fields.js';
import { requirementKinds, type Requirement } from '../projects/events.js';
import { stages, type Stage } from '../projects/stage.js';
import { resourceKinds, type ResourceKind } from '../resources/events.js';
import { actorKinds } from './history.js';
import { allianceMatters, MatterCount, urgencies } from './matter.js';
import { UsedStock, UsedTime } from './used.js';

export const measures_max = 100;
export const shortfalls_max = 20;
export const openMotions_max = 20;
export const latest_max = 10;
export const openStages = ['approved', 'underway'] as const satisfies readonly Stage[];
export const openStatuses = ['tabled', 'voting'] as const;
export const decidedStatuses = ['carried', 'lost', 'quorum-missed'] as const;

const Count = (): PropertyDecorator => applyDecorators(IsInt(), Min(0));
const UpTo = (max: number, of: new () => object): PropertyDecorator => ListOf([of], { min: 0, max });

/** How many units of a kind have a status. */
export class UnitCount {
  @OneOf(unitStatuses) readonly status: UnitStatus;
  @OneOf(unitKinds) readonly kind: UnitKind;
  @Count() readonly count: number;
}

/** What is shared of one kind, in one unit of measure; what was withdrawn is not. */
export class ResourceSum {
  @OneOf(resourceKinds) readonly kind: ResourceKind;
  /** Money is in the minor unit of its currency. */
  @IsString() readonly unitOfMeasure: string;
  /** How many resources. */
  @Count() readonly count: number;
  /** How many of them rest. */
  @Count() readonly paused: number;
  @Count() readonly quantity: number;
  @Count() readonly allocated: number;
}

/** What is shared of one kind, and how much of it is used. Days are whole, by the alliance's clocks. */
export class ResourceUse extends ResourceSum {
  /** Of what is there at certain times: over the thirty days before today. */
  @Nested(UsedTime) @OrNull() readonly last30Days: UsedTime | null;
  /** Over today and the six days after it, as it is booked now. */
  @Nested(UsedTime) @OrNull() readonly next7Days: UsedTime | null;
  /** Of stocks, now. */
  @Nested(UsedStock) @OrNull() readonly stock: UsedStock | null;
}

/** What projects need of one kind, in one unit of measure. */
export class RequirementSum {
  @OneOf(requirementKinds) readonly kind: Requirement['kind'];
  /** Money is in the minor unit of its currency. */
  @IsString() readonly unitOfMeasure: string;
  /** How many requirements. */
  @Count() readonly requirements: number;
  @Count() readonly needed: number;
  /** Accepted: what is still to come, and what has come. */
  @Count() readonly pledged: number;
  @Count() readonly delivered: number;
  /** What nobody has pledged: a surplus of one requirement fills no other. */
  @Count() readonly short: number;
}

/** How many projects are at a stage, and what they need. */
export class StageCount {
  @OneOf(stages) readonly stage: Stage;
  @Count() readonly count: number;
  @UpTo(measures_max, RequirementSum) readonly requirements: readonly RequirementSum[];
}

/** A requirement of a project that takes pledges, and what it lacks. */
export class Shortfall {
  @IsId() readonly projectId: string;
  @Words() readonly title: LocalText;
  @IsId() readonly requirementId: string;
  @OneOf(requirementKinds) readonly kind: Requirement['kind'];
  @Words() readonly description: LocalText;
  @IsString() readonly unitOfMeasure: string;
  @Count() readonly needed: number;
  @Count() readonly pledged: number;
  @Count() readonly short: number;
  /** The day by which it is needed. */
  @IsDay() @OrNull() readonly due: string | null;
}

/** A motion that waits for a vote, or is voted on. */
export class OpenMotion {
  @IsId() readonly motionId: string;
  @Words() readonly title: LocalText;
  @OneOf(aboutKinds) readonly aboutKind: About['kind'];
  @IsId() readonly tabledBy: string;
  @IsInstant() readonly tabledAt: string;
  @OneOf(openStatuses) readonly status: (typeof openStatuses)[number];
  @IsInstant() @OrNull() readonly closesAt: string | null;
  /** How many have cast a ballot. */
  @Count() readonly ballots: number;
  /** Of how many that may; null before voting opens. */
  @Count() @OrNull() readonly entitled: number | null;
}

/** How many motions had a result, and with how many ballots of those that were entitled. */
export class ResultCount {
  @OneOf(decidedStatuses) readonly status: (typeof decidedStatuses)[number];
  @Count() readonly count: number;
  @Count() readonly ballots: number;
  @Count() readonly entitled: number;
  /** Rounded down. */
  @Count() readonly turnoutPercent: number;
}

/** What happened lately; the history has it in full, by its position. */
export class LatestAct {
  @Count() readonly position: number;
  @IsInstant() readonly at: string;
  @IsString() readonly type: string;
  @IsString() readonly category: string;
  @IsId() readonly subjectId: string;
  @OneOf(actorKinds) readonly actorKind: Actor['kind'];
  @IsId() @OrNull() readonly unitId: string | null;
  @IsId() @OrNull() readonly personId: string | null;
}

/** An alliance at a glance: all of one moment. */
export class Dashboard {
  @IsId() readonly allianceId: string;
  @Words() readonly name: LocalText;
  @Nested(Area) readonly area: Area;
  @Nested(Charter) readonly charter: Charter;
  /** The log position of the newest act that counts here. */
  @Count() readonly position: number;
  @UpTo(unitStatuses.length * unitKinds.length, UnitCount) readonly units: readonly UnitCount[];
  @UpTo(measures_max, ResourceUse) readonly resources: readonly ResourceUse[];
  @UpTo(stages.length, StageCount) readonly projects: readonly StageCount[];
  /** Of the projects that take pledges. */
  @UpTo(measures_max, RequirementSum) readonly requirements: readonly RequirementSum[];
  /** Those that lack the largest part of what they need first, then those that are due first. */
  @UpTo(shortfalls_max, Shortfall) readonly shortfalls: readonly Shortfall[];
  /** The most urgent first; the open matters themselves are a list of their own. */
  @UpTo(allianceMatters.length * urgencies.length, MatterCount) readonly matters: readonly MatterCount[];
  /** Those that close first first. */
  @UpTo(openMotions_max, OpenMotion) readonly openMotions: readonly OpenMotion[];
  @UpTo(decidedStatuses.length, ResultCount) readonly results: readonly ResultCount[];
  /** The newest first. */
  @UpTo(latest_max, LatestAct) readonly latest: readonly LatestAct[];
}
