import type { Charter } from './events.js';

/** A charter as it holds, with what its members left unsaid. */
export const inFull = (charter: Charter): Required<Charter> => ({
  bookingApprovalHours: 72,
  chairMayAdmit: false,
  ...charter,
});
