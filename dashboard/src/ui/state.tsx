import { useState, type ReactNode } from 'react';
import type { Problem } from '../api/problem.js';
import { Filling } from '../past/filling.js';
import { useWords } from '../i18n/language.js';
import { Button } from './button.js';
import { Icon, type IconName } from './icon.js';
import { useInSlices } from './in-slices.js';

/** What a view shows instead of its content: a sign, a sentence, and what one can do. */
export const State = ({ icon, title, children }: { icon: IconName; title: string; children?: ReactNode }) => (
  <div className="state">
    <Icon name={icon} />
    <h2>{title}</h2>
    {children}
  </div>
);

export const Empty = ({ title, children }: { title?: string; children?: ReactNode }) => {
  const { t } = useWords();
  return (
    <State icon="empty" title={title ?? t('common.none')}>
      {children}
    </State>
  );
};

/** The shape of what is to come. */
export const Skeleton = ({ lines = 4 }: { lines?: number }) => {
  const { t } = useWords();
  return (
    <div role="status">
      <span className="unseen">{t('common.loading')}</span>
      {Array.from({ length: lines }, (_, n) => (
        <span key={n} className="bone" aria-hidden="true" />
      ))}
    </div>
  );
};

/** Why there is no answer, in the server's own words, and what to do about it. */
export const Failed = ({ problem, retry, isAsking }: { problem: Problem; retry?: () => void; isAsking?: boolean }) => {
  const { t } = useWords();
  const { status, said, rules } = problem;
  const title = status === 403 ? t('common.notPermitted') : status === 404 ? t('common.notFound') : t('common.failed');
  return (
    <div role="alert">
      <State icon={status === 403 || status === 404 ? 'lock' : 'alert'} title={title}>
        {status === 0 && <p>{t('common.noAnswer')}</p>}
        {rules.map((rule) => (
          <p key={rule}>{rule}</p>
        ))}
        {status >= 500 && said.instance && (
          <p className="small">{t('common.requestId', { id: said.instance.split(':').pop() ?? '' })}</p>
        )}
        {retry && status !== 403 && status !== 404 && (
          <Button onPress={retry}>{t(isAsking ? 'common.loading' : 'common.retry')}</Button>
        )}
      </State>
    </div>
  );
};

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
