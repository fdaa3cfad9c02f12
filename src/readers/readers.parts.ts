import type { ContextParts } from '../platform/context-parts.js';
import { readers } from './readers.js';

export const readersParts = {
  streams: [readers],
  models: [],
  reactions: [],
  deadlines: [],
} satisfies ContextParts;
