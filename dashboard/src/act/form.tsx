import { useId, type ComponentType } from 'react';
import { isCurrency } from '../i18n/formats.js';
import { useWords } from '../i18n/language.js';
import { fields } from '../i18n/terms/fields.js';
import { helps } from '../i18n/terms/helps.js';
import type { Pair } from '../i18n/words.js';
import { Button } from '../ui/button.js';
import {
  AmountField,
  ChoiceField,
  DayField,
  InstantField,
  PickField,
  SomeField,
  WordsField,
  YesField,
  type FieldProps,
} from '../ui/fields.js';
import { Icon } from '../ui/icon.js';
import { Skeleton } from '../ui/state.js';
import { hasChoices, useChoices, type Known } from './choices.js';
import { EvidenceField } from './evidence-field.js';
import { chosen, fieldsOf, languageFirst, resolved, type Schema } from './operation.js';

/** A field of its own for a part of a body that deserves better than its schema says, by the field's name. */
export type OwnFields = Readonly<Record<string, ComponentType<FieldProps<unknown> & { known: Known }>>>;

type Part = Readonly<{
  name: string;
  schema: Schema;
  isRequired: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  known: Known;
  own: OwnFields;
}>;

/** Fields of their own wherever they stand. */
const everywhere: OwnFields = { evidence: EvidenceField };

const few_max = 4;
const long_characters = 300;

/** The fields of a body, made of its schema. */
export const BodyFields = ({ schema, value, onChange, known, own }: Omit<Part, 'name' | 'isRequired'>) => {
  const said = (value ?? {}) as Readonly<Record<string, unknown>>;
  return fieldsOf(chosen(schema, value)).map(([name, each, isRequired]) => (
    <FieldOf
      key={name}
      name={name}
      schema={each}
      isRequired={isRequired}
      value={said[name]}
      onChange={(next) => onChange({ ...said, [name]: next })}
      known={{ ...known, ...said }}
      own={own}
    />
  ));
};

export const useFieldName = () => {
  const { side } = useWords();
  return (name: string): string => {
    const pair = (fields as Readonly<Record<string, Pair>>)[name];
    return pair ? side(pair) : name;
  };
};

const FieldOf = (part: Part) => {
  const { name, schema, isRequired, value, onChange, known, own } = part;
  const { side, value: wordOf } = useWords();
  const label = useFieldName()(name);
  const help = (helps as Readonly<Record<string, Pair>>)[name];
  const common = { label, isRequired, help: help && side(help) };
  const shape = resolved(schema);
  const Own = own[name] ?? everywhere[name];
  if (Own) return <Own {...common} value={value} onChange={onChange} known={known} />;
  const text = { ...common, value: value as string | undefined, onChange };
  if (isWords(schema)) return <BothLanguages {...common} value={value as Both} onChange={onChange} shape={shape} />;
  if (shape.enum) {
    const options = shape.enum.map((id) => ({ id, label: wordOf(id) }));
    return options.length <= few_max ? (
      <ChoiceField {...text} options={options} />
    ) : (
      <PickField {...text} options={options} />
    );
  }
  switch (shape.type) {
    case 'boolean':
      return <YesField {...common} value={value as boolean | undefined} onChange={onChange} />;
    case 'integer':
    case 'number':
      return <NumberPart {...part} />;
    case 'array':
      return <ListPart {...part} />;
    case 'string':
      if (shape.format === 'uuid' && hasChoices(name)) return <ThingPart {...part} />;
      if (shape.format === 'date') return <DayField {...text} />;
      if (shape.format === 'date-time') return <InstantField {...text} />;
      return <WordsField {...text} isLong={(shape.maxLength ?? 0) > long_characters} maxLength={shape.maxLength} />;
    default:
      return <GroupPart {...part} />;
  }
};

const isWords = (schema: Schema): boolean => schema.$ref?.endsWith('/LocalText') ?? false;
type Both = Readonly<{ zh?: string; en?: string }> | undefined;

