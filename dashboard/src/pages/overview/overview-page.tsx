import { useWords } from '../../i18n/language.js';
import { Page } from '../../ui/page.js';
export const OverviewPage = () => {
  const { t } = useWords();
  return <Page title={t('overview.title')}>{null}</Page>;
};
