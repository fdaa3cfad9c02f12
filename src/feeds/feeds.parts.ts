import type { ContextParts } from '../platform/context-parts.js';
import { entryRows } from './entry-rows.js';
import { feedRows } from './feed-rows.js';
import { feed } from './feed.js';

export const feedsParts = {
  streams: [feed],
  models: [feedRows, entryRows],
  reactions: [],
  deadlines: [],
} satisfies ContextParts;
