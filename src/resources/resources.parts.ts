import type { ContextParts } from '../platform/context-parts.js';
import { bookingCharterRows } from './booking-charter-rows.js';
import { bookingRows } from './booking-rows.js';
import { bookingRunsOut } from './let-booking-run-out.js';
import { allocationRows } from './allocation-rows.js';
import { onPledge } from './on-pledge.js';
import { onUnitLeft } from './on-unit-left.js';
import { resourceRows } from './resource-catalogue.js';
import { resource } from './resource.js';
import { seriesRows } from './series-rows.js';

export const resourcesParts = {
  streams: [resource],
  models: [resourceRows, allocationRows, bookingRows, seriesRows, bookingCharterRows],
  reactions: [onPledge, onUnitLeft],
  deadlines: [bookingRunsOut],
} satisfies ContextParts;
