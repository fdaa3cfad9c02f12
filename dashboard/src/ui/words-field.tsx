import { useId, type InputHTMLAttributes } from 'react';
import { useWords } from '../i18n/language.js';

/** What all fields have. */
export type FieldProps<V> = Readonly<{
  label: string;
  help?: string | undefined;
  isRequired?: boolean;
  value: V | undefined;
  onChange: (value: V | undefined) => void;
}>;

type Written = FieldProps<string> &
  Readonly<{
    isLong?: boolean;
    maxLength?: number | undefined;
    lang?: string;
    /** What is wrong with what is written. */
    fault?: string;
    input?: InputHTMLAttributes<HTMLInputElement>;
  }>;

/** Words that somebody writes. Native, since the pages that one comes to first have such a field. */
export const WordsField = ({ label, help, isRequired, value, onChange, isLong, fault, input, ...rest }: Written) => {
  const { t } = useWords();
  const id = useId();
  const [helpId, faultId] = [`${id}help`, `${id}fault`];
  const written = {
    ...rest,
    id,
    value: value ?? '',
    'aria-describedby': [help && helpId, fault && faultId].filter(Boolean).join(' ') || undefined,
    'aria-invalid': fault ? true : undefined,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange(currentTarget.value || undefined),
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isRequired && <span className="mark">{t('act.required')}</span>}
      </label>
      {isLong ? <textarea {...written} rows={3} /> : <input type="text" {...input} {...written} />}
      {help && (
        <span id={helpId} className="help">
          {help}
        </span>
      )}
      {fault && (
        <span id={faultId} className="fault" role="alert">
          {fault}
        </span>
      )}
    </div>
  );
};
