import { useState } from 'react';

type Seen = Readonly<{ work: string; left: number; at_ms: number }>;

/**
 * How long a piece of work still takes, in ms, reckoned from what was done of it since it was first seen; nothing until
 * that can be told.
 *
 * @param work what it is: something else begins anew
 * @param left what is still to be done of it, in whatever it is counted by
 * @param at_ms when that was seen
 */
export const useTimeLeft = (work: string, left: number, at_ms: number): number | undefined => {
  const [first, setFirst] = useState<Seen>({ work, left, at_ms });
  if (first.work !== work || left > first.left) setFirst({ work, left, at_ms });
  const done = first.left - left;
  return first.work === work && done > 0 && left > 0 ? ((at_ms - first.at_ms) * left) / done : undefined;
};
