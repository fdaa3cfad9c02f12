import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Checkbox,
  Group,
  Input,
  Label,
  NumberField,
  Radio,
  RadioGroup,
  Text,
  type CheckboxProps,
} from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { Icon } from './icon.js';
import type { FieldProps } from './words-field.js';

/** What stands around every field: its name, whether it must be filled in, and a word of help. */
export const Framed = ({
  of: { label, help, isRequired },
  children,
}: {
  of: Pick<FieldProps<unknown>, 'label' | 'help' | 'isRequired'>;
  children: ReactNode;
}) => {
  const { t } = useWords();
  return (
    <>
      <Label>
        {label}
        {isRequired && <span className="mark">{t('act.required')}</span>}
      </Label>
      {children}
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
    </>
  );
};

export const AmountField = (
  props: FieldProps<number> & { min?: number | undefined; max?: number | undefined; format?: Intl.NumberFormatOptions },
) => {
  const { value, onChange, min, max, format } = props;
  return (
    <NumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(said) => onChange(Number.isNaN(said) ? undefined : said)}
      {...(min !== undefined && { minValue: min })}
      {...(max !== undefined && { maxValue: max })}
      {...(format && { formatOptions: format })}
    >
      <Framed of={props}>
        <Group>
          <Input />
          <AriaButton slot="decrement">
            <Icon name="minus" />
          </AriaButton>
          <AriaButton slot="increment">
            <Icon name="plus" />
          </AriaButton>
        </Group>
      </Framed>
    </NumberField>
  );
};

export type Option = Readonly<{ id: string; label: string }>;
export type Chosen<V> = FieldProps<V> & Readonly<{ options: readonly Option[] }>;

/** One of few. */
export const ChoiceField = (props: Chosen<string>) => (
  <RadioGroup className="field" value={props.value ?? null} onChange={props.onChange} orientation="horizontal">
    <Framed of={props}>
      <div className="choices">
        {props.options.map((option) => (
          <Radio key={option.id} value={option.id} className="choice">
            {option.label}
          </Radio>
        ))}
      </div>
    </Framed>
  </RadioGroup>
);

export const YesField = ({ label, help, value, onChange }: FieldProps<boolean>) => (
  <div className="field">
    <Tick isSelected={value ?? false} onChange={(said) => onChange(said || undefined)}>
      {label}
    </Tick>
    {help && <span className="help">{help}</span>}
  </div>
);

/** A box to tick, with its words. */
export const Tick = ({ children, ...props }: Omit<CheckboxProps, 'children'> & { children: ReactNode }) => (
  <Checkbox {...props} className="check">
    {({ isSelected }) => (
      <>
        <span className="box">{isSelected && <Icon name="check" />}</span>
        {children}
      </>
    )}
  </Checkbox>
);
