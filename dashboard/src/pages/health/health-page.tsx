import { useWords } from '../../i18n/language.js';
import { Page } from '../../ui/page.js';

export const HealthPage = () => {
  const { t } = useWords();
  return <Page title={t('health.title')}>{null}</Page>;
};
