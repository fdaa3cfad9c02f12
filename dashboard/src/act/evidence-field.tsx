import { useId, useState } from 'react';
import { useWords } from '../i18n/language.js';
import { fields } from '../i18n/terms/fields.js';
import { WordsField, type FieldProps } from '../ui/words-field.js';

type Evidence = Readonly<{ reference?: string; sha256?: string }>;

/** Larger files are named by who can compute their hash elsewhere. */
const file_bytes_max = 200 * 2 ** 20;

/** A proof: chosen as a file, which stays where it is, since only its name and its SHA-256 are recorded; or typed. */
export const EvidenceField = ({ label, isRequired, value, onChange }: FieldProps<unknown>) => {
  const { t, side } = useWords();
  const id = useId();
  const [isTooLarge, setTooLarge] = useState(false);
  const { reference, sha256 } = (value ?? {}) as Evidence;
  const isBegun = isRequired || Boolean(reference ?? sha256);
  const take = async (file: File | undefined) => {
    setTooLarge((file?.size ?? 0) > file_bytes_max);
    if (!file || file.size > file_bytes_max) return;
    onChange({ reference: reference ?? file.name, sha256: await hashOf(file) });
  };
  const set = (name: keyof Evidence) => (said: string | undefined) => onChange({ reference, sha256, [name]: said });
  return (
    <fieldset>
      <legend>
        {label} {isRequired && <span className="mark soft">{t('act.required')}</span>}
      </legend>
      {canHash && (
        <div className="field">
          <label htmlFor={id} className="react-aria-Label">
            {t('act.file')}
          </label>
          <input id={id} type="file" onChange={(event) => void take(event.currentTarget.files?.[0])} />
          <span className="help">{t('act.fileHelp')}</span>
          {isTooLarge && <span className="fault">{t('act.fileTooLarge')}</span>}
        </div>
      )}
      <WordsField label={side(fields.reference)} isRequired={isBegun} value={reference} onChange={set('reference')} />
      <WordsField
        label={side(fields.sha256)}
        help={t('act.hashHelp')}
        isRequired={isBegun}
        value={sha256}
        onChange={set('sha256')}
      />
    </fieldset>
  );
};

/** Browsers hash on pages that came encrypted, or from this machine. */
const canHash = globalThis.isSecureContext;

const hashOf = async (file: File): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};
