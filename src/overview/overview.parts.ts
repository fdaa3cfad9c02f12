import type { ContextParts } from '../platform/context-parts.js';
import { historyRows } from './history.js';

export const overviewParts = {
  streams: [],
  models: [historyRows],
  reactions: [],
  deadlines: [],
} satisfies ContextParts;
