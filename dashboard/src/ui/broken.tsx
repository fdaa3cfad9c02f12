import { useWords } from '../i18n/language.js';
import { Button } from './button.js';
import type { Instead } from './guard.js';

/** What stands for a part of a page that cannot be loaded, or broke. */
export const Broken = ({ again, isPage }: Instead) => {
  const { t } = useWords();
  return (
    <div className="notice stack close" data-tone="late" role="alert">
      {isPage && <h1>{t('common.failed')}</h1>}
      <p>{t('common.notLoaded')}</p>
      <div className="row">
        <Button onPress={again}>{t('common.retry')}</Button>
        <Button onPress={() => window.location.reload()}>{t('common.reload')}</Button>
      </div>
    </div>
  );
};
