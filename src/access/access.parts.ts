import type { ContextParts } from '../platform/context-parts.js';
import { keyRows } from './key-row.js';
import { key } from './key.js';

export const accessParts = {
  streams: [key],
  models: [keyRows],
  reactions: [],
  deadlines: [],
} satisfies ContextParts;
