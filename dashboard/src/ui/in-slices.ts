import { useDeferredValue } from 'react';

/**
 * Whether what is there may be shown: a moment later, so that it is rendered in slices, between which a slow phone can do
 * what its reader wants. All at once, a page would keep it busy for half a second.
 *
 * @param atFirst false where it comes a moment later also when it is there from the beginning
 */
export const useInSlices = (isThere: boolean, atFirst = isThere): boolean => {
  const isDue = useDeferredValue(isThere, atFirst);
  return isThere && isDue;
};
