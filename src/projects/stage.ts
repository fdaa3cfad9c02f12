/** How far a project has come. */
export const stages = [
  'proposed',
  'submitted',
  'approved',
  'declined',
  'deferred',
  'underway',
  'completed',
  'cancelled',
  'evaluated',
] as const;
export type Stage = (typeof stages)[number];

/** The joint committee has not decided yet, or has put it off. */
export const isUndecided = (stage: Stage): boolean =>
  stage === 'proposed' || stage === 'submitted' || stage === 'deferred';

/** Nothing more will come of it. */
export const isOver = (stage: Stage): boolean =>
  stage === 'declined' || stage === 'completed' || stage === 'cancelled' || stage === 'evaluated';
