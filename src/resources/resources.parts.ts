import type { ContextParts } from '../platform/context-parts.js';
import { allocationRows } from './one-resource.js';
import { onPledge } from './on-pledge.js';
import { onUnitLeft } from './on-unit-left.js';
import { resourceRows } from './resource-catalogue.js';
import { resource } from './resource.js';

export const resourcesParts = {
  streams: [resource],
  models: [resourceRows, allocationRows],
  reactions: [onPledge, onUnitLeft],
  deadlines: [],
} satisfies ContextParts;
