import type { ResourceKind } from '../src/resources/events.js';
import type { Unit } from './acts.js';

export type Resource = Readonly<{
  resourceId: string;
  unit: Unit;
  name: string;
  kind: ResourceKind;
  unitOfMeasure: string;
  quantity: number;
}> & { free: number };

/** What stories are about. */
export type World = Readonly<{ units: readonly Unit[]; chair: Unit; resources: readonly Resource[] }>;

/** What is shared and asked for, and how it is counted. */
export const measures: readonly (readonly [ResourceKind, string])[] = [
  ['venue', 'hours'],
  ['venue', 'seats'],
  ['vehicle', 'trips'],
  ['vehicle', 'days'],
  ['equipment', 'pieces'],
  ['expertise', 'hours'],
  ['labour', 'hours'],
  ['labour', 'shifts'],
  ['goods', 'boxes'],
  ['goods', 'kg'],
  ['money', 'CNY'],
];
