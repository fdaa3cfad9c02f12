import type { List } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { Button } from './button.js';

/** The way to the next page of a list, where there is one. */
export const More = ({ of: { more, isFetchingMore } }: { of: Pick<List<unknown>, 'more' | 'isFetchingMore'> }) => {
  const { t } = useWords();
  if (!more) return null;
  return (
    <div className="more">
      <p className="print-only small soft">{t('common.printedInPart')}</p>
      <div className="no-print">
        <Button onPress={more} isDisabled={isFetchingMore}>
          {t(isFetchingMore ? 'common.loading' : 'common.showMore')}
        </Button>
      </div>
    </div>
  );
};
