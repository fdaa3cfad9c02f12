import { useWords } from '../../i18n/language.js';
import { Parts } from '../../ui/parts.js';

const parts = [
  ['/units', 'units.list'],
  ['/units/coverage', 'units.coverage'],
  ['/units/taking-part', 'units.takingPart'],
] as const;

/** The way between what one may ask about the units. */
export const UnitParts = () => <Parts label={useWords().t('units.parts')} of={parts} />;
