import type { ContextParts } from '../platform/context-parts.js';
import { person } from './erase-person.js';
import { erasedRows } from './erased-rows.js';
import { keyRows } from './key-row.js';
import { key } from './key.js';

export const accessParts = {
  streams: [key, person],
  models: [keyRows, erasedRows],
  reactions: [],
  deadlines: [],
} satisfies ContextParts;
