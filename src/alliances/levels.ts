import { areaLevels, type AreaLevel } from './events.js';

/** Whether an area of one level can hold an area of the other: a district a street, a building nothing. */
export const isAbove = (upper: AreaLevel, lower: AreaLevel): boolean =>
  areaLevels.indexOf(upper) < areaLevels.indexOf(lower);
