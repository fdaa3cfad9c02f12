import { useState } from 'react';
import { useWords } from '../../i18n/language.js';
import { WordsField, type FieldProps } from '../../ui/words-field.js';

/** Places in the log, with commas between them. */
export const PositionsField = ({ value, onChange, ...field }: FieldProps<unknown>) => {
  const { t } = useWords();
  const [typed, setTyped] = useState(Array.isArray(value) ? value.join(', ') : '');
  const change = (text = '') => {
    setTyped(text);
    const places = text.split(/[\s,，、]+/).filter((each) => /^\d+$/.test(each));
    onChange(places.length > 0 ? [...new Set(places.map(Number))] : undefined);
  };
  return <WordsField {...field} help={t('findings.positionsHelp')} value={typed} onChange={change} />;
};
