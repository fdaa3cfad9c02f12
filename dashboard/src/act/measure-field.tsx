import { useId, useState } from 'react';
import { useGet } from '../api/query.js';
import { useWords } from '../i18n/language.js';
import { measures } from '../i18n/terms/measures.js';
import { WordsField, type FieldProps } from '../ui/words-field.js';

/**
 * A unit of measure. Common ones and those of the alliance are offered, and may be written in either language: what one unit
 * shares and another one needs in the same measure is the same then. Any other stands as it is written.
 */
export const MeasureField = ({
  value: kept,
  onChange,
  ...rest
}: FieldProps<string> & { maxLength?: number | undefined }) => {
  const { measure } = useWords();
  const { data } = useGet('/v1/alliances/{allianceId}/dashboard', {});
  const needed = data?.projects.flatMap(({ requirements }) => requirements);
  const inUse = [...(data?.resources ?? []), ...(needed ?? [])].map(({ unitOfMeasure }) => unitOfMeasure);
  const listId = useId();
  const [written, setWritten] = useState<string>();
  const isWritten = written !== undefined && measureOf(written, inUse) === kept; // what stands here may be another one's by now
  const offered = [...new Set([...inUse, ...Object.keys(measures)].map((each) => measure(each)))];
  const write = (said: string | undefined) => {
    setWritten(said);
    onChange(said && measureOf(said, inUse));
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

/** The API's word for it, where there is one; of several, such as kilograms and kg, the one that the others use. */
const measureOf = (said: string, inUse: readonly string[]): string => {
  const word = said.trim().toLowerCase();
  const all = Object.entries(measures);
  const same = all.find(([, [en, zh]]) => en.split('|').includes(word) || zh === word)?.[1][1];
  const words = all.flatMap(([each, [, zh]]) => (zh === same ? [each] : []));
  return inUse.find((each) => words.includes(each)) ?? words[0] ?? said;
};
