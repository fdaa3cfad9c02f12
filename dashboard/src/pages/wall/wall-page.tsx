import { useWords } from '../../i18n/language.js';
import { Page } from '../../ui/page.js';

export const WallPage = () => {
  const { t } = useWords();
  return <Page title={t('wall.title')}>{null}</Page>;
};
