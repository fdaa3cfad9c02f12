import {
  parseAbsolute,
  parseDate,
  toCalendarDate,
  type CalendarDate,
  type ZonedDateTime,
} from '@internationalized/date';
import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Checkbox,
  CheckboxGroup,
  ComboBox,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Radio,
  RadioGroup,
  Text,
  TextArea,
  TextField,
} from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { Icon } from './icon.js';

/** What all fields have. */
export type FieldProps<V> = Readonly<{
  label: string;
  help?: string | undefined;
  isRequired?: boolean;
  value: V | undefined;
  onChange: (value: V | undefined) => void;
}>;

const Head = ({ label, isRequired }: { label: string; isRequired?: boolean | undefined }) => {
  const { t } = useWords();
  return (
    <Label>
      {label}
      {isRequired && <span className="mark">{t('act.required')}</span>}
    </Label>
  );
};
const Help = ({ children }: { children: string | undefined }) =>
  children ? (
    <Text slot="description" className="help">
      {children}
    </Text>
  ) : null;

export const WordsField = (
  props: FieldProps<string> & { isLong?: boolean; maxLength?: number | undefined; lang?: string },
) => {
  const { label, help, isRequired, value, onChange, isLong, maxLength, lang } = props;
  return (
    <TextField
      className="field"
      value={value ?? ''}
      onChange={(said) => onChange(said || undefined)}
      {...(maxLength && { maxLength })}
    >
      <Head label={label} isRequired={isRequired} />
      {isLong ? <TextArea lang={lang} rows={3} /> : <Input lang={lang} />}
      <Help>{help}</Help>
    </TextField>
  );
};

export const AmountField = (
  props: FieldProps<number> & { min?: number | undefined; max?: number | undefined; format?: Intl.NumberFormatOptions },
) => {
  const { label, help, isRequired, value, onChange, min, max, format } = props;
  return (
    <NumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(said) => onChange(Number.isNaN(said) ? undefined : said)}
      {...(min !== undefined && { minValue: min })}
      {...(max !== undefined && { maxValue: max })}
      {...(format && { formatOptions: format })}
    >
      <Head label={label} isRequired={isRequired} />
      <Group>
        <Input />
        <AriaButton slot="decrement">
          <Icon name="minus" />
        </AriaButton>
        <AriaButton slot="increment">
          <Icon name="plus" />
        </AriaButton>
      </Group>
      <Help>{help}</Help>
    </NumberField>
  );
};

export type Option = Readonly<{ id: string; label: string }>;

/** One of few. */
export const ChoiceField = ({
  label,
  help,
  isRequired,
  value,
  onChange,
  options,
}: FieldProps<string> & { options: readonly Option[] }) => (
  <RadioGroup className="field" value={value ?? null} onChange={onChange} orientation="horizontal">
    <Head label={label} isRequired={isRequired} />
    <div className="choices">
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className="choice">
          {option.label}
        </Radio>
      ))}
    </div>
    <Help>{help}</Help>
  </RadioGroup>
);

/** One of many: one types a part of its name. */
export const PickField = ({
  label,
  help,
  isRequired,
  value,
  onChange,
  options,
}: FieldProps<string> & { options: readonly Option[] }) => {
  const { t } = useWords();
  return (
    <ComboBox
      className="field"
      selectedKey={value ?? null}
      onSelectionChange={(key) => onChange(key === null ? undefined : String(key))}
      defaultItems={options}
      menuTrigger="focus"
    >
      <Head label={label} isRequired={isRequired} />
      <Group>
        <Input placeholder={t('act.choose')} />
        <AriaButton>
          <Icon name="down" />
        </AriaButton>
      </Group>
      <Help>{help}</Help>
      <Popover className="popover">
        <ListBox items={options}>{(option) => <ListBoxItem id={option.id}>{option.label}</ListBoxItem>}</ListBox>
      </Popover>
    </ComboBox>
  );
};

export const SomeField = ({
  label,
  help,
  isRequired,
  value,
  onChange,
  options,
}: FieldProps<string[]> & { options: readonly Option[] }) => (
  <CheckboxGroup
    className="field"
    value={value ?? []}
    onChange={(said) => onChange(said.length > 0 ? said : undefined)}
  >
    <Head label={label} isRequired={isRequired} />
    {options.map((option) => (
      <Tick key={option.id} value={option.id}>
        {option.label}
      </Tick>
    ))}
    <Help>{help}</Help>
  </CheckboxGroup>
);

const Tick = ({ value, children }: { value: string; children: ReactNode }) => (
  <Checkbox className="check" value={value}>
    {({ isSelected }) => (
      <>
        <span className="box">{isSelected && <Icon name="check" />}</span>
        {children}
      </>
    )}
  </Checkbox>
);

export const YesField = ({ label, help, value, onChange }: FieldProps<boolean>) => (
  <div className="field">
    <Checkbox className="check" isSelected={value ?? false} onChange={(said) => onChange(said || undefined)}>
      {({ isSelected }) => (
        <>
          <span className="box">{isSelected && <Icon name="check" />}</span>
          {label}
        </>
      )}
    </Checkbox>
    {help && <span className="help">{help}</span>}
  </div>
);

const PickDate = () => {
  const { t } = useWords();
  return (
    <>
      <Group>
        <DateInput>{(segment) => <DateSegment segment={segment} />}</DateInput>
        <AriaButton aria-label={t('act.choose')}>
          <Icon name="calendar" />
        </AriaButton>
      </Group>
      <Popover className="popover">
        <Dialog>
          <Calendar>
            <header>
              <AriaButton slot="previous" className="button plain icon-only">
                <Icon name="back" />
              </AriaButton>
              <Heading />
              <AriaButton slot="next" className="button plain icon-only">
                <Icon name="next" />
              </AriaButton>
            </header>
            <CalendarGrid>
              <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
              <CalendarGridBody>{(date) => <CalendarCell date={date} />}</CalendarGridBody>
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </>
  );
};

/** A day, such as 2026-11-23. */
export const DayField = ({ label, help, isRequired, value, onChange }: FieldProps<string>) => (
  <DatePicker<CalendarDate>
    className="field"
    value={value ? parseDate(value) : null}
    onChange={(day) => onChange(day ? toCalendarDate(day).toString() : undefined)}
  >
    <Head label={label} isRequired={isRequired} />
    <PickDate />
    <Help>{help}</Help>
  </DatePicker>
);

/** An instant, shown and said on the alliance's clocks, kept in UTC. */
export const InstantField = ({ label, help, isRequired, value, onChange }: FieldProps<string>) => {
  const { timeZone } = useWords();
  const next = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString();
  return (
    <DatePicker<ZonedDateTime>
      className="field"
      granularity="minute"
      hideTimeZone
      hourCycle={24}
      placeholderValue={parseAbsolute(next, timeZone)}
      value={value ? parseAbsolute(value, timeZone) : null}
      onChange={(instant) => onChange(instant ? instant.toDate().toISOString() : undefined)}
    >
      <Head label={label} isRequired={isRequired} />
      <PickDate />
      <Help>{help}</Help>
    </DatePicker>
  );
};
