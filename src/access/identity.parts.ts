import type { ContextParts } from '../platform/context-parts.js';
import { called, heldMandates } from './units-of.js';

export const identityParts = {
  streams: [],
  models: [heldMandates, called],
  reactions: [],
  deadlines: [],
} satisfies ContextParts;
