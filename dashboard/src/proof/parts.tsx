import { useWords } from '../i18n/language.js';
import { State } from '../ui/state.js';
import type { Growth } from './seen.js';

/** Where a page came by plain HTTP a browser lends it no cryptography. */
export const NotHere = () => {
  const { t } = useWords();
  return (
    <State icon="lock" title={t('proof.notHere')}>
      <p>{t('proof.notHereHelp')}</p>
    </State>
  );
};

export const NotProvenNotice = ({ why }: { why: string }) => {
  const { t } = useWords();
  return (
    <div role="alert" className="notice" data-tone="late">
      <strong>{t('proof.not')}</strong>
      <p>{t('proof.notHelp')}</p>
      <p className="small">{why}</p>
    </div>
  );
};

/** How the log goes with what this browser saw of it last. */
export const SinceLast = ({ of }: { of: Growth }) => {
  const { t, when, number } = useWords();
  if (of.is === 'first') return <p className="notice">{t('proof.first')}</p>;
  const filled = { when: when(of.since), before: number(of.before) };
  return (
    <div className="notice" data-tone={of.isSameKey ? 'good' : 'soon'}>
      <p>{t(of.is === 'grew' ? 'proof.grew' : 'proof.same', filled)}</p>
      {!of.isSameKey && <p>{t('proof.otherKey')}</p>}
    </div>
  );
};
