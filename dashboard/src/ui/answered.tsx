import { useState, type ReactNode } from 'react';
import type { Problem } from '../api/problem.js';
import { Filling } from '../past/filling.js';
import { useInSlices } from './in-slices.js';
import { Failed, Skeleton } from './state.js';

/** What `useGet` and `useList` give. */
type Asking<T> = Readonly<{
  data: T | undefined;
  error: Problem | null;
  failureReason?: Problem | null;
  refetch: () => unknown;
}>;

/**
 * Why there is no answer. What may pass stays while it is asked again, until one is there: what one reads, and the button
 * that one is about to press, do not come and go.
 */
export const useProblem = ({ data, error }: Pick<Asking<unknown>, 'data' | 'error'>): Problem | null => {
  const [last, setLast] = useState<Problem | null>(null);
  const now = error ?? (data === undefined && last?.mayPass ? last : null);
  if (now !== last) setLast(now);
  return now;
};

/**
 * What a question answers, or its state. An old answer stays while a new one is on its way, and also where the new one
 * fails: that the connection is lost is said above.
 */
export const Answered = <T,>(props: {
  of: Asking<T>;
  /** What stands for it until it is there. */
  waiting?: ReactNode;
  /** Shown for an empty list. */
  empty?: ReactNode;
  children: (answer: T) => ReactNode;
}) => {
  const { of, waiting = <Skeleton />, empty, children } = props;
  const { data, error, failureReason, refetch } = of;
  const isDue = useInSlices(data !== undefined);
  const problem = useProblem(of);
  if (problem && (data === undefined || problem.status === 403 || problem.status === 404))
    return <Failed problem={problem} retry={() => void refetch()} isAsking={!error} />;
  if (data === undefined && failureReason?.isFilling) return <Filling problem={failureReason} />;
  if (data === undefined || !isDue) return waiting;
  if (empty !== undefined && Array.isArray(data) && data.length === 0) return empty;
  return children(data);
};
