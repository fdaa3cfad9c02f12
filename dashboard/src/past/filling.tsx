import type { Problem } from '../api/problem.js';
import { useWords } from '../i18n/language.js';
import { State } from '../ui/state.js';

/** That the state of then is being filled from the log, and how far that is; it is asked again by itself. */
export const Filling = ({ problem }: { problem: Problem }) => {
  const { t } = useWords();
  const { done, of } = problem.said.data ?? {};
  const isKnown = typeof done === 'number' && typeof of === 'number' && of > 0;
  return (
    <div role="status">
      <State icon="clock" title={t('past.filling')}>
        {isKnown && (
          <>
            <progress value={done} max={of} aria-label={t('past.filling')} />
            <p className="figures">{t('past.filled', { done, of })}</p>
          </>
        )}
        <p>{t('past.fillingHelp')}</p>
      </State>
    </div>
  );
};
