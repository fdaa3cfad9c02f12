import { ArrayMaxSize, IsArray, Matches } from 'class-validator';
import { areaLevels, unitKinds, votingRules, type UnitKind, type VotingRule } from '../alliances/events.js';
import { severities, type Severity } from '../findings/events.js';
import {
  Currency,
  IsDay,
  ListOf,
  LocalText,
  Matching,
  Nested,
  OneOf,
  Optional,
  Quantity,
  Text,
  TimeZone,
  Whole,
  Words,
} from '../platform/fields.js';
import { requirementKinds } from '../projects/events.js';
import { approvals, Availability, resourceKinds, type Approval, type ResourceKind } from '../resources/events.js';

const key = /^[a-z0-9][a-z0-9-]{0,60}$/;
const many = { min: 0, max: 1_000 };

/** What a file calls a thing. */
const Key = (): PropertyDecorator => Matching(key);
const Keys = (): PropertyDecorator => (body, field) =>
  [IsArray(), ArrayMaxSize(many.max), Matches(key, { each: true })].forEach((rule) => rule(body, field));
/** An instant on the alliance's clocks, 2026-11-02T09:00. */
const Local = (): PropertyDecorator => Matching(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/);

/** An instant that says how far it is from UTC, 2027-01-09T09:00+08:00. */
const WithOffset = (): PropertyDecorator =>
  Matching(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/);

/** Everything says where it comes from: reported by somebody, or invented to complete the picture. */
class Told {
  @Optional() @OneOf(['reported', 'invented']) readonly origin?: string;
}

export class DemoArea extends Told {
  @OneOf(areaLevels) readonly level: (typeof areaLevels)[number];
  @Words() readonly name: LocalText;
  @Optional() @Whole(0, 1_000_000_000) readonly population?: number;
  @Optional() @Whole(0, 1_000_000_000) readonly newcomers?: number;
  @Optional() @Whole(0, 1_000_000_000) readonly over60?: number;
}

export class DemoCharter {
  @OneOf(votingRules) readonly votingRule: VotingRule;
  @Whole(0, 100) readonly quorumPercent: number;
  @Whole(0, 90) readonly noticeDays: number;
  @Whole(1, 24) readonly meetingEveryMonths: number;
}

export class DemoAlliance {
  @Words() readonly name: LocalText;
  @TimeZone() readonly timeZone: string;
  @Currency() readonly currency: string;
  @Nested(DemoCharter) readonly charter: DemoCharter;
  @Nested(DemoArea) readonly area: DemoArea;
  /** The day of the load: everything else moves with it by whole weeks. */
  @IsDay() readonly today: string;
  @Local() readonly foundedAt: string;
  /** The unit whose delegate is in the chair. The first unit's delegate is the secretary. */
  @Key() readonly chair: string;
  @Keys() readonly foundingUnits: readonly string[];
}

export class DemoUnit extends Told {
  @Key() readonly key: string;
  @Words() readonly name: LocalText;
  /** Who acts for it. */
  @Text(1, 200) readonly delegate: string;
  @OneOf(unitKinds) readonly kind: UnitKind;
}

export class DemoResource extends Told {
  @Key() readonly key: string;
  @Key() readonly unit: string;
  @OneOf(resourceKinds) readonly kind: ResourceKind;
  @Words() readonly name: LocalText;
  @Text(1, 40) readonly unitOfMeasure: string;
  @Quantity() readonly quantity: number;
  @Optional() @Nested(Availability) readonly availability?: Availability;
  @OneOf(approvals) readonly approval: Approval;
}

export class DemoRequirement {
  @Key() readonly key: string;
  @OneOf(requirementKinds) readonly kind: (typeof requirementKinds)[number];
  @Words() readonly description: LocalText;
  @Text(1, 40) readonly unitOfMeasure: string;
  @Quantity() readonly quantity: number;
}

export class DemoProject extends Told {
  @Key() readonly key: string;
  /** The need that it answers. */
  @Optional() @Key() readonly need?: string;
  @Key() readonly proposedBy: string;
  @Words() readonly title: LocalText;
  @ListOf([DemoRequirement], { min: 1, max: 50 }) readonly requirements: readonly DemoRequirement[];
  @Local() readonly proposedAt: string;
}

export class DemoBallots {
  @Optional() @Keys() readonly for?: readonly string[];
  @Optional() @Keys() readonly against?: readonly string[];
  @Optional() @Keys() readonly abstain?: readonly string[];
  @Optional() @Keys() readonly recused?: readonly string[];
}

