import { bookingMatters } from './booking-matters.js';
import { committeeMatters } from './committee-matters.js';
import type { MatterKind } from './matter.js';
import type { Scope } from './matter-part.js';
import { projectMatters } from './project-matters.js';

/** A statement for each kind of matter that rows show. */
export const matterSql: Readonly<Record<Exclude<MatterKind, 'meeting'>, (scope: Scope) => string>> = {
  ...committeeMatters,
  ...bookingMatters,
  ...projectMatters,
};
