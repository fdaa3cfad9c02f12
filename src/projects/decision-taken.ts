import { view, type Seen } from '#event-sourcing';
import { motionStream, type About, type MotionEvent } from '../committee/events.js';

/** Whether the joint committee carried a motion, and what it is about. */
export type DecisionTaken =
  { readonly status: 'absent' } | { readonly status: 'not-carried' | 'carried'; readonly about: About };

export const decisionTaken = view<MotionEvent, DecisionTaken>(
  'projects/decision-taken',
  motionStream,
  () => ({ status: 'absent' }),
  {
    MotionTabled: (_, { about }) => ({ status: 'not-carried', about }),
    MotionCarried: (_, { about }) => ({ status: 'carried', about }),
  },
);

/** The rules that a decision breaks on which money of a project cannot be spent: it approved the project, or is about
 * money or anything else that is no other thing's. */
export const brokenByDecision = (decision: Seen<DecisionTaken>, projectId: string) => {
  if (decision.status !== 'carried') return ['spending-without-decision', { status: decision.status }] as const;
  const { about } = decision;
  const fits = about.kind === 'other' || (about.kind === 'project' && about.projectId === projectId && about.asks === 'approve'); // prettier-ignore
  return !fits && 'decision-about-another-matter';
};