export class DemoMotion extends Told {
  @Key() readonly key: string;
  /** The project that it is about. */
  @Key() readonly about: string;
  @Key() readonly tabledBy: string;
  /** Else on the day on which its meeting is convened. */
  @Optional() @Local() readonly tabledAt?: string;
  @Words() readonly title: LocalText;
  /** With ballots it was put to the vote in its meeting. */
  @Optional() @Nested(DemoBallots) readonly ballots?: DemoBallots;
  @Key() readonly meeting: string;
  @Optional() @IsDay() readonly reviewOn?: string;
}

/** With somebody `present` it was held; else it is to come. `place` is a resource. */
export class DemoMeeting extends Told {
  @Key() readonly key: string;
  @Local() readonly convenedAt: string;
  @Local() readonly from: string;
  @Local() readonly to: string;
  @Optional() @Key() readonly place?: string;
  @Keys() readonly motions: readonly string[];
  @Optional() @Keys() readonly present?: readonly string[];
}

export class DemoPledge {
  @Key() readonly project: string;
  @Key() readonly requirement: string;
  @Key() readonly unit: string;
  @Optional() @Key() readonly resource?: string;
  @Quantity() readonly quantity: number;
  @Local() readonly at: string;
}

export class DemoDelivery {
  @Key() readonly project: string;
  @Key() readonly requirement: string;
  @Key() readonly unit: string;
  @Quantity() readonly quantity: number;
  @Text(1, 500) readonly evidence: string;
  @Local() readonly at: string;
}

export class DemoAction extends Told {
  @Key() readonly key: string;
  /** The decision that gave it. */
  @Key() readonly motion: string;
  @Key() readonly unit: string;
  @Words() readonly title: LocalText;
  @IsDay() readonly due: string;
  @Optional() @Local() readonly reportedAt?: string;
}

export class DemoBooking extends Told {
  @Key() readonly resource: string;
  @Key() readonly by: string;
  @Quantity() readonly quantity: number;
  @WithOffset() readonly from: string;
  @WithOffset() readonly to: string;
  @Text(1, 2_000) readonly purpose: string;
  @Local() readonly requestedAt: string;
}

export class DemoApplication extends Told {
  @Nested(DemoUnit) readonly unit: DemoUnit;
  @Local() readonly at: string;
}

/** The first event of this type that happened to a thing of the file. */
export class DemoNamed {
  @OneOf(['project', 'motion', 'meeting', 'action']) readonly kind: 'project' | 'motion' | 'meeting' | 'action';
  @Key() readonly key: string;
  @Matching(/^[A-Z][A-Za-z]{1,60}$/) readonly type: string;
}

export class DemoAnswer {
  @Text(1, 4_000) readonly words: string;
  @Local() readonly at: string;
}

/** What the auditor found. Without an answer it is open, without an end it is not closed. */
export class DemoFinding extends Told {
  @Key() readonly key: string;
  /** The unit that is to answer it. */
  @Key() readonly unit: string;
  @Words() readonly title: LocalText;
  @Text(1, 4_000) readonly words: string;
  @OneOf(severities) readonly severity: Severity;
  @Nested(DemoNamed) readonly about: DemoNamed;
  @Local() readonly raisedAt: string;
  @IsDay() readonly due: string;
  @Optional() @Nested(DemoAnswer) readonly answer?: DemoAnswer;
  @Optional() @Local() readonly closedAt?: string;
}

/** The sections of a file that the system knows. */
export class DemoFile {
  @Nested(DemoAlliance) readonly alliance: DemoAlliance;
  @ListOf([DemoUnit], { min: 1, max: 100 }) readonly units: readonly DemoUnit[];
  @ListOf([DemoResource], many) readonly resources: readonly DemoResource[];
  @ListOf([DemoBooking], many) readonly bookings: readonly DemoBooking[];
  @ListOf([DemoProject], many) readonly projects: readonly DemoProject[];
  @ListOf([DemoMotion], many) readonly motions: readonly DemoMotion[];
  @ListOf([DemoMeeting], many) readonly meetings: readonly DemoMeeting[];
  @ListOf([DemoPledge], many) readonly pledges: readonly DemoPledge[];
  @ListOf([DemoDelivery], many) readonly deliveries: readonly DemoDelivery[];
  @ListOf([DemoAction], many) readonly actions: readonly DemoAction[];
  @ListOf([DemoApplication], many) readonly applications: readonly DemoApplication[];
  @ListOf([DemoFinding], many) readonly findings: readonly DemoFinding[];
}
