import type { Query } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Problem } from './problem.js';
import { queryClient } from './query.js';

/** How long an answer may be on its way until it is said to be late. */
const patience_ms = 6_000;
const [again_ms, look_ms] = [5_000, 1_000];

/** Shown, and not answered the last time, for a reason that passes: nobody was there, or what is newest was not. */
const isUnanswered = (query: Query): boolean => {
  const { status, error } = query.state;
  return status === 'error' && error instanceof Problem && error.mayPass && query.isActive();
};

/** Asks again for what was not answered, until it is: a screen on the wall has nobody who would press a button. */
export const useAskAgain = (): void =>
  useEffect(() => {
    const isIdle = (query: Query) => query.state.fetchStatus === 'idle' && isUnanswered(query);
    const again = () => void queryClient.refetchQueries({ predicate: isIdle }, { cancelRefetch: false });
    const timer = setInterval(again, again_ms);
    return () => clearInterval(timer);
  }, []);

/** Shown as it was before something happened. */
const isBehind = (query: Query): boolean => {
  const { data, status, isInvalidated } = query.state;
  return data !== undefined && (isUnanswered(query) || (isInvalidated && status === 'success' && query.isActive()));
};

/** Whether what is shown has been older than it should be for a while: an old answer stays where a new one does not come. */
export const useIsLate = (): boolean => {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    let since = new Map<string, number>();
    const look = () => {
      const now = performance.now();
      const behind = queryClient.getQueryCache().getAll().filter(isBehind);
      since = new Map(behind.map(({ queryHash }) => [queryHash, since.get(queryHash) ?? now]));
      setLate([...since.values()].some((began) => now - began > patience_ms));
    };
    const timer = setInterval(look, look_ms);
    return () => clearInterval(timer);
  }, []);
  return isLate;
};
