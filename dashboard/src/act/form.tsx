import { useId } from 'react';
import { useWords } from '../i18n/language.js';
import { Button } from '../ui/button.js';
import { PickField, SomeField } from '../ui/choose-fields.js';
import { ChoiceField, YesField } from '../ui/fields.js';
import { WordsField } from '../ui/words-field.js';
import { Icon } from '../ui/icon.js';
import { useChoices } from './choices.js';
import { hasChoices, type Known } from './sources.js';
import { MeasureField } from './measure-field.js';
import { EvidenceField } from './evidence-field.js';
import { useFieldName } from './field-name.js';
import { begunPart, chosen, fieldsOf, pruned, resolved, type Schema } from './operation.js';
import { AvailabilityField, DayField, InstantField, SeriesField } from './dated-fields.js';
import type { Draft } from './use-act.js';
import {
  BothLanguages,
  Chosen,
  few_max,
  isWords,
  NumberPart,
  ThingPart,
  useFieldWords,
  type Both,
  type OwnFields,
  type Part,
} from './part-fields.js';

/** Fields of their own wherever they stand. */
const everywhere: OwnFields = { availability: AvailabilityField, evidence: EvidenceField, times: SeriesField };

const long_characters = 300;

type Body = Omit<Part, 'name' | 'isRequired' | 'onChange'> & Readonly<{ onChange: (value: Draft) => void }>;

/** The fields of a body, made of its schema. */
export const BodyFields = ({ schema, value, onChange, known, own }: Body) => {
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

const FieldOf = (part: Part) => {
  const { name, schema, isRequired, value, onChange, known, own } = part;
  const { value: wordOf } = useWords();
  const common = { ...useFieldWords(name), isRequired };
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
      if (shape.format === 'uuid' && hasChoices(name, known)) return <ThingPart {...part} />;
      if (shape.format === 'date') return <DayField {...text} />;
      if (shape.format === 'date-time') return <InstantField {...text} />;
      if (name === 'unitOfMeasure') return <MeasureField {...text} maxLength={shape.maxLength} />;
      return <WordsField {...text} isLong={(shape.maxLength ?? 0) > long_characters} maxLength={shape.maxLength} />;
    default:
      return <GroupPart {...part} />;
  }
};

const ListPart = (part: Part) => {
  const { name, schema, isRequired, value, onChange, known } = part;
  const { value: wordOf } = useWords();
  const said = useFieldWords(name);
  const found = useChoices(name, known, value);
  const item = resolved(schema).items ?? {};
  const shape = resolved(item);
  const common = { ...said, isRequired, value: value as string[] | undefined, onChange };
  if (shape.enum) return <SomeField {...common} options={shape.enum.map((id) => ({ id, label: wordOf(id) }))} />;
  if (shape.format === 'uuid' && hasChoices(name, known))
    return (
      <Chosen label={said.label} from={found}>
        {(options) => <SomeField {...common} options={options} />}
      </Chosen>
    );
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
        <Button onPress={() => onChange([...items, isPlain ? '' : begunPart(item)])}>
          <Icon name="plus" />
          {t('act.add')}
        </Button>
      </div>
    </fieldset>
  );
};

/** Of a group that may be left out nothing is required until it is begun. */
const GroupPart = ({ name, schema, value, onChange, known, own, isRequired }: Part) => {
  const { t } = useWords();
  const label = useFieldName()(name);
  const isLeft = !isRequired && pruned(value) === undefined;
  const shape = isLeft ? { ...resolved(schema), required: [] } : schema;
  return (
    <fieldset>
      <legend>
        {label} {isRequired && <span className="mark soft">{t('act.required')}</span>}
      </legend>
      <Shape schema={shape} value={value} onChange={onChange} known={known} own={own} />
    </fieldset>
  );
};

/** To change the charter one begins with the one that is in force. */
const begunBy = (kind: string | undefined, { charter }: Known): object =>
  kind === 'charter' && charter ? { charter } : {};

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
          onChange={(next) => onChange({ [discriminator.propertyName]: next, ...begunBy(next, known) })}
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
