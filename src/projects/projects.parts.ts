import type { ContextParts } from '../platform/context-parts.js';
import { evaluationCloses } from './close-evaluation.js';
import { deliveryRows } from './delivery-rows.js';
import { fundEntryRows, fundRows, spendingRows } from './fund-rows.js';
import { pledgeLapses } from './lapse-pledge.js';
import { milestoneRows } from './milestone-rows.js';
import { milestoneIsMissed } from './miss-milestone.js';
import { onAllocation } from './on-allocation.js';
import { onMotionDecided } from './on-motion-decided.js';
import { onResourceWithdrawn } from './on-resource-withdrawn.js';
import { onUnitLeft } from './on-unit-left.js';
import { pledgeRows } from './pledge-rows.js';
import { projectRows } from './project-rows.js';
import { evaluationRows, progressRows } from './progress-rows.js';
import { project } from './project.js';
import { requirementRows } from './requirement-rows.js';

export const projectsParts = {
  streams: [project],
  models: [
    projectRows,
    requirementRows,
    pledgeRows,
    deliveryRows,
    fundRows,
    fundEntryRows,
    spendingRows,
    milestoneRows,
    progressRows,
    evaluationRows,
  ],
  reactions: [onMotionDecided, onAllocation, onResourceWithdrawn, onUnitLeft],
  deadlines: [pledgeLapses, milestoneIsMissed, evaluationCloses],
} satisfies ContextParts;
