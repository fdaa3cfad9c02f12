import { answer, reaction } from '#event-sourcing';
import type { MotionEvent } from '../committee/events.js';
import { approveProject } from './approve-project.js';
import { declineProject } from './decline-project.js';
import { deferProject } from './defer-project.js';

const asked = { approve: approveProject, defer: deferProject, decline: declineProject } as const;

/**
 * What the joint committee decided about a project is done to it. Not to approve it is to decline it; not to decline or
 * defer it, and to be too few, decides nothing: another motion may.
 */
export const onMotionDecided = reaction<MotionEvent>('projects/on-motion-decided', {
  MotionCarried: ({ subjectId: motionId, data: { about } }) =>
    about.kind === 'project' ? [answer(asked[about.asks], about.projectId, { motionId })] : [],
  MotionLost: ({ subjectId: motionId, data: { about } }) =>
    about.kind === 'project' && about.asks === 'approve' ? [answer(declineProject, about.projectId, { motionId })] : [],
});
