import type { Seen } from '#event-sourcing';
import type { Hearing, Motion } from './motion.js';
import { refuse } from './refusals.js';

/** Whether a hearing was called, and neither held nor cancelled: then nothing is put to the vote. */
export const isToBeHeld = ({ held, cancelled }: Seen<Hearing>): boolean => !held && !cancelled;

type Open = Extract<Motion, { status: 'tabled' | 'quorum-missed' | 'voting' }>;

/** A motion on which units can still be heard: nobody votes on it, and it is not over. Else the command is refused. */
export const beforeVoting = (motion: Seen<Motion>): Seen<Open> => {
  switch (motion.status) {
    case 'absent':
      return refuse('motion-not-found');
    case 'withdrawn':
      return refuse('motion-withdrawn');
    case 'carried':
    case 'lost':
      return refuse('motion-decided');
    case 'voting':
      return refuse('voting-under-way');
    case 'tabled':
    case 'quorum-missed':
      return motion;
  }
};

/** A hearing of a motion that can still be heard on; else the command is refused. */
export const hearingOf = (motion: Seen<Motion>, hearingId: string): Seen<Hearing> => {
  if (motion.status === 'absent') return refuse('motion-not-found');
  const hearing = 'hearings' in motion ? motion.hearings.get(hearingId) : beforeVoting(motion).hearings.get(hearingId);
  return hearing ?? refuse('hearing-not-found');
};
