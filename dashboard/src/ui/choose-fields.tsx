import { useContext, useState } from 'react';
import {
  Button as AriaButton,
  CheckboxGroup,
  ComboBox,
  ComboBoxStateContext,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  TextField,
  useFilter,
} from 'react-aria-components';
import { useWords } from '../i18n/language.js';
import { Framed, Tick, type Chosen, type Option } from './fields.js';
import { Icon } from './icon.js';
import { useTakenUp, type Begins } from './taken-up.js';

/** Of many so many are shown at once; the others are found by typing. */
const shown_max = 50;

/** Those whose names hold what was typed, as many as are shown, and the chosen ones; and how many more there are. */
const useFound = (options: readonly Option[], typed: string, chosen: readonly string[]) => {
  const { contains } = useFilter({ sensitivity: 'base' });
  const found = options.filter(({ label }) => contains(label, typed));
  const first = found.slice(0, shown_max);
  const others = options.filter((each) => chosen.includes(each.id) && !first.includes(each));
  return { shown: [...first, ...others], hidden: found.length - first.length };
};

/** One of many: one types a part of its name. */
export const PickField = (props: Chosen<string> & { begins?: Begins }) => {
  const { t, number } = useWords();
  const { value, onChange, options, begins } = props;
  const group = useTakenUp(begins);
  const [typed, setTyped] = useState('');
  const isTyped = options.every(({ label }) => label !== typed);
  const { shown, hidden } = useFound(options, isTyped ? typed : '', value === undefined ? [] : [value]);
  return (
    <ComboBox
      className="field"
      selectedKey={value ?? null}
      onSelectionChange={(key) => onChange(key === null ? undefined : String(key))}
      items={shown}
      onInputChange={setTyped}
      onOpenChange={(_, by) => by === 'manual' && setTyped('')}
      allowsEmptyCollection
    >
      <Framed of={props}>
        <Group ref={group}>
          <PickInput />
          <AriaButton>
            <Icon name="down" />
          </AriaButton>
        </Group>
      </Framed>
      <Popover className="popover">
        <ListBox<Option> renderEmptyState={() => <p className="small soft">{t('act.noneCalled')}</p>}>
          {({ id, label }) => <ListBoxItem id={id}>{label}</ListBoxItem>}
        </ListBox>
        {hidden > 0 && <p className="small soft">{t('act.typeToFind', { n: number(hidden) })}</p>}
      </Popover>
    </ComboBox>
  );
};

/** A press on it opens the list, as one on its button does: who sees "Choose…" presses there. */
const PickInput = () => {
  const { t } = useWords();
  const list = useContext(ComboBoxStateContext);
  return (
    <Input
      placeholder={t('act.choose')}
      onClick={() => list?.open(null, 'manual')}
      // Not where React Aria only says that its list has the focus no more: then one is typing.
      onFocus={({ currentTarget, nativeEvent }) => nativeEvent.isTrusted && currentTarget.select()}
    />
  );
};

/** Some of several; where there are many, one types a part of a name. */
export const SomeField = (props: Chosen<string[]> & { isCompact?: boolean }) => {
  const { t, number } = useWords();
  const { value = [], onChange, options, isCompact } = props;
  const [typed, setTyped] = useState('');
  const { shown, hidden } = useFound(options, typed, value);
  return (
    <CheckboxGroup className="field" value={value} onChange={(said) => onChange(said.length > 0 ? said : undefined)}>
      <Framed of={props}>
        {options.length > searched_min && (
          <TextField
            className="field"
            aria-label={t('act.findAmong', { what: props.label })}
            value={typed}
            onChange={setTyped}
          >
            <Input placeholder={t('act.findAmong', { what: props.label })} />
          </TextField>
        )}
        <div className={isCompact ? 'row' : undefined}>
          {shown.map((option) => (
            <Tick key={option.id} value={option.id}>
              {option.label}
            </Tick>
          ))}
        </div>
        {shown.length === 0 && <p className="small soft">{t('act.noneCalled')}</p>}
        {hidden > 0 && <p className="small soft">{t('act.typeToFind', { n: number(hidden) })}</p>}
      </Framed>
    </CheckboxGroup>
  );
};
/** From so many on one searches instead of looking. */
const searched_min = 15;
