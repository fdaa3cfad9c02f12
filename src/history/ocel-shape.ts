import { IsId, IsInstant, ListOf, OneOf, Optional, Text } from '../platform/fields.js';
import { thingKinds, type ThingKind } from './references.js';

const many = { min: 0, max: 1_000_000_000 };
export const attributeTypes = ['time', 'integer', 'string'] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** What is said of each event, or object, of a kind; its values are written as texts. */
export class OcelAttributeType {
  @Text(1, 100) readonly name: string;
  @OneOf(attributeTypes) readonly type: AttributeType;
}
export class OcelType {
  @Text(1, 100) readonly name: string;
  @ListOf([OcelAttributeType], many) readonly attributes: readonly OcelAttributeType[];
}

export class OcelAttribute {
  @Text(1, 100) readonly name: string;
  @Text(0, 100_000) readonly value: string;
  /** Of an object: from when on it holds. */
  @Optional() @IsInstant() readonly time?: string;
}
/** Another object, and as what. */
export class OcelRelationship {
  @Text(1, 200) readonly objectId: string;
  @Text(1, 100) readonly qualifier: string;
}

export class OcelObject {
  /** Its kind and its id. */
  @Text(1, 200) readonly id: string;
  @OneOf(thingKinds) readonly type: ThingKind;
  @ListOf([OcelAttribute], many) readonly attributes: readonly OcelAttribute[];
  @ListOf([OcelRelationship], many) readonly relationships: readonly OcelRelationship[];
}
export class OcelEvent {
  @IsId() readonly id: string;
  /** What happened, such as PledgeMade. */
  @Text(1, 100) readonly type: string;
  /** The instant of the act. */
  @IsInstant() readonly time: string;
  @ListOf([OcelAttribute], many) readonly attributes: readonly OcelAttribute[];
  @ListOf([OcelRelationship], many) readonly relationships: readonly OcelRelationship[];
}

/** An object-centric event log, OCEL 2.0. */
export class OcelLog {
  @ListOf([OcelType], many) readonly eventTypes: readonly OcelType[];
  @ListOf([OcelType], many) readonly objectTypes: readonly OcelType[];
  @ListOf([OcelObject], many) readonly objects: readonly OcelObject[];
  @ListOf([OcelEvent], many) readonly events: readonly OcelEvent[];
}
