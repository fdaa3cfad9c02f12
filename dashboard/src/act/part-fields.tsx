import type { ComponentType, ReactNode } from 'react';
import { isCurrency } from '../i18n/formats.js';
import { useWords } from '../i18n/language.js';
import { helps } from '../i18n/terms/helps.js';
import type { Pair } from '../i18n/words.js';
import { Button } from '../ui/button.js';
import { PickField } from '../ui/choose-fields.js';
import { AmountField, ChoiceField } from '../ui/fields.js';
import { WordsField, type FieldProps } from '../ui/words-field.js';
import { Skeleton } from '../ui/state.js';
import { useFieldName } from './field-name.js';
import { useChoices, type Choice, type Choices } from './choices.js';
import type { Known } from './sources.js';
import { languageFirst, resolved, type Schema } from './operation.js';

/** A field of its own for a part of a body that deserves better than its schema says, by the field's name. */
export type OwnFields = Readonly<Record<string, ComponentType<FieldProps<unknown> & { known: Known }>>>;

/** A part of a body: what it is by its schema, and what is in it. */
export type Part = Readonly<{
  name: string;
  schema: Schema;
  isRequired: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  known: Known;
  own: OwnFields;
}>;

/** What is said of a field: its name, and what helps to fill it in. */
export const useFieldWords = (name: string) => {
  const { side } = useWords();
  const help = (helps as Readonly<Record<string, Pair>>)[name];
  return { label: useFieldName()(name), help: help && side(help) };
};

/** One of so few is chosen among all of them at once. */
export const few_max = 4;

export const isWords = (schema: Schema): boolean => schema.$ref?.endsWith('/LocalText') ?? false;
export type Both = Readonly<{ zh?: string; en?: string }> | undefined;

/** A member's own words: in the reader's language first; the other one where they like. */
export const BothLanguages = (props: FieldProps<Both> & { shape: Schema }) => {
  const { label, help, isRequired, value, onChange, shape } = props;
  const { t } = useWords();
  const [first, second] = languageFirst();
  if (!first || !second) return null;
  const side = (language: 'zh' | 'en') => t(language === 'zh' ? 'act.inChinese' : 'act.inEnglish');
  const maxLength = shape.properties?.['zh']?.maxLength;
  const set = (language: 'zh' | 'en') => (said: string | undefined) => {
    const { [language]: _, ...rest } = value ?? {};
    const next = said === undefined ? rest : { ...rest, [language]: said };
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  const langOf = (language: 'zh' | 'en') => (language === 'zh' ? 'zh-CN' : 'en');
  return (
    <div className="both">
      <WordsField
        label={`${label} · ${side(first)}`}
        help={help}
        isRequired={isRequired ?? false}
        value={value?.[first]}
        onChange={set(first)}
        maxLength={maxLength}
        lang={langOf(first)}
      />
      <WordsField
        label={`${label} · ${side(second)}`}
        value={value?.[second]}
        onChange={set(second)}
        maxLength={maxLength}
        lang={langOf(second)}
      />
    </div>
  );
};

/** Money is said in its usual unit, and kept in its minor one. */
export const NumberPart = ({ name, schema, isRequired, value, onChange, known }: Part) => {
  const { measure, language } = useWords();
  const { label, help } = useFieldWords(name);
  const ofMoney = known[name === 'amountMinor' ? 'currency' : 'unitOfMeasure'];
  const counted = (name === 'amountMinor' || name === 'quantity') && typeof ofMoney === 'string' ? ofMoney : '';
  const common = { isRequired, help };
  if (!isCurrency(counted)) {
    const shown = counted ? `${label} · ${measure(counted)}` : label;
    const { minimum, maximum } = resolved(schema);
    return (
      <AmountField
        {...common}
        label={shown}
        value={value as number | undefined}
        onChange={onChange}
        min={minimum}
        max={maximum}
      />
    );
  }
  const format = { style: 'currency', currency: counted } as const;
  const minor = 10 ** (new Intl.NumberFormat(language, format).resolvedOptions().maximumFractionDigits ?? 0);
  return (
    <AmountField
      {...common}
      label={label}
      value={value === undefined ? undefined : Number(value) / minor}
      onChange={(said) => onChange(said === undefined ? undefined : Math.round(said * minor))}
      min={0}
      format={format}
    />
  );
};

/** A thing that is named by its id, and chosen by its name. */
export const ThingPart = ({ name, isRequired, value, onChange, known }: Part) => {
  const said = useFieldWords(name);
  const { [name]: _, ...others } = known;
  const found = useChoices(name, others, value);
  const common = { ...said, isRequired, value: value as string | undefined, onChange };
  return (
    <Chosen label={said.label} from={found}>
      {(options) =>
        options.length <= few_max && isRequired ? (
          <ChoiceField {...common} options={options} />
        ) : (
          <PickField {...common} options={options} />
        )
      }
    </Chosen>
  );
};

/** A choice of things, or why there is none: they are on their way, did not come, or are none. */
export const Chosen = (props: {
  label: string;
  from: Choices;
  children: (options: readonly Choice[]) => ReactNode;
}) => {
  const { label, from, children } = props;
  const { isWanted, choices, isCut, error, retry } = from;
  const { t, number } = useWords();
  if (choices && choices.length > 0)
    return (
      <>
        {children(choices)}
        {isCut && <p className="small soft">{t('act.choicesCut', { n: number(choices.length) })}</p>}
      </>
    );
  return (
    <div className="field">
      <span className="react-aria-Label">{label}</span>
      {error ? (
        <div className="row" role="alert">
          <span className="small">{t('common.failed')}</span>
          <Button onPress={retry}>{t('common.retry')}</Button>
        </div>
      ) : !isWanted || choices ? (
        <p className="small soft">{t(isWanted ? 'act.noChoices' : 'act.choicesLater')}</p>
      ) : (
        <Skeleton lines={1} />
      )}
    </div>
  );
};
