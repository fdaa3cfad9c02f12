import type { Query } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { Problem } from './problem.js';
import { queryClient } from './query.js';

const again_ms = 5_000;

/** Whether something on the page was not answered the last time, for a reason that passes: nobody was there, or what is newest was not. */
const isUnanswered = (query: Query): boolean => {
  const { status, error } = query.state;
  return (
    status === 'error' && error instanceof Problem && (error.status === 0 || error.status === 503) && query.isActive()
  );
};

/** Asks again for what was not answered, until it is: a screen on the wall has nobody who would press a button. */
export const useAskAgain = (): void =>
  useEffect(() => {
    const timer = setInterval(() => void queryClient.refetchQueries({ predicate: isUnanswered }), again_ms);
    return () => clearInterval(timer);
  }, []);

const cache = queryClient.getQueryCache();
const subscribe = (changed: () => void) => cache.subscribe(changed);
const isLate = (): boolean => cache.getAll().some((query) => query.state.data !== undefined && isUnanswered(query));

/** Whether what is shown is older than it should be: an old answer stays where the new one fails. */
export const useIsLate = (): boolean => useSyncExternalStore(subscribe, isLate);
