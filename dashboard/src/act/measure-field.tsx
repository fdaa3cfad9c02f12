import { useId, useState } from 'react';
import { useWords } from '../i18n/language.js';
import { measures } from '../i18n/terms/measures.js';
import { WordsField, type FieldProps } from '../ui/words-field.js';

/**
 * A unit of measure. Common ones are offered and may be written in either language: what one unit shares and another one
 * needs in the same measure is the same then. Any other stands as it is written.
 */
export const MeasureField = ({
  value: kept,
  onChange,
  ...rest
}: FieldProps<string> & { maxLength?: number | undefined }) => {
  const { measure } = useWords();
  const listId = useId();
  const [written, setWritten] = useState<string>();
  const isWritten = written !== undefined && measureOf(written) === kept; // what stands here may be another one's by now
  const offered = [...new Set(Object.keys(measures).map((each) => measure(each)))];
  const write = (said: string | undefined) => {
    setWritten(said);
    onChange(said && measureOf(said));
  };
  return (
    <>
      <WordsField
        {...rest}
        value={isWritten ? written : kept && measure(kept)}
        onChange={write}
        input={{ list: listId }}
      />
      <datalist id={listId}>
        {offered.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
};

/** The API's word for it, where there is one. */
const measureOf = (said: string): string => {
  const word = said.trim().toLowerCase();
  const [common = said] =
    Object.entries(measures).find(([, [en, zh]]) => en.split('|').includes(word) || zh === word) ?? [];
  return common;
};
