import type { ContextParts } from '../platform/context-parts.js';
import { actionRows } from './action-rows.js';
import { action } from './action.js';
import { decisionRegister } from './decision-register.js';
import { actionIsOverdue } from './mark-action-overdue.js';
import { motion } from './motion.js';
import { onUnitLeft } from './on-unit-left.js';
import { votingCloses } from './voting-deadline.js';

export const committeeParts = {
  streams: [motion, action],
  models: [decisionRegister, actionRows],
  reactions: [onUnitLeft],
  deadlines: [votingCloses, actionIsOverdue],
} satisfies ContextParts;
