import type { ContextParts } from '../platform/context-parts.js';
import { reading } from './reading.js';

export const readingsParts = {
  streams: [reading],
  models: [],
  reactions: [],
  deadlines: [],
} satisfies ContextParts;
