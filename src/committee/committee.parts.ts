import type { ContextParts } from '../platform/context-parts.js';
import { decisionRegister } from './decision-register.js';
import { motion } from './motion.js';
import { votingCloses } from './voting-deadline.js';

export const committeeParts = {
  streams: [motion],
  models: [decisionRegister],
  reactions: [],
  deadlines: [votingCloses],
} satisfies ContextParts;
