import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.js';
import { useWords } from '../i18n/language.js';
import { Button } from './button.js';
import { Icon, type IconName } from './icon.js';

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