/** A member's own words: in the reader's language first; the other one where they like. */
const BothLanguages = (props: FieldProps<Both> & { shape: Schema }) => {
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
const NumberPart = ({ name, schema, isRequired, value, onChange, known }: Part) => {
  const { side, measure, language } = useWords();
  const label = useFieldName()(name);
  const help = (helps as Readonly<Record<string, Pair>>)[name];
  const ofMoney = known[name === 'amountMinor' ? 'currency' : 'unitOfMeasure'];
  const counted = (name === 'amountMinor' || name === 'quantity') && typeof ofMoney === 'string' ? ofMoney : '';
  const common = { isRequired, help: help && side(help) };
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
const ThingPart = ({ name, isRequired, value, onChange, known }: Part) => {
  const { side } = useWords();
  const label = useFieldName()(name);
  const help = (helps as Readonly<Record<string, Pair>>)[name];
  const { [name]: _, ...others } = known;
  const choices = useChoices(name, others);
  const common = { label, isRequired, help: help && side(help), value: value as string | undefined, onChange };
  if (choices === undefined) return <WordsField {...common} />;
  return choices.length <= few_max && isRequired ? (
    <ChoiceField {...common} options={choices} />
  ) : (
    <PickField {...common} options={choices} />
  );
};

const ListPart = (part: Part) => {
  const { name, schema, isRequired, value, onChange, known } = part;
  const { side, value: wordOf } = useWords();
  const label = useFieldName()(name);
  const help = (helps as Readonly<Record<string, Pair>>)[name];
  const choices = useChoices(name, known);
  const item = resolved(schema).items ?? {};
  const shape = resolved(item);
  const common = { label, isRequired, help: help && side(help), value: value as string[] | undefined, onChange };
  if (shape.enum) return <SomeField {...common} options={shape.enum.map((id) => ({ id, label: wordOf(id) }))} />;
  if (shape.format === 'uuid' && hasChoices(name))
    return choices ? <SomeField {...common} options={choices} /> : <Skeleton lines={2} />;
  return <Items {...part} item={item} />;
};

/** A list of parts, each with its own fields. */
const Items = ({ name, item, value, onChange, known, own, isRequired }: Part & { item: Schema }) => {
  const { t } = useWords();
  const label = useFieldName()(name);
  const items = Array.isArray(value) ? value : [];
  const isPlain = resolved(item).type === 'string';
  const set = (at: number, next: unknown) => onChange(items.map((each, n) => (n === at ? next : each)));
  return (
    <fieldset>
      <legend>
        {label} {isRequired && <span className="mark soft">{t('act.required')}</span>}
      </legend>
      {items.map((each, n) => (
        <fieldset key={n}>
          <legend>{t('act.nth', { what: label, n: n + 1 })}</legend>
          {isPlain ? (
            <WordsField label={label} value={each as string} onChange={(next) => set(n, next ?? '')} />
          ) : (
            <Shape schema={item} value={each} onChange={(next) => set(n, next)} known={known} own={own} />
          )}
          <div>
            <Button look="plain" onPress={() => onChange(items.filter((_, at) => at !== n))}>
              {t('act.remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button onPress={() => onChange([...items, isPlain ? '' : {}])}>
          <Icon name="plus" />
          {t('act.add')}
        </Button>
      </div>
    </fieldset>
  );
};

const GroupPart = ({ name, schema, value, onChange, known, own, isRequired }: Part) => {
  const { t } = useWords();
  const label = useFieldName()(name);
  return (
    <fieldset>
      <legend>
        {label} {isRequired && <span className="mark soft">{t('act.required')}</span>}
      </legend>
      <Shape schema={schema} value={value} onChange={onChange} known={known} own={own} />
    </fieldset>
  );
};

/** One shape, or one of several: then its kind is chosen first. */
const Shape = ({ schema, value, onChange, known, own }: Omit<Part, 'name' | 'isRequired'>) => {
  const { value: wordOf } = useWords();
  const id = useId();
  const fieldName = useFieldName();
  const { discriminator } = resolved(schema);
  const kind = discriminator && (value as Readonly<Record<string, string>> | undefined)?.[discriminator.propertyName];
  return (
    <>
      {discriminator && (
        <ChoiceField
          label={fieldName(discriminator.propertyName)}
          isRequired
          value={kind}
          onChange={(next) => onChange({ [discriminator.propertyName]: next })}
          options={Object.keys(discriminator.mapping).map((each) => ({ id: each, label: wordOf(each) }))}
        />
      )}
      <BodyFields
        key={`${id}${kind ?? ''}`}
        schema={schema}
        value={value}
        onChange={onChange}
        known={known}
        own={own}
      />
    </>
  );
};
