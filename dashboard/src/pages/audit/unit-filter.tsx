import { useWords } from '../../i18n/language.js';
import { useUnits } from '../../ui/links.js';
import { PickFilter } from '../../ui/pick-filter.js';

/** The units of the alliance by name; nothing while they are not known. */
export const useUnitOptions = () => {
  const { text, language } = useWords();
  const options = [...useUnits().values()].map(({ unitId, name }) => ({ id: unitId, label: text(name) }));
  return options.sort((a, b) => a.label.localeCompare(b.label, language));
};

/** Only what is about one unit. */
export const UnitFilter = () => {
  const { t } = useWords();
  const options = useUnitOptions();
  return <PickFilter name="unit" label={t('audit.unit')} all={t('audit.anyUnit')} options={options} />;
};
