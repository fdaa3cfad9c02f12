import type { ContextParts } from '../platform/context-parts.js';
import { finding } from './finding.js';
import { findingRows } from './finding-rows.js';
import { findingIsOverdue } from './mark-finding-overdue.js';

export const findingsParts = {
  streams: [finding],
  models: [findingRows],
  reactions: [],
  deadlines: [findingIsOverdue],
} satisfies ContextParts;
